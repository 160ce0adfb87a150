public import Base
public import Organizations
public import Store

/// Adds a floor to a branch.
public enum AddFloor {
    /// Floors are shown in the order of their positions.
    public static func run(
        _ floor: Floor, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        try context.require(.editMenu, subject: nil, in: tx)
        try TableStore.add(floor, branch, context.actor.organization, in: tx)
        context.show(
            Frame(
                branch: branch, type: "floor.changed", entity: "floor", id: floor.id.raw, version: 1,
                data: ["name": .string(floor.name), "position": .integer(Int64(floor.position))]))
        context.audit(
            "floor.add", entity: "floor", id: floor.id.raw, branch: branch,
            after: ["name": .string(floor.name)])
    }
}

/// Puts a table on a floor.
public enum AddTable {
    /// - Throws: `unknown_floor`, `name_taken`.
    public static func run(
        _ table: DiningTable, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        try context.require(.editMenu, subject: nil, in: tx)
        try TableStore.add(table, branch, context.actor.organization, in: tx)
        context.show(TableTile(table, nil).frame(branch))
        context.audit(
            "table.add", entity: "table", id: table.id.raw, branch: branch,
            after: ["name": .string(table.name)])
    }
}
