import Base
import Organizations
import Store
import struct FoundationEssentials.UUID

/// All SQL of availability.
enum AvailabilityStore {
    /// The rows of these subjects, locked in the order of their ids; subjects that were never told about have
    /// none.
    static func locked(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ subjects: [UUID],
        in tx: borrowing Transaction
    ) throws -> [Availability] {
        try tx.rows(
            """
            select subject, state, remaining, until, version from menu_availability
            where organization = \(organization) and branch = \(branch) and subject = any(\(subjects)::uuid[])
            order by subject for update
            """, as: (UUID, Availability.State, Quantity?, Instant?, Int64).self
        ).map { Availability(subject: $0.0, state: $0.1, remaining: $0.2, until: $0.3, version: $0.4) }
    }

    /// Moves what remains of a counted subject, if nobody else did since it was read.
    static func move(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ entry: Availability, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update menu_availability set remaining = \(entry.remaining), version = \(entry.version),
                changed_at = \(now)
            where organization = \(organization) and branch = \(branch) and subject = \(entry.subject)
                and state = 'counted' and version = \(entry.version - 1)
            """, affecting: 1)
    }

    static func write(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ entry: Availability, isOption: Bool,
        at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into menu_availability (organization, branch, subject, is_option, state, remaining, until,
                changed_at, version)
            values (\(organization), \(branch), \(entry.subject), \(isOption), \(entry.state), \(entry.remaining),
                \(entry.until), \(now), \(entry.version))
            on conflict on constraint menu_availability_pkey do update set state = excluded.state,
                remaining = excluded.remaining, until = excluded.until, changed_at = excluded.changed_at,
                version = excluded.version
            where menu_availability.version = excluded.version - 1
            """, affecting: 1)
    }
}
