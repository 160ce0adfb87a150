import Base
import Organizations
import Store

/// The statements that change floors and tables themselves.
enum ArrangeStore {
    /// A branch's floors that are in use, in their order, locked against every other change of the plan.
    static func lockedFloors(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Floor] {
        try tx.rows(
            """
            select id, name, position, version from floors
            where organization = \(organization) and branch = \(branch) and archived_at is null
            order by id for update
            """, as: (ID<Floor>, String, Int, Int64).self
        ).map { Floor(id: $0.0, name: $0.1, position: $0.2, version: $0.3) }
            .sorted { ($0.position, $0.name) < ($1.position, $1.name) }
    }

    /// The tables of a floor that are in use.
    static func tables(
        of floor: ID<Floor>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DiningTable] {
        let statement: SQL = """
            \(part: TableStore.columns) where organization = \(organization) and floor = \(floor)
                and archived_at is null order by name, id
            """
        return try TableStore.read(try tx.all([statement])[0], statement)
    }

    /// The same, locked against whoever would sit down.
    static func lockedTables(
        of floor: ID<Floor>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DiningTable] {
        let statement: SQL = """
            \(part: TableStore.columns) where organization = \(organization) and floor = \(floor)
                and archived_at is null order by id for update
            """
        return try TableStore.read(try tx.all([statement])[0], statement)
    }

    /// A branch's floors that are out of use, the newest first, and since when; or one of them.
    static func retiredFloors(
        _ organization: ID<Organization>, _ branch: ID<Branch>, only id: ID<Floor>?,
        in tx: borrowing Transaction
    ) throws -> [(Floor, Instant)] {
        try tx.rows(
            """
            select id, name, position, version, archived_at from floors
            where organization = \(organization) and branch = \(branch) and archived_at is not null
                and (\(id)::uuid is null or id = \(id)::uuid)
            order by archived_at desc, id
            """, as: (ID<Floor>, String, Int, Int64, Instant).self
        ).map { (Floor(id: $0.0, name: $0.1, position: $0.2, version: $0.3), $0.4) }
    }

    /// The tables that went out of use together with their floor.
    static func retiredTables(
        of floor: ID<Floor>, since: Instant, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DiningTable] {
        let statement: SQL = """
            \(part: TableStore.columns) where organization = \(organization) and floor = \(floor)
                and archived_at = \(since) order by id
            """
        return try TableStore.read(try tx.all([statement])[0], statement)
    }

    /// Tables out of use whose floors are in use, the newest first.
    static func retiredTables(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [DiningTable] {
        let statement: SQL = """
            \(part: TableStore.columns) where organization = \(organization) and branch = \(branch)
                and archived_at is not null and floor in (select id from floors
                    where organization = \(organization) and branch = \(branch) and archived_at is null)
            order by archived_at desc, id limit 500
            """
        return try TableStore.read(try tx.all([statement])[0], statement)
    }

    /// A table of this branch that is in use, locked.
    static func locked(
        _ table: ID<DiningTable>, _ organization: ID<Organization>, _ branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> DiningTable? {
        let statement = TableStore.lockQuery(organization, branch, table)
        return try TableStore.read(try tx.all([statement])[0], statement).first
    }

    /// Whether guests sit at one of these tables.
    static func isAnyTaken(
        _ tables: [ID<DiningTable>], _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.value(
            """
            select exists (select 1 from seatings
                where organization = \(organization) and dining_table = any(\(tables)::uuid[])
                    and closed_at is null)
            """, as: Bool.self) ?? false
    }

    /// Adds a floor.
    static func add(
        _ floor: Floor, _ branch: ID<Branch>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws {
        try tx.run(
            """
            insert into floors (organization, id, branch, name, position)
            values (\(organization), \(floor.id), \(branch), \(floor.name), \(floor.position))
            """)
    }

    /// Writes a floor, from the version that was read.
    static func update(
        _ floor: Floor, archivedAt: Instant?, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws {
        let moved = try tx.run(
            """
            update floors set name = \(floor.name), position = \(floor.position), version = \(floor.version),
                archived_at = \(archivedAt)
            where organization = \(organization) and id = \(floor.id) and version = \(floor.version - 1)
            """)
        guard moved == 1 else { throw TableRefusal.staleVersion(current: floor.version) }
    }

    /// Adds a table.
    static func add(
        _ table: DiningTable, _ branch: ID<Branch>, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws {
        try tx.run(
            """
            insert into dining_tables (organization, id, branch, floor, name, seats, shape, x, y, width, height, version)
            values (\(organization), \(table.id), \(branch), \(table.floor), \(table.name), \(table.seats),
                \(table.shape), \(table.place.x), \(table.place.y), \(table.place.width), \(table.place.height),
                \(table.version))
            """)
    }

    /// Writes a table, from the arrangement that was read.
    static func update(
        _ table: DiningTable, archivedAt: Instant?, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws {
        let moved = try tx.run(
            """
            update dining_tables set floor = \(table.floor), name = \(table.name), seats = \(table.seats),
                shape = \(table.shape), x = \(table.place.x), y = \(table.place.y), width = \(table.place.width),
                height = \(table.place.height), version = \(table.version), arranged = \(table.arranged),
                archived_at = \(archivedAt)
            where organization = \(organization) and id = \(table.id) and arranged = \(table.arranged - 1)
            """)
        guard moved == 1 else { throw TableRefusal.staleVersion(current: table.arranged) }
    }
}
