public import Base
public import Organizations

/// The whole menu of an organization as it stood at one version, immutable: what prices are read from.
///
/// It is read once per version and process (`MenuCache`); what changes from sale to sale — how many are left
/// — is not in it but in the `AvailabilityBoard` beside it.
public struct MenuSnapshot: Sendable {
    /// Whose menu it is.
    public let organization: ID<Organization>
    /// The published version, 0 before the first edit.
    public let version: Int64
    /// The currency of all prices.
    public let currency: Currency
    /// The country whose tax law holds: `TR`.
    public let jurisdiction: String
    /// The headings in their order, archived ones too.
    public let categories: [Category]
    /// The products by category and position, archived ones too.
    public let products: [Product]
    /// The option groups in their order, archived ones too.
    public let groups: [ModifierGroup]
    /// The tax classes with their dated rates.
    public let taxClasses: [TaxClass]
    /// The rules of the active price lists.
    public let rules: [PriceRule]
    /// Prices that differ at a branch, by portion.
    public let branchPrices: [ID<Branch>: [ID<Portion>: Int64]]
    /// Products that a branch doesn't have on its menu.
    public let hidden: [ID<Branch>: Set<ID<Product>>]

    /// Tells this menu from every other one that this process has read.
    let stamp: MenuCache.Stamp

    private let productsByID: [ID<Product>: Product]
    private let groupsByID: [ID<ModifierGroup>: ModifierGroup]
    private let classesByID: [ID<TaxClass>: TaxClass]
    private let categoriesByID: [ID<Category>: Category]

    init(_ parts: Parts) {
        organization = parts.organization
        version = parts.version
        currency = parts.currency
        jurisdiction = parts.jurisdiction
        categories = parts.categories
        products = parts.products
        groups = parts.groups
        taxClasses = parts.taxClasses
        rules = parts.rules
        branchPrices = parts.branchPrices
        hidden = parts.hidden
        stamp = parts.stamp
        productsByID = Dictionary(parts.products.map { ($0.id, $0) }) { first, _ in first }
        groupsByID = Dictionary(parts.groups.map { ($0.id, $0) }) { first, _ in first }
        classesByID = Dictionary(parts.taxClasses.map { ($0.id, $0) }) { first, _ in first }
        categoriesByID = Dictionary(parts.categories.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What a snapshot is put together from.
    struct Parts {
        var organization: ID<Organization>
        var version: Int64
        var stamp = MenuCache.Stamp(version: 0, transaction: "")
        var currency: Currency
        var jurisdiction: String
        var categories: [Category] = []
        var products: [Product] = []
        var groups: [ModifierGroup] = []
        var taxClasses: [TaxClass] = []
        var rules: [PriceRule] = []
        var branchPrices: [ID<Branch>: [ID<Portion>: Int64]] = [:]
        var hidden: [ID<Branch>: Set<ID<Product>>] = [:]
    }

    /// The product with this id, archived or not.
    public func product(_ id: ID<Product>) -> Product? { productsByID[id] }

    /// The category with this id, archived or not.
    public func category(_ id: ID<Category>) -> Category? { categoriesByID[id] }

    /// The option group with this id, archived or not.
    public func group(_ id: ID<ModifierGroup>) -> ModifierGroup? { groupsByID[id] }

    /// The tax class with this id.
    public func taxClass(_ id: ID<TaxClass>) -> TaxClass? { classesByID[id] }

    /// Whether a product can be ordered at a branch, as far as the menu itself goes.
    public func sells(_ product: Product, at branch: ID<Branch>) -> Bool {
        !product.archived && categoriesByID[product.category]?.archived == false
            && hidden[branch]?.contains(product.id) != true && !product.portions.isEmpty
    }

    /// The usual price of a portion at a branch, before price rules.
    public func usualPrice(of portion: Portion, at branch: ID<Branch>) -> Int64 {
        branchPrices[branch]?[portion.id] ?? portion.price
    }

    /// The groups asked for with a product, in order, without archived ones.
    public func groups(of product: Product) -> [ModifierGroup] {
        product.groups.compactMap { groupsByID[$0] }.filter { !$0.archived && !$0.options.isEmpty }
    }
}
