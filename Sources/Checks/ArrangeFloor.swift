public import Base
public import Organizations
public import Store

/// Adds a floor to a branch.
public enum AddFloor {
    /// Floors are shown in the order of their positions.
    ///
    /// - Throws: `floor_name_taken`.
    @discardableResult
    public static func run(
        _ floor: Floor, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> FloorView.Storey {
        try context.require(.editMenu, subject: nil, in: tx)
        try ArrangeStore.add(floor, branch, context.actor.organization, in: tx)
        floor.show(type: "floor.changed", at: branch, context)
        context.audit(
            "floor.add", entity: "floor", id: floor.id.raw, branch: branch,
            after: ["name": .string(floor.name)])
        return FloorView.Storey(floor)
    }

    /// Adds it after all others.
    ///
    /// - Throws: `floor_name_taken`.
    public static func last(
        named name: String, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> FloorView.Storey {
        let floors = try ArrangeStore.lockedFloors(context.actor.organization, branch, in: tx)
        let position = (floors.last?.position ?? -1) + 1
        let floor = Floor(id: context.surroundings.newID(), name: name, position: position)
        return try run(floor, at: branch, context, in: tx)
    }
}

/// Gives a floor another name.
public enum RenameFloor {
    /// - Throws: `unknown_floor`, `stale_version`, `floor_name_taken`.
    @discardableResult
    public static func run(
        _ id: ID<Floor>, to name: String, version: Int64, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FloorView.Storey {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let before = try Floor.seen(id, version, at: branch, organization, in: tx)
        let after = Floor(id: id, name: name, position: before.position, version: version + 1)
        try ArrangeStore.update(after, archivedAt: nil, organization, in: tx)
        after.show(type: "floor.changed", at: branch, context)
        context.audit(
            "floor.rename", entity: "floor", id: id.raw, branch: branch,
            before: ["name": .string(before.name)], after: ["name": .string(name)])
        return FloorView.Storey(after)
    }
}

/// Puts a branch's floors into another order.
public enum OrderFloors {
    /// - Parameter order: every floor that is in use, once.
    /// - Throws: `order_differs`.
    @discardableResult
    public static func run(
        _ order: [ID<Floor>], at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> [FloorView.Storey] {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let floors = try ArrangeStore.lockedFloors(organization, branch, in: tx)
        guard order.count == floors.count, Set(order) == Set(floors.map(\.id)) else {
            throw TableRefusal.orderDiffers
        }
        let known = Dictionary(uniqueKeysWithValues: floors.map { ($0.id, $0) })
        let ordered = order.compactMap { known[$0] }
        for (position, floor) in ordered.enumerated() where floor.position != position {
            let moved = Floor(
                id: floor.id, name: floor.name, position: position, version: floor.version + 1)
            try ArrangeStore.update(moved, archivedAt: nil, organization, in: tx)
            moved.show(type: "floor.changed", at: branch, context)
        }
        context.audit(
            "floor.order", entity: "branch", id: branch.raw, branch: branch,
            before: ["floors": .array(floors.map { .string($0.name) })],
            after: ["floors": .array(ordered.map { .string($0.name) })])
        return ordered.enumerated().map { position, floor in
            let version = floor.position == position ? floor.version : floor.version + 1
            return FloorView.Storey(id: floor.id, name: floor.name, position: position, version: version)
        }
    }
}

/// Takes a floor and its tables out of use. Their checks of the past keep their names.
public enum ArchiveFloor {
    /// CHECK-008 A table at which guests sit stays in use, and so does its floor.
    ///
    /// - Throws: `unknown_floor`, `stale_version`, `table_occupied`.
    @discardableResult
    public static func run(
        _ id: ID<Floor>, version: Int64, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FloorView.Storey {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let before = try Floor.seen(id, version, at: branch, organization, in: tx)
        let tables = try ArrangeStore.lockedTables(of: id, organization, in: tx)
        guard try !ArrangeStore.isAnyTaken(tables.map(\.id), organization, in: tx) else {
            throw TableRefusal.occupied
        }
        for table in tables { try table.retire(at: branch, context, in: tx) }
        let after = Floor(id: id, name: before.name, position: before.position, version: version + 1)
        try ArrangeStore.update(after, archivedAt: context.now, organization, in: tx)
        after.show(type: "floor.archived", at: branch, context)
        context.audit(
            "floor.archive", entity: "floor", id: id.raw, branch: branch,
            before: ["name": .string(before.name)],
            after: ["tables": .array(tables.map { .string($0.name) })])
        return FloorView.Storey(after)
    }
}

extension Floor {
    /// A floor as the caller saw it; the branch's plan is locked.
    fileprivate static func seen(
        _ id: ID<Floor>, _ version: Int64, at branch: ID<Branch>, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> Floor {
        let floors = try ArrangeStore.lockedFloors(organization, branch, in: tx)
        guard let found = floors.first(where: { $0.id == id }) else { throw TableRefusal.unknownFloor }
        guard found.version == version else { throw TableRefusal.staleVersion(current: found.version) }
        return found
    }

    func show(type: String, at branch: ID<Branch>, _ context: CommandContext) {
        context.show(
            Frame(
                branch: branch, type: type, entity: "floor", id: id.raw, version: version,
                text: FloorView.Storey.shape.text(of: FloorView.Storey(self))))
    }
}
