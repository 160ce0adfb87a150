import Base
import Organizations
import struct FoundationEssentials.UUID

/// A person of the organization, for the back office.
struct PersonView: Shaped {
    let id: ID<Person>
    let name: String
    let email: String?
    let language: String
    let role: String
    let branches: [ID<Branch>]?
    let hasPIN: Bool
    let disabled: Bool
    let version: Int64

    static let shape = Shape<PersonView>.object(
        "Person", PersonView.init(id:name:email:language:role:branches:hasPIN:disabled:version:),
        Field("id", \.id, .id()), Field("name", \.name, .text()), Field(optional: "email", \.email, .text()),
        Field("language", \.language, .text()), Field("role", \.role, .text()),
        Field(optional: "branches", \.branches, Shape<ID<Branch>>.id().list(), "Null: all."),
        Field("hasPin", \.hasPIN, .flag), Field("disabled", \.disabled, .flag),
        Field("version", \.version, .version))
}

/// A role with its grants.
struct RoleView: Shaped {
    let id: String
    let name: String
    let grants: [Action: Grant]
    let approvable: [Action]

    static let shape = Shape<RoleView>.object(
        "Role", RoleView.init(id:name:grants:approvable:), Field("id", \.id, .text()),
        Field("name", \.name, .text()), Field("grants", \.grants, .grants),
        Field(
            "approvable", \.approvable, Shape<Action>.choice.list(),
            "What somebody else can approve by PIN; all other actions are allowed or denied."))

    init(_ role: Role) {
        self.init(
            id: role.id, name: role.name, grants: role.grants,
            approvable: Action.allCases.filter(\.isApprovable))
    }

    init(id: String, name: String, grants: [Action: Grant], approvable: [Action]) {
        self.id = id
        self.name = name
        self.grants = grants
        self.approvable = approvable
    }
}

/// One entry of the audit trail.
struct AuditView: Shaped {
    let sequence: Int64
    let at: Instant
    let actor: String
    let person: ID<Person>?
    let approver: ID<Person>?
    let device: ID<Device>?
    let action: String
    let entity: String
    let id: UUID
    let reason: String?
    let before: JSON?
    let after: JSON?

    static let shape = Shape<AuditView>.object(
        "AuditEntry",
        AuditView.init(sequence:at:actor:person:approver:device:action:entity:id:reason:before:after:),
        Field("seq", \.sequence, .integer()), Field("at", \.at, .instant), Field("actor", \.actor, .text()),
        Field(optional: "person", \.person, .id()), Field(optional: "approver", \.approver, .id()),
        Field(optional: "device", \.device, .id()), Field("action", \.action, .text()),
        Field("entity", \.entity, .text()), Field("id", \.id, .uuid),
        Field(optional: "reason", \.reason, .text()),
        Field(optional: "before", \.before, .anything), Field(optional: "after", \.after, .anything))
}

extension Shape where Value == JSON {
    /// Any JSON value: what was before and after, as it was recorded.
    static var anything: Shape {
        Shape(
            schema: .inline(["description": "As it was recorded."]), decode: { json, _, _ in json },
            encode: { $0 })
    }
}
