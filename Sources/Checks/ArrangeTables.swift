public import Base
public import Organizations
public import Store

/// Puts a table on a floor.
public enum AddTable {
    /// - Throws: `unknown_floor`, `name_taken`.
    public static func run(
        _ table: DiningTable, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        try context.require(.editMenu, subject: nil, in: tx)
        try ArrangeStore.add(table, branch, context.actor.organization, in: tx)
        context.show(TableTile(table, nil).frame(branch))
        context.audit(
            "table.add", entity: "table", id: table.id.raw, branch: branch,
            after: ["name": .string(table.name)])
    }
}

/// Puts one table or a whole row of them on a floor: all of them, or none.
public enum AddTables {
    /// CHECK-009 No two tables of a floor stand on one spot.
    ///
    /// - Throws: `unknown_floor`, `name_taken`, `place_taken`, `table_off_plan`.
    @discardableResult
    public static func run(
        _ drafts: [TableDraft], on floor: ID<Floor>, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> [TableTile] {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let floors = try ArrangeStore.lockedFloors(organization, branch, in: tx)
        guard floors.contains(where: { $0.id == floor }) else { throw TableRefusal.unknownFloor }
        var standing = try ArrangeStore.tables(of: floor, organization, in: tx)
        var tiles: [TableTile] = []
        for draft in drafts {
            let table = draft.table(context.surroundings.newID(), on: floor)
            try table.decide(among: standing)
            try AddTable.run(table, at: branch, context, in: tx)
            standing.append(table)
            tiles.append(TableTile(table, nil))
        }
        return tiles
    }
}

/// Renames a table, changes its seats and form, or moves it: on its floor or to another one.
public enum ChangeTable {
    /// Whoever sits there stays seated; but a table that a check is named for keeps its name.
    ///
    /// - Throws: `unknown_table`, `unknown_floor`, `stale_version`, `table_occupied`, `name_taken`,
    ///   `place_taken`, `table_off_plan`.
    @discardableResult
    public static func run(
        _ id: ID<DiningTable>, _ change: TableChange, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> TableTile {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let floors = try ArrangeStore.lockedFloors(organization, branch, in: tx)
        let before = try DiningTable.seen(id, change.arranged, at: branch, organization, in: tx)
        let after = change.applied(to: before)
        guard floors.contains(where: { $0.id == after.floor }) else { throw TableRefusal.unknownFloor }
        if after.name != before.name, try ArrangeStore.isAnyTaken([id], organization, in: tx) {
            throw TableRefusal.occupied
        }
        try after.decide(among: try ArrangeStore.tables(of: after.floor, organization, in: tx))
        try ArrangeStore.update(after, archivedAt: nil, organization, in: tx)
        let statement = FloorStore.tables(organization, branch, only: id)
        let seats = try FloorStore.readTables(try tx.all([statement])[0], statement)
        let tile = try TableTile.tiles(seats, organization, in: tx).first ?? TableTile(after, nil)
        context.show(tile.frame(branch))
        context.audit(
            "table.change", entity: "table", id: id.raw, branch: branch, before: before.summary,
            after: after.summary)
        return tile
    }
}

/// Takes a table out of use. Its checks of the past keep its name, which is free for another table again.
public enum ArchiveTable {
    /// - Throws: `unknown_table`, `stale_version`, `table_occupied`.
    @discardableResult
    public static func run(
        _ id: ID<DiningTable>, arranged: Int64, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> TableTile {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let table = try DiningTable.seen(id, arranged, at: branch, organization, in: tx)
        guard try !ArrangeStore.isAnyTaken([id], organization, in: tx) else { throw TableRefusal.occupied }
        let tile = try table.retire(at: branch, context, in: tx)
        context.audit(
            "table.archive", entity: "table", id: id.raw, branch: branch, before: table.summary)
        return tile
    }
}

extension DiningTable {
    /// A table as the caller saw it, locked.
    fileprivate static func seen(
        _ id: ID<DiningTable>, _ arranged: Int64, at branch: ID<Branch>, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> DiningTable {
        guard let found = try ArrangeStore.locked(id, organization, branch, in: tx) else {
            throw TableRefusal.unknownTable
        }
        guard found.arranged == arranged else { throw TableRefusal.staleVersion(current: found.arranged) }
        return found
    }

    /// Whether it can stand among these: on the plan, and on nobody's spot.
    func decide(among others: [DiningTable]) throws(TableRefusal) {
        guard place.isOnPlan else { throw .offPlan }
        guard !others.contains(where: { $0.id != id && $0.place.overlaps(place) }) else { throw .placeTaken }
    }

    /// Takes it out of use and tells the screens.
    @discardableResult
    func retire(
        at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> TableTile {
        let gone = DiningTable(
            id: id, floor: floor, name: name, seats: seats, shape: shape, place: place, version: version + 1,
            arranged: arranged + 1)
        try ArrangeStore.update(gone, archivedAt: context.now, context.actor.organization, in: tx)
        let tile = TableTile(gone, nil)
        context.show(
            Frame(
                branch: branch, type: "table.archived", entity: "table", id: id.raw, version: gone.version,
                text: TableTile.shape.text(of: tile)))
        return tile
    }

    /// What the audit trail keeps of it.
    fileprivate var summary: JSON {
        [
            "name": .string(name), "seats": .integer(Int64(seats)), "shape": .string(shape.rawValue),
            "floor": .string(floor.description), "x": .integer(Int64(place.x)),
            "y": .integer(Int64(place.y)), "width": .integer(Int64(place.width)),
            "height": .integer(Int64(place.height)),
        ]
    }
}
