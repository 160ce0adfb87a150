public import Base
public import Organizations
public import Store

/// Renames, recolours or moves a heading.
public enum ChangeCategory {
    /// - Throws: `notFound`, `archived`, `staleVersion`.
    public static func run(
        _ id: ID<Category>, _ change: CategoryChange, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> CategoryEditorView {
        let edit = try MenuEdit(context, in: tx)
        guard let before = try CategoryStore.locked(edit.organization, id, in: tx) else {
            throw MenuRefusal.notFound
        }
        try MenuEdit.checkVersion(change.version, before.version, archived: before.archived)
        let after = Category(
            id: id, name: change.name ?? before.name, color: change.color ?? before.color,
            position: change.position ?? before.position, archived: false, version: before.version + 1)
        try MenuEdit.checkName(after.name)
        CategoryStore.update(edit.organization, after, archivedAt: nil, in: tx)
        edit.publish(
            "category.changed", entity: "category", id: id.raw, before: before.json, after: after.json,
            context)
        return after.editorView
    }
}

/// Takes an empty heading off the menu for good.
public enum ArchiveCategory {
    /// - Throws: `categoryInUse` while products stand under it; `notFound`, `archived`, `staleVersion`.
    public static func run(
        _ id: ID<Category>, _ request: ArchiveRequest, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> CategoryEditorView {
        let edit = try MenuEdit(context, in: tx)
        guard let before = try CategoryStore.locked(edit.organization, id, in: tx) else {
            throw MenuRefusal.notFound
        }
        try MenuEdit.checkVersion(request.version, before.version, archived: before.archived)
        let products = try CategoryStore.productsIn(edit.organization, id, in: tx)
        guard products == 0 else { throw MenuRefusal.categoryInUse(products: products) }
        let after = Category(
            id: id, name: before.name, color: before.color, position: before.position, archived: true,
            version: before.version + 1)
        CategoryStore.update(edit.organization, after, archivedAt: context.now, in: tx)
        edit.publish(
            "category.archived", entity: "category", id: id.raw, before: before.json, after: after.json,
            context)
        return after.editorView
    }
}
