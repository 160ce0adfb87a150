import Base
public import Organizations
public import Store

/// Adds a drawer to a branch.
public enum AddDrawer {
    /// - Returns: the drawer, closed.
    /// - Throws: `DrawerRefusal.nameTaken`; `PermissionRefusal`.
    @discardableResult
    public static func run(
        _ drawer: Drawer, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DrawerView {
        try context.require(.pairDevice, subject: nil, in: tx)
        try DrawerStore.insert(drawer, of: context.actor.organization, in: tx)
        let view = DrawerView(drawer, session: nil)
        drawer.show(type: "drawer.added", view, context)
        context.audit(
            "drawer.add", entity: "drawer", id: drawer.id.raw, branch: drawer.branch,
            after: ["name": .string(drawer.name)])
        return view
    }
}
