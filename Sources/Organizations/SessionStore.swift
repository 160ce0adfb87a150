import Base
import Store

/// All SQL that opens and ends sessions.
enum SessionStore {
    /// A membership to sign in to.
    struct Door: Sendable {
        let organization: ID<Organization>
        let tokenVersion: Int64
    }

    /// The membership asked for, or the person's oldest one.
    static func membership(
        _ person: ID<Person>, _ organization: ID<Organization>?, in tx: borrowing Transaction
    ) throws -> Door? {
        let row = try tx.row(
            """
            select membership.organization, human.token_version
            from memberships membership join people human on human.id = membership.person
            where membership.person = \(person) and membership.disabled_at is null
                and (\(organization)::uuid is null or membership.organization = \(organization)::uuid)
            order by membership.created_at, membership.organization limit 1
            """, as: (ID<Organization>, Int64).self)
        return row.map { Door(organization: $0.0, tokenVersion: $0.1) }
    }

    /// The branch of a session on a device is the device's.
    static func insert(
        _ door: Door, _ session: ID<Session>, person: ID<Person>, device: ID<Device>?, kind: Session.Kind,
        at now: Instant, until: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into sessions (organization, id, person, device, branch, kind, token_version, created_at,
                expires_at)
            values (\(door.organization), \(session), \(person), \(device),
                (select branch from devices where organization = \(door.organization) and id = \(device)),
                \(kind), \(door.tokenVersion), \(now), \(until))
            """)
    }

    static func end(
        _ organization: ID<Organization>, session: ID<Session>, at now: Instant, in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.run(
            """
            update sessions set revoked_at = \(now)
            where organization = \(organization) and id = \(session) and revoked_at is null
            """) == 1
    }

    static func endAll(
        _ organization: ID<Organization>, of person: ID<Person>, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update sessions set revoked_at = \(now)
            where organization = \(organization) and person = \(person) and revoked_at is null
            """)
    }

    static func endAll(
        _ organization: ID<Organization>, on device: ID<Device>, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update sessions set revoked_at = \(now)
            where organization = \(organization) and device = \(device) and revoked_at is null
            """)
    }
}
