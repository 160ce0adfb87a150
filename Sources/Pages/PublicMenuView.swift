public import Base
public import Menu
public import Organizations
public import struct FoundationEssentials.UUID

/// A dish as guests see it.
public struct PublicProductView: Shaped, Equatable {
    /// Its identity.
    public let id: UUID
    /// The heading it stands under.
    public let category: UUID
    /// Its name by language.
    public let name: LocalText
    /// What the menu says about it, by language.
    public let description: LocalText
    /// Minor units of the usual portion, now, KDV inside.
    public let price: Int64
    /// Its sizes with their prices.
    public let portions: [PortionView]
    /// Whether the price is for one kilogram.
    public let weighed: Bool
    /// What it contains of the 14 that must be named (Regulation (EU) No 1169/2011, annex II).
    public let allergens: [Allergen]
    /// Whether it contains alcohol.
    public let alcohol: Bool
    /// Whether it contains pork.
    public let pork: Bool
    /// Whether it can be had today.
    public let available: Bool

    /// The wire's form.
    public static let shape = Shape<PublicProductView>.object(
        "PublicProduct",
        PublicProductView.init(
            id:category:name:description:price:portions:weighed:allergens:alcohol:pork:available:),
        Field("id", \.id, .uuid), Field("category", \.category, .uuid),
        Field("name", \.name, LocalText.shape), Field("description", \.description, .localText(1000)),
        Field("price", \.price, .positiveAmount, "Minor units of the usual portion, KDV inside."),
        Field("portions", \.portions, PortionView.shape.list(1...20)), Field("weighed", \.weighed, .flag),
        Field("allergens", \.allergens, Shape<Allergen>.choice.list(0...14)),
        Field("alcohol", \.alcohol, .flag), Field("pork", \.pork, .flag),
        Field("available", \.available, .flag, "Whether it can be had today."))

    init(_ product: MenuProductView) {
        id = product.id
        category = product.category
        name = product.name
        description = product.description
        price = product.price
        portions = product.portions
        weighed = product.weighed
        allergens = product.allergens
        alcohol = product.alcohol
        pork = product.pork
        available = product.available == .on || (product.remaining ?? 0) > 0
    }

    private init(
        id: UUID, category: UUID, name: LocalText, description: LocalText, price: Int64,
        portions: [PortionView], weighed: Bool, allergens: [Allergen], alcohol: Bool, pork: Bool,
        available: Bool
    ) {
        self.id = id
        self.category = category
        self.name = name
        self.description = description
        self.price = price
        self.portions = portions
        self.weighed = weighed
        self.allergens = allergens
        self.alcohol = alcohol
        self.pork = pork
        self.available = available
    }
}

/// A heading as guests see it.
public struct PublicCategoryView: Shaped, Equatable {
    /// Its identity.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText

    /// The wire's form.
    public static let shape = Shape<PublicCategoryView>.object(
        "PublicCategory", PublicCategoryView.init(id:name:), Field("id", \.id, .uuid),
        Field("name", \.name, LocalText.shape))
}

/// The menu that guests see, as one branch sells it now.
public struct PublicMenuView: Shaped, Equatable {
    /// The organization's name.
    public let organization: String
    /// The branch.
    public let branch: ID<Branch>
    /// The branch's name.
    public let branchName: String
    /// Counts the menu's changes.
    public let version: Int64
    /// The currency of all prices.
    public let currency: Currency
    /// The headings that have dishes, in order.
    public let categories: [PublicCategoryView]
    /// The dishes, in order.
    public let products: [PublicProductView]

    /// The wire's form.
    public static let shape = Shape<PublicMenuView>.object(
        "PublicMenu",
        PublicMenuView.init(organization:branch:branchName:version:currency:categories:products:),
        Field("organization", \.organization, .text(0...200)), Field("branch", \.branch, .id()),
        Field("branchName", \.branchName, .text(0...200)),
        Field("version", \.version, .integer(0...1_000_000_000)), Field("currency", \.currency, .currency),
        Field("categories", \.categories, PublicCategoryView.shape.list(0...10_000)),
        Field("products", \.products, PublicProductView.shape.list(0...100_000)))

    init(_ menu: MenuView, of organization: Organization, at branch: Branch) {
        let products = menu.products.map { PublicProductView($0) }
        let used = Set(products.map(\.category))
        self.init(
            organization: organization.name, branch: branch.id, branchName: branch.name,
            version: menu.version, currency: menu.currency,
            categories: menu.categories.filter { used.contains($0.id) }.map {
                PublicCategoryView(id: $0.id, name: $0.name)
            }, products: products)
    }

    private init(
        organization: String, branch: ID<Branch>, branchName: String, version: Int64, currency: Currency,
        categories: [PublicCategoryView], products: [PublicProductView]
    ) {
        self.organization = organization
        self.branch = branch
        self.branchName = branchName
        self.version = version
        self.currency = currency
        self.categories = categories
        self.products = products
    }
}
