import Base
import Store

/// All SQL of people and memberships.
enum PersonStore {
    static func insertHuman(
        _ person: ID<Person>, email: String?, passwordHash: String?, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into people (id, email, password_hash, created_at)
            values (\(person), \(email), \(passwordHash), \(now))
            """)
    }

    static func human(email: String, in tx: borrowing Transaction) throws -> ID<Person>? {
        try tx.value("select id from people where email = \(email)", as: ID<Person>.self)
    }

    static func insert(
        _ member: Membership, pinHash: String?, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into memberships (organization, person, name, language, role, branches, pin_hash, created_at)
            values (\(member.organization), \(member.person.id), \(member.person.name),
                \(member.person.language), \(member.role), \(member.branches)::uuid[], \(pinHash), \(now))
            """)
    }

    /// Writes what can change of a membership; the version must be the one that was read.
    static func update(_ member: Membership, at now: Instant, in tx: borrowing Transaction) {
        tx.later(
            """
            update memberships set name = \(member.person.name), language = \(member.person.language),
                role = \(member.role), branches = \(member.branches)::uuid[],
                disabled_at = case when \(member.disabled) then coalesce(disabled_at, \(now)) end,
                version = version + 1
            where organization = \(member.organization) and person = \(member.person.id)
                and version = \(member.version)
            """, affecting: 1)
    }

    static func setPIN(
        _ organization: ID<Organization>, _ person: ID<Person>, hash: String?, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update memberships set pin_hash = \(hash), version = version + 1
            where organization = \(organization) and person = \(person)
            """, affecting: 1)
    }

    static func setPassword(_ person: ID<Person>, hash: String, in tx: borrowing Transaction) {
        tx.later(
            """
            update people set password_hash = \(hash), token_version = token_version + 1, wrong_passwords = 0,
                locked_until = null
            where id = \(person)
            """, affecting: 1)
    }

    static func setEmail(_ person: ID<Person>, _ email: String, in tx: borrowing Transaction) {
        tx.later("update people set email = \(email) where id = \(person)", affecting: 1)
    }

    static func raiseTokenVersion(_ person: ID<Person>, in tx: borrowing Transaction) throws {
        try tx.run("update people set token_version = token_version + 1 where id = \(person)")
    }

    /// In how many organizations the person has a place; needs the system's scope.
    static func placesCount(_ person: ID<Person>, in tx: borrowing Transaction) throws -> Int {
        try tx.value("select count(*) from memberships where person = \(person)", as: Int.self) ?? 0
    }

    static func membership(
        _ organization: ID<Organization>, _ person: ID<Person>, in tx: borrowing Transaction
    ) throws -> Membership? {
        try members("and membership.person = \(person)", organization, in: tx).first
    }

    static func memberships(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Membership] {
        try members("order by membership.name, membership.person", organization, in: tx)
    }

    private static func members(
        _ rest: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Membership] {
        try tx.rows(
            """
            select membership.person, membership.name, human.email, membership.language, membership.role,
                membership.branches, membership.pin_hash is not null, membership.disabled_at is not null,
                membership.version
            from memberships membership join people human on human.id = membership.person
            where membership.organization = \(organization) \(part: rest)
            """,
            as: (ID<Person>, String, String?, String, String, [ID<Branch>]?, Bool, Bool, Int64).self
        ).map {
            Membership(
                person: Person(id: $0.0, name: $0.1, email: $0.2, language: $0.3), organization: organization,
                role: $0.4, branches: $0.5, hasPIN: $0.6, disabled: $0.7, version: $0.8)
        }
    }

    /// Whether anybody is left who may edit staff and can sign in with a password.
    static func someoneEditsStaff(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.value(
            """
            select exists (
                select 1 from memberships membership
                join people human on human.id = membership.person and human.password_hash is not null
                join role_grants grants on grants.organization = membership.organization
                    and grants.role = membership.role and grants.action = \(Action.editStaff)
                    and grants.permission = \(Permission.allow)
                where membership.organization = \(organization) and membership.disabled_at is null)
            """, as: Bool.self) ?? false
    }
}
