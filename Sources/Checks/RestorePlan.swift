public import Base
public import Organizations
public import Store

/// Takes a floor into use again, after all others, with the tables that went out of use together with it.
public enum RestoreFloor {
    /// - Throws: `unknown_floor`, `stale_version`, `floor_name_taken`.
    @discardableResult
    public static func run(
        _ id: ID<Floor>, version: Int64, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FloorView.Storey {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let floors = try ArrangeStore.lockedFloors(organization, branch, in: tx)
        let found = try ArrangeStore.retiredFloors(organization, branch, only: id, in: tx).first
        guard let (gone, since) = found else { throw TableRefusal.unknownFloor }
        guard gone.version == version else { throw TableRefusal.staleVersion(current: gone.version) }
        let position = (floors.last?.position ?? -1) + 1
        let after = Floor(id: id, name: gone.name, position: position, version: version + 1)
        try ArrangeStore.update(after, archivedAt: nil, organization, in: tx)
        after.show(type: "floor.changed", at: branch, context)
        let tables = try ArrangeStore.retiredTables(of: id, since: since, organization, in: tx)
        for table in tables { try table.stand(at: table.place, branch, context, in: tx) }
        context.audit(
            "floor.restore", entity: "floor", id: id.raw, branch: branch,
            after: ["name": .string(after.name), "tables": .array(tables.map { .string($0.name) })])
        return FloorView.Storey(after)
    }
}

/// Takes a table into use again: where it stood, or where there is room when another one stands there now.
public enum RestoreTable {
    /// - Throws: `unknown_table`, also while its floor is out of use; `stale_version`, `name_taken`,
    ///   `place_taken` when the whole plan is full.
    @discardableResult
    public static func run(
        _ id: ID<DiningTable>, arranged: Int64, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> TableTile {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        _ = try ArrangeStore.lockedFloors(organization, branch, in: tx)
        let retired = try ArrangeStore.retiredTables(organization, branch, in: tx)
        guard let gone = retired.first(where: { $0.id == id }) else { throw TableRefusal.unknownTable }
        guard gone.arranged == arranged else { throw TableRefusal.staleVersion(current: gone.arranged) }
        let standing = try ArrangeStore.tables(of: gone.floor, organization, in: tx)
        guard let place = gone.place.free(among: standing.map(\.place)) else {
            throw TableRefusal.placeTaken
        }
        let tile = try gone.stand(at: place, branch, context, in: tx)
        context.audit(
            "table.restore", entity: "table", id: id.raw, branch: branch,
            after: ["name": .string(gone.name), "x": .integer(Int64(place.x)), "y": .integer(Int64(place.y))])
        return tile
    }
}

/// Floors and tables that are out of use.
public enum RetiredPlan {
    /// The floors, the newest first.
    public static func floors(
        _ branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Floor] { try ArrangeStore.retiredFloors(organization, branch, only: nil, in: tx).map(\.0) }

    /// The tables of floors that are in use, the newest first.
    public static func tables(
        _ branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DiningTable] { try ArrangeStore.retiredTables(organization, branch, in: tx) }
}

extension TablePlace {
    /// This place, or the first one from the top where nothing of these stands.
    func free(among taken: [TablePlace]) -> TablePlace? {
        guard taken.contains(where: overlaps) else { return self }
        for y in 0...(TablePlace.planUnits - height) {
            for x in 0...(TablePlace.planUnits - width) {
                let place = TablePlace(x: x, y: y, width: width, height: height)
                if !taken.contains(where: place.overlaps) { return place }
            }
        }
        return nil
    }
}

extension DiningTable {
    /// Stands on the plan again, and tells the screens.
    @discardableResult
    fileprivate func stand(
        at place: TablePlace, _ branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> TableTile {
        let back = DiningTable(
            id: id, floor: floor, name: name, seats: seats, shape: shape, place: place, version: version + 1,
            arranged: arranged + 1)
        try ArrangeStore.update(back, archivedAt: nil, context.actor.organization, in: tx)
        let tile = TableTile(back, nil)
        context.show(tile.frame(branch))
        return tile
    }
}
