import Base
import Organizations
import Store

/// Every statement on floors, tables, seatings and check numbers.
enum TableStore {
    static let columns: SQL = """
        select id, floor, name, seats, shape, x, y, width, height, version, arranged from dining_tables
        """

    /// The statement that locks a table's row.
    static func lockQuery(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ table: ID<DiningTable>
    ) -> SQL {
        """
        \(part: columns) where organization = \(organization) and branch = \(branch) and id = \(table)
            and archived_at is null for update
        """
    }

    /// The statement that locks the row of the table at which a check sits.
    static func lockQuery(_ organization: ID<Organization>, of check: ID<Check>) -> SQL {
        """
        \(part: columns) where organization = \(organization)
            and id = (select dining_table from checks where organization = \(organization) and id = \(check)) for update
        """
    }

    static func read(_ rows: Rows, _ statement: SQL) throws -> [DiningTable] {
        try rows.decoded(
            as: (
                ID<DiningTable>, ID<Floor>, String, Int, TableShape, Int, Int, Int, Int, Int64, Int64
            ).self,
            statement: statement
        ).map {
            DiningTable(
                id: $0.0, floor: $0.1, name: $0.2, seats: $0.3, shape: $0.4,
                place: TablePlace(x: $0.5, y: $0.6, width: $0.7, height: $0.8), version: $0.9,
                arranged: $0.10)
        }
    }

    /// Moves a table's version on by one.
    static func bump(_ table: DiningTable, _ organization: ID<Organization>, in tx: borrowing Transaction) {
        let row: SQL = "(\(table.id)::uuid, \(table.version)::bigint)"
        tx.later(
            """
            update dining_tables set version = moved.version from (values \(rows: [row])) as moved (id, version)
            where organization = \(organization) and dining_tables.id = moved.id
                and dining_tables.version = moved.version - 1
            """, affecting: 1)
    }

    /// Seats a party; the database refuses a second one at the same table.
    static func seat(
        _ seating: ID<Seating>, at table: ID<DiningTable>, _ branch: ID<Branch>, guests: Int,
        _ organization: ID<Organization>, now: Instant, in tx: borrowing Transaction
    ) {
        let row: SQL = """
            (\(organization)::uuid, \(seating)::uuid, \(branch)::uuid, \(table)::uuid, \(guests)::integer,
                \(now)::timestamptz)
            """
        tx.later(
            """
            insert into seatings (organization, id, branch, dining_table, guests, opened_at)
            select v.* from (values \(rows: [row])) as v (organization)
            where v.organization is not null
            """)
    }

    /// A party moves to another table.
    static func move(
        _ seating: ID<Seating>, to table: ID<DiningTable>, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update seatings set dining_table = \(table)
            where organization = \(organization) and id = \(seating) and closed_at is null
            """, affecting: 1)
    }

    /// A party leaves.
    static func leave(
        _ seating: ID<Seating>, _ organization: ID<Organization>, now: Instant, in tx: borrowing Transaction
    ) {
        let row: SQL = "(\(seating)::uuid, \(now)::timestamptz)"
        tx.later(
            """
            update seatings set closed_at = over.at from (values \(rows: [row])) as over (id, at)
            where organization = \(organization) and seatings.id = over.id and closed_at is null
            """, affecting: 1)
    }

    /// The statement that gives a branch's next check number, and this transaction as it will stand on rows.
    static func numberQuery(_ organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        insert into check_numbers (organization, branch, last) values (\(organization), \(branch), 1)
        on conflict (organization, branch) do update set last = check_numbers.last + 1
        returning last, pg_current_xact_id()::xid::text
        """
    }
}
