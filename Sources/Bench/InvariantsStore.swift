import Base
import Organizations
import Store

/// What must hold after a run, asked of the database itself.
enum InvariantsStore {
    /// One rule and whether it holds.
    struct Finding: Sendable {
        let text: String
        let holds: Bool
    }

    /// Every answered order is closed and paid in full, every stream and outbox is without gaps.
    static func findings(
        _ organization: ID<Organization>, orders: Int, in tx: borrowing Transaction
    ) throws -> [Finding] {
        let closed = try count(
            "select count(*) from checks where organization = \(organization) and state = 'closed'", in: tx)
        let other = try count(
            "select count(*) from checks where organization = \(organization) and state <> 'closed'", in: tx)
        let unpaid = try count(
            """
            select count(*) from checks c where c.organization = \(organization) and c.total <> (
                select coalesce(sum(t.amount), 0) from tenders t where t.organization = c.organization
                    and t.check_id = c.id and t.state = 'captured')
            """, in: tx)
        let streams = try count(
            """
            select count(*) from branch_streams s where s.organization = \(organization) and s.seq <> (
                select count(*) from screen_frames f where f.branch = s.branch)
            """, in: tx)
        let outbox = try count(
            """
            select count(*) from outbox_sequences s where s.organization = \(organization) and s.last <> (
                select count(*) from outbox o where o.organization = s.organization
                    and o.aggregate = s.aggregate)
            """, in: tx)
        let seated = try count(
            "select count(*) from seatings where organization = \(organization) and closed_at is null", in: tx
        )
        return [
            Finding(text: "\(closed) orders closed of \(orders) answered", holds: closed == orders),
            Finding(text: "\(other) checks not closed", holds: other == 0),
            Finding(text: "\(unpaid) checks whose tenders are not their total", holds: unpaid == 0),
            Finding(text: "\(seated) tables still taken", holds: seated == 0),
            Finding(text: "\(streams) branch streams with a gap", holds: streams == 0),
            Finding(text: "\(outbox) outbox sequences with a gap", holds: outbox == 0),
        ]
    }

    /// The cluster's settings that decide what a commit costs.
    static func settings(in tx: borrowing Transaction) throws -> String {
        let names = [
            "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level",
            "shared_buffers",
            "max_wal_size",
        ]
        let rows = try tx.rows(
            """
            select name, setting || coalesce(case unit when '8kB' then ' × 8 kB' else ' ' || unit end, '')
            from pg_settings where name = any(\(names)::text[]) order by name
            """, as: (String, String).self)
        return rows.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private static func count(_ statement: SQL, in tx: borrowing Transaction) throws -> Int {
        try tx.value(statement, as: Int.self) ?? 0
    }
}
