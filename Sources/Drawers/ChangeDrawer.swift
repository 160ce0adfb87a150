public import Base
public import Organizations
public import Store

/// Gives a drawer another name. What was counted and printed under the old one keeps it.
public enum RenameDrawer {
    /// - Returns: the drawer with its open session, if it has one.
    /// - Throws: `DrawerRefusal`: `unknownDrawer`, `staleVersion`, `nameTaken`; `PermissionRefusal`.
    @discardableResult
    public static func run(
        _ id: ID<Drawer>, to name: String, at version: Int64, in branch: ID<Branch>,
        _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> DrawerView {
        let before = try Drawer.held(id, at: version, in: branch, context, in: tx)
        let after = Drawer(id: id, branch: branch, name: name, version: version + 1)
        return try after.record("drawer.rename", type: "drawer.renamed", before, context, in: tx)
    }
}

/// Takes a drawer out of use: nobody opens it any more, and devices that had it have none. Its sessions stay.
public enum ArchiveDrawer {
    /// A drawer whose cash is not counted and closed stays in use.
    ///
    /// - Throws: `DrawerRefusal`: `unknownDrawer`, `staleVersion`, `inUse`; `PermissionRefusal`.
    @discardableResult
    public static func run(
        _ id: ID<Drawer>, at version: Int64, in branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> DrawerView {
        let before = try Drawer.held(id, at: version, in: branch, context, in: tx)
        let organization = context.actor.organization
        let open = try DrawerStore.unclosed(of: organization, branch: branch, in: tx)
        guard !open.contains(where: { $0.drawer == id }) else { throw DrawerRefusal.inUse }
        for device in try Devices.all(organization, branch, in: tx)
        where device.drawer == id.raw && device.revokedAt == nil {
            _ = try Devices.assign(nil, to: device.id, in: branch, context, in: tx)
        }
        let after = Drawer(
            id: id, branch: branch, name: before.name, version: version + 1, archivedAt: context.now)
        return try after.record("drawer.archive", type: "drawer.archived", before, context, in: tx)
    }
}

/// Takes a drawer into use again, closed and nobody's own.
public enum RestoreDrawer {
    /// - Throws: `DrawerRefusal`: `unknownDrawer`, `staleVersion`, `nameTaken`; `PermissionRefusal`.
    @discardableResult
    public static func run(
        _ id: ID<Drawer>, at version: Int64, in branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> DrawerView {
        let before = try Drawer.held(id, at: version, archived: true, in: branch, context, in: tx)
        let after = Drawer(id: id, branch: branch, name: before.name, version: version + 1)
        return try after.record("drawer.restore", type: "drawer.added", before, context, in: tx)
    }
}

extension Drawer {
    /// The drawer as the caller saw it, locked against openings and other changes.
    fileprivate static func held(
        _ id: ID<Drawer>, at version: Int64, archived: Bool = false, in branch: ID<Branch>,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Drawer {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        let found = try DrawerStore.locked(
            id, archived: archived, of: organization, branch: branch, in: tx)
        guard let found else { throw DrawerRefusal.unknownDrawer }
        guard found.version == version else { throw DrawerRefusal.staleVersion(current: found.version) }
        return found
    }

    /// Writes the drawer as it is now, tells the screens and the audit trail.
    fileprivate func record(
        _ action: String, type: String, _ before: Drawer, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> DrawerView {
        let organization = context.actor.organization
        try DrawerStore.update(self, of: organization, in: tx)
        let open = try DrawerStore.unclosed(of: organization, branch: branch, in: tx)
        let view = DrawerView(
            self, session: open.first { $0.drawer == id }.map { DrawerSessionView($0) })
        show(type: type, view, context)
        context.audit(
            action, entity: "drawer", id: id.raw, branch: branch, before: ["name": .string(before.name)],
            after: ["name": .string(name), "archived": .bool(archivedAt != nil)])
        return view
    }

    /// Shows the drawer to the tills and to the owner.
    func show(type: String, _ view: DrawerView, _ context: CommandContext) {
        context.show(
            Frame(
                branch: branch, type: type, entity: "drawer", id: id.raw, version: version,
                data: DrawerView.shape.encode(view), audience: .pos))
    }
}
