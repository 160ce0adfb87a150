public import Base
import Organizations
public import struct FoundationEssentials.UUID

/// A portion as screens have it.
public struct PortionView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// Minor units, KDV inside.
    public let price: Int64
    /// Whether it is meant when none is named.
    public let isDefault: Bool

    /// The wire's form.
    public static let shape = Shape<PortionView>.object(
        "Portion", PortionView.init(id:name:price:isDefault:), Field("id", \.id, .uuid),
        Field("name", \.name, LocalText.shape), Field("price", \.price, .positiveAmount),
        Field("default", \.isDefault, .flag))
}

/// A product as the owner edits it.
public struct ProductEditorView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// The heading it stands under.
    public let category: UUID
    /// Its name by language.
    public let name: LocalText
    /// What the menu says about it, by language.
    public let description: LocalText
    /// Its short name on kitchen tickets.
    public let kitchenName: String?
    /// Its sizes with their prices.
    public let portions: [PortionView]
    /// Its KDV class.
    public let taxClass: UUID
    /// The number typed at the till.
    public let plu: String?
    /// Its EAN.
    public let barcode: String?
    /// Whether the price is for one kilogram.
    public let weighed: Bool
    /// Whether it stands among the favourites.
    public let favorite: Bool
    /// Usual minutes of preparation.
    public let prepMinutes: Int
    /// The station it was meant for when its menu was imported.
    public let stationHint: String?
    /// What it contains of the 14.
    public let allergens: [Allergen]
    /// Whether it contains alcohol.
    public let alcohol: Bool
    /// Whether it contains pork.
    public let pork: Bool
    /// Its place in the list, from 0.
    public let position: Int
    /// Its option groups, in order.
    public let groups: [UUID]
    /// Prices that differ at a branch.
    public let branchPrices: [BranchPrice]
    /// Branches that don't have it on their menu.
    public let hiddenAt: [UUID]
    /// Whether it is off the menu for good.
    public let archived: Bool
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64

    /// The wire's form.
    public static let shape = Shape<ProductEditorView>.object(
        "ProductEditor",
        ProductEditorView.init(
            id:category:name:description:kitchenName:portions:taxClass:plu:barcode:weighed:favorite:
            prepMinutes:
            stationHint:allergens:alcohol:pork:position:groups:branchPrices:hiddenAt:archived:version:),
        Field("id", \.id, .uuid), Field("category", \.category, .uuid),
        Field("name", \.name, LocalText.shape),
        Field("description", \.description, .localText(1000)),
        Field(optional: "kitchenName", \.kitchenName, .text(0...60)),
        Field("portions", \.portions, PortionView.shape.list(0...20)), Field("taxClass", \.taxClass, .uuid),
        Field(optional: "plu", \.plu, .text(0...40)), Field(optional: "barcode", \.barcode, .text(0...40)),
        Field("weighed", \.weighed, .flag), Field("favorite", \.favorite, .flag),
        Field("prepMinutes", \.prepMinutes, .int(0...600)),
        Field(optional: "stationHint", \.stationHint, .text(0...60)),
        Field("allergens", \.allergens, Shape<Allergen>.choice.list(0...14)),
        Field("alcohol", \.alcohol, .flag),
        Field("pork", \.pork, .flag), Field("position", \.position, .int()),
        Field("groups", \.groups, Shape<UUID>.uuid.list(0...20)),
        Field("branchPrices", \.branchPrices, BranchPrice.shape.list(0...1000)),
        Field("hiddenAt", \.hiddenAt, Shape<UUID>.uuid.list(0...200)), Field("archived", \.archived, .flag),
        Field("version", \.version, .integer(1...1_000_000_000)))
}

/// A tax class with its dated rates.
public struct TaxClassView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// A stable short name: `food`, `alcohol`, `packaged`.
    public let code: String
    /// Its name by language.
    public let name: LocalText
    /// Its rates, the earliest first.
    public let rates: [TaxRate]

    /// The wire's form.
    public static let shape = Shape<TaxClassView>.object(
        "TaxClass", TaxClassView.init(id:code:name:rates:), Field("id", \.id, .uuid),
        Field("code", \.code, .text(1...40)), Field("name", \.name, LocalText.shape),
        Field("rates", \.rates, TaxRate.shape.list(0...1000)))
}

extension TaxRate: Shaped {
    /// The wire's form.
    public static let shape = Shape<TaxRate>.object(
        "TaxRate", { TaxRate(jurisdiction: $0, orderType: $1, validFrom: $2, basisPoints: $3) },
        Field("jurisdiction", \.jurisdiction, .text(2...10)),
        Field(optional: "orderType", \.orderType, .choice), Field("validFrom", \.validFrom, .day),
        Field("rate", \.basisPoints, .integer(0...10_000), "Basis points: 1000 is 10 %."))
}

/// The tax classes of an organization.
public struct TaxClassesView: Shaped, Equatable {
    /// The entries.
    public let items: [TaxClassView]

    /// The wire's form.
    public static let shape = Shape<TaxClassesView>.object(
        "TaxClasses", TaxClassesView.init(items:), Field("items", \.items, TaxClassView.shape.list(0...1000)))
}

/// The whole menu as the owner edits it, archived things included.
public struct MenuEditorView: Shaped, Equatable {
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// The currency of all prices.
    public let currency: Currency
    /// The headings.
    public let categories: [CategoryEditorView]
    /// The products.
    public let products: [ProductEditorView]
    /// Its option groups, in order.
    public let groups: [GroupEditorView]
    /// The tax classes.
    public let taxClasses: [TaxClassView]

    /// The wire's form.
    public static let shape = Shape<MenuEditorView>.object(
        "MenuEditor", MenuEditorView.init(version:currency:categories:products:groups:taxClasses:),
        Field("version", \.version, .integer(0...1_000_000_000)), Field("currency", \.currency, .currency),
        Field("categories", \.categories, CategoryEditorView.shape.list(0...10_000)),
        Field("products", \.products, ProductEditorView.shape.list(0...100_000)),
        Field("groups", \.groups, GroupEditorView.shape.list(0...10_000)),
        Field("taxClasses", \.taxClasses, TaxClassView.shape.list(0...1000)))
}

extension MenuSnapshot {
    /// The whole menu for the editor.
    public var editorView: MenuEditorView {
        MenuEditorView(
            version: version, currency: currency, categories: categories.map(\.editorView),
            products: products.compactMap { editorView(of: $0.id) }, groups: groups.map(\.editorView),
            taxClasses: taxClassesView.items)
    }

    /// The tax classes with their rates.
    public var taxClassesView: TaxClassesView {
        TaxClassesView(
            items: taxClasses.map {
                TaxClassView(id: $0.id.raw, code: $0.code, name: $0.name, rates: $0.rates)
            })
    }

    /// One product for the editor; nil when there is none with this id.
    public func editorView(of id: ID<Product>) -> ProductEditorView? {
        guard let product = product(id) else { return nil }
        return ProductEditorView(
            id: id.raw, category: product.category.raw, name: product.name, description: product.description,
            kitchenName: product.kitchenName,
            portions: product.portions.map { PortionView($0, price: $0.price) },
            taxClass: product.taxClass.raw, plu: product.plu, barcode: product.barcode,
            weighed: product.weighed,
            favorite: product.favorite, prepMinutes: product.prepMinutes, stationHint: product.stationHint,
            allergens: product.allergens, alcohol: product.containsAlcohol, pork: product.containsPork,
            position: product.position, groups: product.groups.map(\.raw),
            branchPrices: branchPrices(of: product),
            hiddenAt: hidden.filter { $0.value.contains(id) }.map(\.key.raw).sorted { $0.text < $1.text },
            archived: product.archived, version: product.version)
    }

    private func branchPrices(of product: Product) -> [BranchPrice] {
        branchPrices.sorted { $0.key.description < $1.key.description }.flatMap { branch, prices in
            product.portions.compactMap { portion in
                prices[portion.id].map { BranchPrice(branch: branch, portion: portion.id, price: $0) }
            }
        }
    }
}

extension PortionView {
    init(_ portion: Portion, price: Int64) {
        self.init(id: portion.id.raw, name: portion.name, price: price, isDefault: portion.isDefault)
    }
}
