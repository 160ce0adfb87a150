public import Base
public import Store

/// Changes what an organization knows of a person. Runs in the system's scope.
public struct ChangePerson: Sendable {
    let person: ID<Person>
    let name: String?
    let language: String?
    let role: String?
    let branches: [ID<Branch>]??
    let email: String?
    let disabled: Bool?

    /// What changes; nil leaves as it is. `branches: .some(nil)` lets them work everywhere.
    public init(
        _ person: ID<Person>, name: String? = nil, language: String? = nil, role: String? = nil,
        branches: [ID<Branch>]?? = .none, email: String? = nil, disabled: Bool? = nil
    ) {
        self.person = person
        self.name = name
        self.language = language
        self.role = role
        self.branches = branches
        self.email = email
        self.disabled = disabled
    }

    /// The person as they are afterwards. Disabling ends their sessions here.
    ///
    /// - Throws: `PersonRefusal.lastOwner` when nobody could edit staff any more.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Membership {
        try context.require(.editStaff, subject: nil, in: tx)
        let before = try StaffRule.member(person, context, in: tx)
        if let role {
            try StaffRule.mayGive(role, context)
            guard try RoleStore.all(before.organization, in: tx).contains(where: { $0.id == role }) else {
                throw PersonRefusal.unknownRole
            }
        }
        if let branches { try StaffRule.branchesExist(branches, context, in: tx) }
        if let email { try changeEmail(to: email, before, in: tx) }
        let changed = before.changed(
            name: name, language: language, role: role, branches: branches, disabled: disabled)
        PersonStore.update(changed, at: context.now, in: tx)
        if changed.disabled { SessionStore.endAll(before.organization, of: person, at: context.now, in: tx) }
        guard try PersonStore.someoneEditsStaff(before.organization, in: tx),
            let after = try PersonStore.membership(before.organization, person, in: tx)
        else { throw PersonRefusal.lastOwner }
        try StaffRule.note(
            ChangePerson.action(from: before, to: after), before: before, after, context, in: tx)
        return after
    }

    /// Ending somebody's access and giving it back are told apart from every other change.
    static func action(from before: Membership, to after: Membership) -> String {
        guard before.disabled != after.disabled else { return "person.changed" }
        return after.disabled ? "person.disabled" : "person.enabled"
    }

    private func changeEmail(
        to text: String, _ before: Membership, in tx: borrowing Transaction
    ) throws {
        guard let address = EmailAddress.normalized(text) else { throw PersonRefusal.badEmail }
        guard address != before.person.email else { return }
        guard try PersonStore.placesCount(person, in: tx) == 1 else { throw PersonRefusal.sharedPerson }
        PersonStore.setEmail(person, address, in: tx)
    }
}

/// Shuts somebody out of the organization: their sessions end, their name stays on what they did.
public struct DisablePerson: Sendable {
    let person: ID<Person>

    /// Whom.
    public init(_ person: ID<Person>) { self.person = person }

    /// The person as they are afterwards.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Membership {
        try ChangePerson(person, disabled: true).run(context, in: tx)
    }
}

/// Gives somebody whose access was ended the same rights again; they sign in anew.
public struct EnablePerson: Sendable {
    let person: ID<Person>

    /// Whom.
    public init(_ person: ID<Person>) { self.person = person }

    /// The person as they are afterwards.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Membership {
        try ChangePerson(person, disabled: false).run(context, in: tx)
    }
}
