import Base
import Organizations

extension Product {
    /// MENU-006 A product has a name, at least one portion, one default among them, and each group once.
    static func check(_ product: Product) throws(MenuRefusal) {
        try MenuEdit.checkName(product.name)
        guard !product.portions.isEmpty else {
            throw .invalid(
                pointer: "/portions", code: "required", message: "At least one portion is expected.")
        }
        guard Set(product.portions.map(\.id)).count == product.portions.count,
            product.portions.count(where: \.isDefault) == 1
        else {
            throw .invalid(
                pointer: "/portions", code: "one_default",
                message: "Portions differ, and one of them is the default.")
        }
        guard product.portions.count == 1 || product.portions.allSatisfy({ !$0.name.isEmpty }) else {
            throw .invalid(
                pointer: "/portions", code: "required", message: "Each of several portions needs a name.")
        }
        guard Set(product.groups).count == product.groups.count else {
            throw .invalid(pointer: "/groups", code: "repeated", message: "Each group is expected once.")
        }
        guard Set(product.allergens).count == product.allergens.count else {
            throw .invalid(
                pointer: "/allergens", code: "repeated", message: "Each allergen is expected once.")
        }
    }

    static func check(_ prices: [BranchPrice], of product: Product) throws(MenuRefusal) {
        let known = Set(product.portions.map(\.id))
        for (index, price) in prices.enumerated() where !known.contains(price.portion) {
            throw .unknownReference(pointer: "/branchPrices/\(index)/portion")
        }
        guard Set(prices.map { [$0.branch.raw, $0.portion.raw] }).count == prices.count else {
            throw .invalid(
                pointer: "/branchPrices", code: "repeated",
                message: "One price per branch and portion is expected.")
        }
    }

    /// The portions of a body; the first is the default when none says so.
    static func portions(_ drafts: [PortionDraft], newID: () -> ID<Portion>) -> [Portion] {
        let someDefault = drafts.contains(where: \.isDefault)
        return drafts.enumerated().map { index, draft in
            Portion(
                id: draft.id.map { ID($0) } ?? newID(), name: draft.name, price: draft.price,
                isDefault: someDefault ? draft.isDefault : index == 0, position: index)
        }
    }

    init(_ draft: ProductDraft, _ surroundings: Surroundings) {
        self.init(
            id: draft.id.map { ID($0) } ?? surroundings.newID(), category: draft.category, name: draft.name,
            description: draft.description, kitchenName: draft.kitchenName,
            portions: Product.portions(draft.portions) { surroundings.newID() }, taxClass: draft.taxClass,
            plu: draft.plu, barcode: draft.barcode, weighed: draft.weighed, favorite: draft.favorite,
            prepMinutes: draft.prepMinutes, stationHint: draft.stationHint, allergens: draft.allergens,
            containsAlcohol: draft.alcohol, containsPork: draft.pork, position: draft.position,
            groups: draft.groups, archived: false, version: 1)
    }

    func changed(by change: ProductChange, _ surroundings: Surroundings) -> Product {
        Product(
            id: id, category: change.category ?? category, name: change.name ?? name,
            description: change.description ?? description,
            kitchenName: (change.kitchenName ?? kitchenName).nilIfEmpty,
            portions: change.portions.map { Product.portions($0) { surroundings.newID() } } ?? portions,
            taxClass: change.taxClass ?? taxClass, plu: (change.plu ?? plu).nilIfEmpty,
            barcode: (change.barcode ?? barcode).nilIfEmpty, weighed: change.weighed ?? weighed,
            favorite: change.favorite ?? favorite, prepMinutes: change.prepMinutes ?? prepMinutes,
            stationHint: (change.stationHint ?? stationHint).nilIfEmpty,
            allergens: change.allergens ?? allergens,
            containsAlcohol: change.alcohol ?? containsAlcohol, containsPork: change.pork ?? containsPork,
            position: change.position ?? position, groups: change.groups ?? groups, archived: false,
            version: version + 1)
    }

    func archivedNow() -> Product {
        Product(
            id: id, category: category, name: name, description: description, kitchenName: kitchenName,
            portions: portions, taxClass: taxClass, plu: plu, barcode: barcode, weighed: weighed,
            favorite: favorite,
            prepMinutes: prepMinutes, stationHint: stationHint, allergens: allergens,
            containsAlcohol: containsAlcohol, containsPork: containsPork, position: position, groups: groups,
            archived: true, version: version + 1)
    }
}

extension Optional where Wrapped == String {
    /// Nothing instead of an empty text.
    var nilIfEmpty: String? {
        guard let self, !self.isEmpty else { return nil }
        return self
    }
}
