public import Base
public import Store

/// Gives somebody a new PIN, and opens the pads that wrong ones have locked.
public struct SetPIN: Sendable {
    let person: ID<Person>

    /// Whose.
    public init(_ person: ID<Person>) { self.person = person }

    /// People set their own PIN; for others it takes the right to edit staff.
    public func run(
        _ secrets: NewSecrets, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Membership {
        let member = try StaffRule.own(person, context, in: tx)
        PersonStore.setPIN(member.organization, person, hash: secrets.pinHash, in: tx)
        SignInStore.forgetPINTries(member.organization, person, nil, in: tx)
        guard let after = try PersonStore.membership(member.organization, person, in: tx) else {
            throw PersonRefusal.unknownPerson
        }
        try StaffRule.note("person.pin_set", before: member, after, context, in: tx)
        return after
    }
}

/// Gives somebody a new password; every session of theirs ends. Runs in the system's scope.
public struct SetPassword: Sendable {
    let person: ID<Person>

    /// Whose.
    public init(_ person: ID<Person>) { self.person = person }

    /// People set their own password. Others may only for those who work for nobody else: a password opens
    /// every organization that the person belongs to.
    public func run(_ secrets: NewSecrets, _ context: CommandContext, in tx: borrowing Transaction) throws {
        let member = try StaffRule.own(person, context, in: tx)
        guard let hash = secrets.passwordHash else { throw PersonRefusal.weakPassword }
        if context.actor.person != person {
            guard try PersonStore.placesCount(person, in: tx) == 1 else { throw PersonRefusal.sharedPerson }
        }
        PersonStore.setPassword(person, hash: hash, in: tx)
        context.audit("person.password_set", entity: "person", id: member.person.id.raw, branch: nil)
    }
}

/// Opens the pads that somebody's wrong PINs have locked, on every device.
public struct UnlockPIN: Sendable {
    let person: ID<Person>

    /// Whose.
    public init(_ person: ID<Person>) { self.person = person }

    /// The person; it takes the right to edit them.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Membership {
        try context.require(.editStaff, subject: nil, in: tx)
        let member = try StaffRule.member(person, context, in: tx)
        SignInStore.forgetPINTries(member.organization, person, nil, in: tx)
        context.audit("person.pin_unlocked", entity: "person", id: person.raw, branch: nil)
        return member
    }
}

extension StaffRule {
    /// The caller themselves, or somebody whom the caller may edit.
    static func own(
        _ person: ID<Person>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Membership {
        if context.actor.person != person { try context.require(.editStaff, subject: nil, in: tx) }
        guard let member = try PersonStore.membership(context.actor.organization, person, in: tx) else {
            throw PersonRefusal.unknownPerson
        }
        if context.actor.person != person { try mayGive(member.role, context) }
        return member
    }
}
