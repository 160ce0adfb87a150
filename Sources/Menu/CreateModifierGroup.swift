public import Base
public import Organizations
public import Store

/// Makes an option group with its options.
public enum CreateModifierGroup {
    /// - Throws: `idTaken`, `invalid`.
    public static func run(
        _ draft: GroupDraft, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> GroupEditorView {
        let edit = try MenuEdit(context, in: tx)
        let group = ModifierGroup(
            id: draft.id.map { ID($0) } ?? context.surroundings.newID(), name: draft.name, min: draft.min,
            max: draft.max, freeCount: draft.free,
            options: ModifierGroup.options(draft.options) { context.surroundings.newID() },
            position: draft.position, archived: false, version: 1)
        try ModifierGroup.check(group)
        try ModifierGroup.checkOptions(of: group, edit, in: tx)
        GroupStore.insert(edit.organization, group, in: tx)
        GroupStore.write(edit.organization, options: group.options, of: group.id, at: context.now, in: tx)
        edit.publish("group.created", entity: "group", id: group.id.raw, after: group.json, context)
        return group.editorView
    }
}

/// Changes an option group, or all its options.
public enum ChangeModifierGroup {
    /// - Throws: `notFound`, `archived`, `staleVersion`, `invalid`.
    public static func run(
        _ id: ID<ModifierGroup>, _ change: GroupChange, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> GroupEditorView {
        let edit = try MenuEdit(context, in: tx)
        guard let before = try GroupStore.locked(edit.organization, id, in: tx) else {
            throw MenuRefusal.notFound
        }
        try MenuEdit.checkVersion(change.version, before.version, archived: before.archived)
        let options = change.options.map { ModifierGroup.options($0) { context.surroundings.newID() } }
        let after = ModifierGroup(
            id: id, name: change.name ?? before.name, min: change.min ?? before.min,
            max: change.max ?? before.max,
            freeCount: change.free ?? before.freeCount, options: options ?? before.options,
            position: change.position ?? before.position, archived: false, version: before.version + 1)
        try ModifierGroup.check(after)
        if options != nil { try ModifierGroup.checkOptions(of: after, edit, in: tx) }
        GroupStore.update(edit.organization, after, archivedAt: nil, in: tx)
        if let options {
            GroupStore.write(edit.organization, options: options, of: id, at: context.now, in: tx)
        }
        edit.publish(
            "group.changed", entity: "group", id: id.raw, before: before.json, after: after.json, context)
        return after.editorView
    }
}

/// Puts an option group that goes with no product away for good.
public enum ArchiveModifierGroup {
    /// - Throws: `groupInUse` while products ask for it; `notFound`, `archived`, `staleVersion`.
    public static func run(
        _ id: ID<ModifierGroup>, _ request: ArchiveRequest, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> GroupEditorView {
        let edit = try MenuEdit(context, in: tx)
        guard let before = try GroupStore.locked(edit.organization, id, in: tx) else {
            throw MenuRefusal.notFound
        }
        try MenuEdit.checkVersion(request.version, before.version, archived: before.archived)
        let products = try GroupStore.productsWith(edit.organization, id, in: tx)
        guard products == 0 else { throw MenuRefusal.groupInUse(products: products) }
        let after = ModifierGroup(
            id: id, name: before.name, min: before.min, max: before.max, freeCount: before.freeCount,
            options: before.options, position: before.position, archived: true, version: before.version + 1)
        GroupStore.update(edit.organization, after, archivedAt: context.now, in: tx)
        edit.publish(
            "group.archived", entity: "group", id: id.raw, before: before.json, after: after.json, context)
        return after.editorView
    }
}

extension ModifierGroup {
    /// MENU-007 A group can be satisfied: minimum ≤ maximum, options that differ and have names.
    static func check(_ group: ModifierGroup) throws(MenuRefusal) {
        try MenuEdit.checkName(group.name)
        guard group.min <= group.max else {
            throw .invalid(
                pointer: "/min", code: "out_of_range", message: "The minimum is above the maximum.")
        }
        guard !group.options.isEmpty, Set(group.options.map(\.id)).count == group.options.count,
            group.options.allSatisfy({ !$0.name.isEmpty })
        else {
            throw .invalid(
                pointer: "/options", code: "required",
                message: "Options that differ and have names are expected.")
        }
        guard group.options.count(where: \.isDefault) <= group.max else {
            throw .invalid(
                pointer: "/options", code: "too_many_defaults", message: "More defaults than may be chosen.")
        }
    }

    /// An option belongs to one group for ever, because old checks name it.
    fileprivate static func checkOptions(
        of group: ModifierGroup, _ edit: MenuEdit, in tx: borrowing Transaction
    ) throws {
        let taken = try GroupStore.optionsElsewhere(
            edit.organization, group.options.map(\.id), than: group.id, in: tx)
        guard taken == 0 else { throw MenuRefusal.idTaken }
    }

    static func options(_ drafts: [OptionDraft], newID: () -> ID<ModifierOption>) -> [ModifierOption] {
        drafts.enumerated().map { index, draft in
            ModifierOption(
                id: draft.id.map { ID($0) } ?? newID(), name: draft.name,
                kitchenText: draft.kitchenText.nilIfEmpty, kind: draft.kind, price: draft.price,
                isDefault: draft.isDefault, position: index)
        }
    }
}
