public import Base
public import Store
import struct FoundationEssentials.UUID

/// Takes somebody on: a person and their place in the organization. Runs in the system's scope.
public struct AddPerson: Sendable {
    let id: ID<Person>
    let name: String
    let email: String?
    let language: String
    let role: String
    let branches: [ID<Branch>]?

    /// Somebody new; `id` is the person's unless the address is known already.
    public init(
        id: ID<Person>, name: String, email: String?, language: String = "tr", role: String,
        branches: [ID<Branch>]? = nil
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.language = language
        self.role = role
        self.branches = branches
    }

    /// Whoever has that address already keeps their password: one person may have many memberships.
    ///
    /// - Throws: `PermissionRefusal`, `PersonRefusal`.
    public func run(
        _ secrets: NewSecrets, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Membership {
        try context.require(.editStaff, subject: nil, in: tx)
        try StaffRule.mayGive(role, context)
        let address = try email.map { text in
            guard let address = EmailAddress.normalized(text) else { throw PersonRefusal.badEmail }
            return address
        }
        try StaffRule.branchesExist(branches, context, in: tx)
        let known = try address.map { try PersonStore.human(email: $0, in: tx) } ?? nil
        if known == nil {
            PersonStore.insertHuman(
                id, email: address, passwordHash: secrets.passwordHash, at: context.now, in: tx)
        }
        let person = Person(id: known ?? id, name: name, email: address, language: language)
        let member = Membership(
            person: person, organization: context.actor.organization, role: role, branches: branches,
            hasPIN: secrets.pinHash != nil, disabled: false, version: 1)
        PersonStore.insert(member, pinHash: secrets.pinHash, at: context.now, in: tx)
        try StaffRule.note("person.added", before: nil, member, context, in: tx)
        return member
    }
}

/// Rules that every change of staff keeps.
enum StaffRule {
    /// Only owners make owners.
    static func mayGive(_ role: String, _ context: CommandContext) throws {
        guard role != DefaultRoles.owner.id || context.actor.role == role || context.actor.kind == .system
        else {
            throw PermissionRefusal.forbidden(.editStaff)
        }
    }

    static func branchesExist(
        _ branches: [ID<Branch>]?, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        guard let branches else { return }
        let known = Set(try OrganizationStore.branches(context.actor.organization, in: tx).map(\.id))
        guard known.isSuperset(of: branches) else { throw OrganizationRefusal.unknownBranch }
    }

    static func member(
        _ person: ID<Person>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Membership {
        guard let member = try PersonStore.membership(context.actor.organization, person, in: tx) else {
            throw PersonRefusal.unknownPerson
        }
        try mayGive(member.role, context)
        return member
    }

    static func note(
        _ action: String, before: Membership?, _ member: Membership, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let id = member.person.id.raw
        context.audit(action, entity: "person", id: id, branch: nil, before: before?.json, after: member.json)
        try context.showEverywhere(
            "person.changed", entity: "person", id: id, version: member.version, data: member.json,
            audience: .pos,
            in: tx)
    }
}

extension CommandContext {
    /// Shows a change of the organization itself to the screens of all its branches.
    func showEverywhere(
        _ type: String, entity: String, id: UUID, version: Int64, data: JSON, audience: Audience,
        in tx: borrowing Transaction
    ) throws {
        for branch in try OrganizationStore.branches(actor.organization, in: tx) {
            show(
                Frame(
                    branch: branch.id, type: type, entity: entity, id: id, version: version, data: data,
                    audience: audience))
        }
    }
}
