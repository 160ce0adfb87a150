import Base
import Organizations
import Store

/// The statements behind the floor plan and the lists of checks.
enum FloorStore {
    static func floors(_ organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        select id, name, position, version from floors
        where organization = \(organization) and branch = \(branch) and archived_at is null order by position, name
        """
    }

    static func readFloors(_ rows: Rows, _ statement: SQL) throws -> [Floor] {
        try rows.decoded(as: (ID<Floor>, String, Int, Int64).self, statement: statement)
            .map { Floor(id: $0.0, name: $0.1, position: $0.2, version: $0.3) }
    }

    /// Every table with the check of the party that sits there.
    static func tables(
        _ organization: ID<Organization>, _ branch: ID<Branch>, only: ID<DiningTable>? = nil
    ) -> SQL {
        """
        select t.id, t.floor, t.name, t.seats, t.shape, t.x, t.y, t.width, t.height, t.version, c.id, c.state, c.no,
            c.total, c.guests, c.opened_at, c.waiter_name, c.new_lines, c.sent_lines, t.arranged
        from dining_tables t
        left join checks c on c.organization = t.organization and c.branch = t.branch and c.dining_table = t.id
            and c.state in ('open', 'billed', 'partially_paid')
        where t.organization = \(organization) and t.branch = \(branch) and t.archived_at is null
            and (\(only)::uuid is null or t.id = \(only)::uuid)
        order by t.name, t.id, c.no
        """
    }

    /// A table's row with its party's; ready lines are the kitchen's to say.
    struct Seat {
        let table: DiningTable
        let state: CheckState?
        let sentLines: Int
        let party: TableTile.Party?
    }

    static func readTables(_ rows: Rows, _ statement: SQL) throws -> [Seat] {
        let found = try rows.decoded(
            as: (
                ID<DiningTable>, ID<Floor>, String, Int, TableShape, Int, Int, Int, Int, Int64, ID<Check>?,
                CheckState?,
                Int64?, Int64?, Int?, Instant?, String?, Int?, Int?, Int64
            ).self, statement: statement)
        var seats: [Seat] = []
        for row in found where seats.last?.table.id != row.0 {
            var party: TableTile.Party?
            if let id = row.10, let no = row.12, let total = row.13, let guests = row.14, let opened = row.15
            {
                party = TableTile.Party(
                    id: id, no: no, total: total, guests: guests, openedAt: opened, waiter: row.16 ?? "",
                    newLines: row.17 ?? 0, readyItems: 0)
            }
            seats.append(
                Seat(
                    table: DiningTable(
                        id: row.0, floor: row.1, name: row.2, seats: row.3, shape: row.4,
                        place: TablePlace(x: row.5, y: row.6, width: row.7, height: row.8), version: row.9,
                        arranged: row.19),
                    state: row.11, sentLines: row.18 ?? 0, party: party))
        }
        return seats
    }
}

extension FloorStore {
    static func summaries(
        _ organization: ID<Organization>, _ branch: ID<Branch>, states: [CheckState], day: Day?,
        after: Int64?,
        limit: Int, in tx: borrowing Transaction
    ) throws -> [CheckSummary] {
        try tx.rows(
            """
            select id, no, version, state, order_type, dining_table, table_name, guests, waiter, waiter_name, opened_at,
                closed_at, business_day, total, paid
            from checks where organization = \(organization) and branch = \(branch)
                and state = any(\(states)::text[]) and (\(day)::date is null or business_day = \(day)::date)
                and (\(after)::bigint is null or no < \(after)::bigint)
            order by no desc limit \(limit)
            """,
            as: (
                ID<Check>, Int64, Int64, CheckState, OrderType, ID<DiningTable>?, String?, Int, ID<Person>?,
                String,
                Instant, Instant?, Day, Int64, Int64
            ).self
        ).map { row in
            CheckSummary(
                id: row.0, no: row.1, version: row.2, state: row.3, orderType: row.4,
                table: row.5.map { TableName(id: $0, name: row.6 ?? "") }, guests: row.7,
                waiter: Author(person: row.8, name: row.9), openedAt: row.10, closedAt: row.11,
                businessDay: row.12,
                total: row.13, paid: row.14)
        }
    }
}
