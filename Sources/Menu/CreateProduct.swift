public import Base
public import Organizations
public import Store

/// Puts a product on the menu, with its portions, prices and option groups.
public enum CreateProduct {
    /// - Throws: `idTaken`, `barcodeTaken`, `pluTaken`, `unknownReference`, `invalid`.
    public static func run(
        _ draft: ProductDraft, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> ProductEditorView {
        let edit = try MenuEdit(context, in: tx)
        let product = Product(draft, context.surroundings)
        try Product.check(product)
        try Product.check(draft.branchPrices, of: product)
        ProductStore.insert(edit.organization, product, in: tx)
        try ProductWriting(edit: edit, product: product, now: context.now).write(
            portions: true, groups: true, branchPrices: draft.branchPrices, hiddenAt: draft.hiddenAt, in: tx)
        return try edit.publish(product: product.id, "product.created", before: nil, context, in: tx)
    }
}

/// Changes a product: whatever the body names.
public enum ChangeProduct {
    /// - Throws: `notFound`, `archived`, `staleVersion`, and as `CreateProduct` does.
    public static func run(
        _ id: ID<Product>, _ change: ProductChange, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> ProductEditorView {
        let edit = try MenuEdit(context, in: tx)
        guard let before = try ProductStore.locked(edit.organization, id, in: tx) else {
            throw MenuRefusal.notFound
        }
        try MenuEdit.checkVersion(change.version, before.version, archived: before.archived)
        let was = try SnapshotStore.read(edit.organization, in: tx).0.editorView(of: id)
        let after = before.changed(by: change, context.surroundings)
        try Product.check(after)
        if let prices = change.branchPrices { try Product.check(prices, of: after) }
        ProductStore.update(edit.organization, after, archivedAt: nil, in: tx)
        try ProductWriting(edit: edit, product: after, now: context.now).write(
            portions: change.portions != nil, groups: change.groups != nil, branchPrices: change.branchPrices,
            hiddenAt: change.hiddenAt, in: tx)
        return try edit.publish(product: id, "product.changed", before: was, context, in: tx)
    }
}

/// Takes a product off the menu for good; its PLU and barcode are free again.
public enum ArchiveProduct {
    /// - Throws: `notFound`, `archived`, `staleVersion`.
    public static func run(
        _ id: ID<Product>, _ request: ArchiveRequest, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> ProductEditorView {
        let edit = try MenuEdit(context, in: tx)
        guard let before = try ProductStore.locked(edit.organization, id, in: tx) else {
            throw MenuRefusal.notFound
        }
        try MenuEdit.checkVersion(request.version, before.version, archived: before.archived)
        let was = try SnapshotStore.read(edit.organization, in: tx).0.editorView(of: id)
        ProductStore.update(edit.organization, before.archivedNow(), archivedAt: context.now, in: tx)
        return try edit.publish(product: id, "product.archived", before: was, context, in: tx)
    }
}

/// The rows that stand around a product's own.
private struct ProductWriting {
    let edit: MenuEdit
    let product: Product
    let now: Instant

    func write(
        portions: Bool, groups: Bool, branchPrices: [BranchPrice]?, hiddenAt: [ID<Branch>]?,
        in tx: borrowing Transaction
    ) throws {
        let organization = edit.organization
        if portions {
            let taken = try ProductStore.portionsElsewhere(
                organization, product.portions.map(\.id), than: product.id, in: tx)
            guard taken == 0 else { throw MenuRefusal.idTaken }
            ProductStore.write(organization, portions: product.portions, of: product.id, at: now, in: tx)
        }
        if groups { ProductStore.write(organization, groups: product.groups, of: product.id, in: tx) }
        if let branchPrices {
            ProductStore.write(organization, branchPrices: branchPrices, of: product.id, in: tx)
        }
        if let hiddenAt { ProductStore.write(organization, hiddenAt: hiddenAt, product: product.id, in: tx) }
    }
}

extension MenuEdit {
    fileprivate func publish(
        product id: ID<Product>, _ action: String, before: ProductEditorView?, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> ProductEditorView {
        let menu = try menu(in: tx)
        guard let view = menu.editorView(of: id), let product = menu.product(id) else {
            throw MenuRefusal.notFound
        }
        if !product.archived { try menu.checkReferences(of: product) }
        publish(
            action, entity: "product", id: id.raw, before: before.map(ProductEditorView.shape.encode),
            after: ProductEditorView.shape.encode(view), context)
        return view
    }
}

extension MenuSnapshot {
    /// MENU-008 A product on the menu stands under a heading and asks for groups that aren't archived.
    fileprivate func checkReferences(of product: Product) throws(MenuRefusal) {
        guard category(product.category)?.archived == false else {
            throw .unknownReference(pointer: "/category")
        }
        for (index, id) in product.groups.enumerated() where group(id)?.archived != false {
            throw .unknownReference(pointer: "/groups/\(index)")
        }
    }
}
