import Base
public import Organizations
public import Store

/// Adds a drawer to a branch.
public enum AddDrawer {
    /// - Throws: `DrawerRefusal.nameTaken`.
    public static func run(_ drawer: Drawer, _ context: CommandContext, in tx: borrowing Transaction) throws {
        try DrawerStore.insert(drawer, of: context.actor.organization, in: tx)
        context.audit(
            "drawer.add", entity: "drawer", id: drawer.id.raw, branch: drawer.branch,
            after: ["name": .string(drawer.name)])
    }
}
