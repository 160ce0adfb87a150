public import Base
public import Organizations
public import Store

/// Tickets that are older than their station allows.
public enum LateTicketStore {
    /// How many tickets of a branch have work on them that waits longer than the station's late minutes; held
    /// courses wait with a reason.
    public static func count(
        _ organization: ID<Organization>, _ branch: ID<Branch>, at now: Instant, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from kitchen_tickets t
            join kitchen_stations s on s.organization = t.organization and s.id = t.station
            where t.organization = \(organization) and t.branch = \(branch) and t.bumped_at is null
                and t.placed_at < \(now)::timestamptz - s.late_minutes * interval '1 minute'
                and exists (select 1 from kitchen_items i where i.organization = t.organization and i.ticket = t.id
                    and i.state in ('sent', 'in_prep'))
            """, as: Int.self) ?? 0
    }
}
