import Base
import Organizations

/// A person, as others see them.
struct PersonRefView: Shaped {
    let id: ID<Person>
    let name: String
    let language: String

    static let shape = Shape<PersonRefView>.object(
        "PersonRef", PersonRefView.init(id:name:language:), Field("id", \.id, .id()),
        Field("name", \.name, .text()), Field("language", \.language, .text()))
}

/// An organization, as its screens need it.
struct OrganizationView: Shaped {
    let id: ID<Organization>
    let slug: String
    let name: String
    let currency: Currency

    static let shape = Shape<OrganizationView>.object(
        "Organization", OrganizationView.init(id:slug:name:currency:), Field("id", \.id, .id()),
        Field("slug", \.slug, .text()), Field("name", \.name, .text()),
        Field("currency", \.currency, .currency))

    init(_ organization: Organization) {
        self.init(
            id: organization.id, slug: organization.slug, name: organization.name,
            currency: organization.currency)
    }

    init(id: ID<Organization>, slug: String, name: String, currency: Currency) {
        self.id = id
        self.slug = slug
        self.name = name
        self.currency = currency
    }
}

/// An organization for the back office.
struct OrganizationDetailsView: Shaped {
    let id: ID<Organization>
    let slug: String
    let name: String
    let currency: Currency
    let version: Int64

    static let shape = Shape<OrganizationDetailsView>.object(
        "OrganizationDetails", OrganizationDetailsView.init(id:slug:name:currency:version:),
        Field("id", \.id, .id()), Field("slug", \.slug, .text(), "Its name in addresses."),
        Field("name", \.name, .text()), Field("currency", \.currency, .currency),
        Field("version", \.version, .version))
}

extension OrganizationDetailsView {
    init(_ organization: Organization) {
        self.init(
            id: organization.id, slug: organization.slug, name: organization.name,
            currency: organization.currency, version: organization.version)
    }
}

/// A branch, as its screens need it.
struct BranchView: Shaped {
    let id: ID<Branch>
    let name: String
    let timeZone: String
    let dayStart: Int

    static let shape = Shape<BranchView>.object(
        "Branch", BranchView.init(id:name:timeZone:dayStart:), Field("id", \.id, .id()),
        Field("name", \.name, .text()),
        Field("timeZone", \.timeZone, .text()),
        Field(
            "dayStart", \.dayStart, .int(0...1439),
            "Minutes after local midnight at which its business day begins."))

    init(_ branch: Branch) {
        self.init(
            id: branch.id, name: branch.name, timeZone: branch.timeZone, dayStart: branch.dayStart)
    }

    init(id: ID<Branch>, name: String, timeZone: String, dayStart: Int) {
        self.id = id
        self.name = name
        self.timeZone = timeZone
        self.dayStart = dayStart
    }
}

/// A paired device.
struct DeviceView: Shaped {
    let id: ID<Device>
    let name: String
    let kind: DeviceKind
    let drawer: ID<Never>?
    let pairedAt: Instant
    let lastSeenAt: Instant?
    let revokedAt: Instant?

    static let shape = Shape<DeviceView>.object(
        "Device", DeviceView.init(id:name:kind:drawer:pairedAt:lastSeenAt:revokedAt:),
        Field("id", \.id, .id()),
        Field("name", \.name, .text()), Field("kind", \.kind, .choice),
        Field(optional: "drawer", \.drawer, .id(), "Its cash drawer."),
        Field("pairedAt", \.pairedAt, .instant),
        Field(optional: "lastSeenAt", \.lastSeenAt, .instant),
        Field(optional: "revokedAt", \.revokedAt, .instant))

    init(_ device: Device) {
        self.init(
            id: device.id, name: device.name, kind: device.kind, drawer: device.drawer.map { ID($0) },
            pairedAt: device.pairedAt, lastSeenAt: device.lastSeenAt, revokedAt: device.revokedAt)
    }

    init(
        id: ID<Device>, name: String, kind: DeviceKind, drawer: ID<Never>?, pairedAt: Instant,
        lastSeenAt: Instant?,
        revokedAt: Instant?
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.drawer = drawer
        self.pairedAt = pairedAt
        self.lastSeenAt = lastSeenAt
        self.revokedAt = revokedAt
    }
}

/// What an action is allowed, for one role.
struct GrantView: Shaped {
    let permission: Permission
    let limit: Int64?

    static let shape = Shape<GrantView>.object(
        "Grant", GrantView.init(permission:limit:), Field("permission", \.permission, .choice),
        Field(
            optional: "limit", \.limit, .integer(),
            "Up to here without approval: basis points of a discount, minor units of an amount."))

    /// The same for what nobody can approve.
    static let plain = Shape<PlainGrantView>.object(
        "PlainGrant", PlainGrantView.init(permission:limit:),
        Field("permission", \.permission, .oneOf(["allow", "deny"]), "Nobody can approve this action."),
        Field(optional: "limit", \.limit, .integer())
    ).schema
}

/// As a plain grant is described; decoded like any other, so that the refusal names the action.
private struct PlainGrantView: Sendable {
    let permission: String
    let limit: Int64?
}

extension Shape where Value == [Action: Grant] {
    /// An object with one member per action.
    static var grants: Shape {
        let members = Action.allCases.map {
            Schema.Member(
                name: $0.rawValue, schema: $0.isApprovable ? GrantView.shape.schema : GrantView.plain,
                required: false, description: nil)
        }
        return Shape(
            schema: .named("Grants", .object(members, description: "What the role may do, by action.")),
            decode: { json, pointer, faults in decodeGrants(json, pointer, &faults) },
            encode: { grants in
                .object(
                    Action.allCases.map { action in
                        let grant = grants[action] ?? Grant(.deny)
                        let view = GrantView(permission: grant.permission, limit: grant.limit)
                        return (action.rawValue, GrantView.shape.encode(view))
                    })
            })
    }
}

private func decodeGrants(_ json: JSON, _ pointer: String, _ faults: inout [FieldFault]) -> [Action: Grant]? {
    guard case .object(let members) = json else {
        faults.append(FieldFault(pointer, "wrong_type", "An object is expected."))
        return nil
    }
    var grants: [Action: Grant] = [:]
    for (name, value) in members {
        guard let action = Action(rawValue: name) else {
            faults.append(FieldFault("\(pointer)/\(name)", "unknown_field", "There is no such action."))
            continue
        }
        guard let view = GrantView.shape.decode(value, "\(pointer)/\(name)", &faults) else { continue }
        grants[action] = Grant(view.permission, limit: view.limit)
    }
    return grants
}

/// Who is calling, and what they may do.
struct SessionView: Shaped {
    let person: PersonRefView?
    let organization: OrganizationView
    let branches: [BranchView]
    let role: String
    let grants: [Action: Grant]
    let device: DeviceView?

    static let shape = Shape<SessionView>.object(
        "Session", SessionView.init(person:organization:branches:role:grants:device:),
        Field(optional: "person", \.person, PersonRefView.shape),
        Field("organization", \.organization, OrganizationView.shape),
        Field("branches", \.branches, BranchView.shape.list()), Field("role", \.role, .text()),
        Field("grants", \.grants, .grants), Field(optional: "device", \.device, DeviceView.shape))
}

/// A fresh session with its token.
struct SignedInView: Shaped {
    let token: String
    let expiresAt: Instant
    let person: PersonRefView
    let organization: OrganizationView
    let branches: [BranchView]
    let role: String
    let grants: [Action: Grant]

    static let shape = Shape<SignedInView>.object(
        "SignedIn", SignedInView.init(token:expiresAt:person:organization:branches:role:grants:),
        Field("token", \.token, .text(1...4000)), Field("expiresAt", \.expiresAt, .instant),
        Field("person", \.person, PersonRefView.shape),
        Field("organization", \.organization, OrganizationView.shape),
        Field("branches", \.branches, BranchView.shape.list()), Field("role", \.role, .text()),
        Field("grants", \.grants, .grants))
}

/// A paired device with its token, told once.
struct PairedView: Shaped {
    let token: String
    let device: DeviceView
    let branch: BranchView
    let organization: OrganizationView

    static let shape = Shape<PairedView>.object(
        "Paired", PairedView.init(token:device:branch:organization:), Field("token", \.token, .text(1...200)),
        Field("device", \.device, DeviceView.shape), Field("branch", \.branch, BranchView.shape),
        Field("organization", \.organization, OrganizationView.shape))
}

/// A pairing code, told once.
struct DeviceCodeView: Shaped {
    let code: String
    let expiresAt: Instant

    static let shape = Shape<DeviceCodeView>.object(
        "DeviceCode", DeviceCodeView.init(code:expiresAt:), Field("code", \.code, .text()),
        Field("expiresAt", \.expiresAt, .instant))
}

/// A manager's approval.
struct ApprovalView: Shaped {
    let approval: ID<Approval>
    let expiresAt: Instant

    static let shape = Shape<ApprovalView>.object(
        "Approval", ApprovalView.init(approval:expiresAt:), Field("approval", \.approval, .id()),
        Field("expiresAt", \.expiresAt, .instant))
}

/// Somebody who can sign in by PIN at a branch.
struct BranchPersonView: Shaped {
    let id: ID<Person>
    let name: String
    let role: String
    let initials: String

    static let shape = Shape<BranchPersonView>.object(
        "BranchPerson", BranchPersonView.init(id:name:role:initials:), Field("id", \.id, .id()),
        Field("name", \.name, .text()), Field("role", \.role, .text()), Field("initials", \.initials, .text())
    )
}

extension PersonRefView {
    init(_ person: Person) { self.init(id: person.id, name: person.name, language: person.language) }
}

extension SessionView {
    init(_ caller: Caller) {
        self.init(
            person: caller.person.map { PersonRefView($0) },
            organization: OrganizationView(caller.organization),
            branches: caller.branches.map { BranchView($0) }, role: caller.actor.role,
            grants: caller.actor.grants,
            device: caller.device.map { DeviceView($0) })
    }
}
