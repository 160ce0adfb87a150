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
        let view = DrawerView(id: drawer.id, name: drawer.name, session: nil)
        context.show(
            Frame(
                branch: drawer.branch, type: "drawer.added", entity: "drawer", id: drawer.id.raw, version: 1,
                data: DrawerView.shape.encode(view), audience: .pos))
        context.audit(
            "drawer.add", entity: "drawer", id: drawer.id.raw, branch: drawer.branch,
            after: ["name": .string(drawer.name)])
        return view
    }
}
