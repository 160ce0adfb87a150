import Base
public import Organizations
public import Store

/// Puts a heading on the menu.
public enum CreateCategory {
    /// - Throws: `idTaken` when the id is in use.
    public static func run(
        _ draft: CategoryDraft, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> CategoryEditorView {
        let edit = try MenuEdit(context, in: tx)
        try MenuEdit.checkName(draft.name)
        let category = Category(
            id: draft.id.map { ID($0) } ?? context.surroundings.newID(), name: draft.name, color: draft.color,
            position: draft.position, archived: false, version: 1)
        CategoryStore.insert(edit.organization, category, in: tx)
        edit.publish(
            "category.created", entity: "category", id: category.id.raw, after: category.json, context)
        return category.editorView
    }
}
