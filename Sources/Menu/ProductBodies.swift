public import Base
public import Organizations
public import struct FoundationEssentials.UUID

/// A portion in a product's body.
public struct PortionDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID?
    /// Its name by language.
    public let name: LocalText
    /// Minor units, KDV inside.
    public let price: Int64
    /// Whether it is meant when none is named.
    public let isDefault: Bool

    /// A portion; without `id` it is a new one.
    public init(id: UUID? = nil, name: LocalText = LocalText([:]), price: Int64, isDefault: Bool = false) {
        self.id = id
        self.name = name
        self.price = price
        self.isDefault = isDefault
    }

    /// The wire's form.
    public static let shape = Shape<PortionDraft>.object(
        "PortionDraft", PortionDraft.init(id:name:price:isDefault:), Field(optional: "id", \.id, .uuid),
        Field("name", \.name, LocalText.shape, absent: LocalText([:])),
        Field("price", \.price, .integer(0...100_000_000_000), "Minor units, KDV inside."),
        Field("default", \.isDefault, .flag, absent: false))
}

extension BranchPrice: Shaped {
    /// The wire's form.
    public static let shape = Shape<BranchPrice>.object(
        "BranchPrice", { BranchPrice(branch: $0, portion: $1, price: $2) }, Field("branch", \.branch, .id()),
        Field("portion", \.portion, .id()), Field("price", \.price, .integer(0...100_000_000_000)))
}

/// The body that makes a product.
public struct ProductDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID?
    /// The heading it stands under.
    public let category: ID<Category>
    /// Its name by language.
    public let name: LocalText
    /// What the menu says about it, by language.
    public let description: LocalText
    /// Its short name on kitchen tickets.
    public let kitchenName: String?
    /// Its sizes with their prices.
    public let portions: [PortionDraft]
    /// Its KDV class.
    public let taxClass: ID<TaxClass>
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
    public let groups: [ID<ModifierGroup>]
    /// Prices that differ at a branch.
    public let branchPrices: [BranchPrice]
    /// Branches that don't have it on their menu.
    public let hiddenAt: [ID<Branch>]

    /// A product to be; without `id` it gets one.
    public init(
        id: UUID? = nil, category: ID<Category>, name: LocalText, description: LocalText = LocalText([:]),
        kitchenName: String? = nil, portions: [PortionDraft], taxClass: ID<TaxClass>, plu: String? = nil,
        barcode: String? = nil, weighed: Bool = false, favorite: Bool = false, prepMinutes: Int = 0,
        stationHint: String? = nil, allergens: [Allergen] = [], alcohol: Bool = false, pork: Bool = false,
        position: Int = 0, groups: [ID<ModifierGroup>] = [], branchPrices: [BranchPrice] = [],
        hiddenAt: [ID<Branch>] = []
    ) {
        self.id = id
        self.category = category
        self.name = name
        self.description = description
        self.kitchenName = kitchenName
        self.portions = portions
        self.taxClass = taxClass
        self.plu = plu
        self.barcode = barcode
        self.weighed = weighed
        self.favorite = favorite
        self.prepMinutes = prepMinutes
        self.stationHint = stationHint
        self.allergens = allergens
        self.alcohol = alcohol
        self.pork = pork
        self.position = position
        self.groups = groups
        self.branchPrices = branchPrices
        self.hiddenAt = hiddenAt
    }

    /// The wire's form.
    public static let shape = Shape<ProductDraft>.object(
        "ProductDraft",
        ProductDraft.init(
            id:category:name:description:kitchenName:portions:taxClass:plu:barcode:weighed:favorite:
            prepMinutes:
            stationHint:allergens:alcohol:pork:position:groups:branchPrices:hiddenAt:),
        Field(optional: "id", \.id, .uuid), Field("category", \.category, .id()),
        Field("name", \.name, LocalText.shape),
        Field("description", \.description, .localText(1000), absent: LocalText([:])),
        Field(optional: "kitchenName", \.kitchenName, .text(1...60)),
        Field("portions", \.portions, PortionDraft.shape.list(1...20)), Field("taxClass", \.taxClass, .id()),
        Field(optional: "plu", \.plu, .code), Field(optional: "barcode", \.barcode, .code),
        Field("weighed", \.weighed, .flag, absent: false),
        Field("favorite", \.favorite, .flag, absent: false),
        Field("prepMinutes", \.prepMinutes, .int(0...600), absent: 0),
        Field(optional: "stationHint", \.stationHint, .text(1...60)),
        Field("allergens", \.allergens, Shape<Allergen>.choice.list(0...14), absent: []),
        Field("alcohol", \.alcohol, .flag, absent: false), Field("pork", \.pork, .flag, absent: false),
        Field("position", \.position, .int(0...100_000), absent: 0),
        Field("groups", \.groups, Shape<ID<ModifierGroup>>.id().list(0...20), absent: []),
        Field("branchPrices", \.branchPrices, BranchPrice.shape.list(0...1000), absent: []),
        Field("hiddenAt", \.hiddenAt, Shape<ID<Branch>>.id().list(0...200), absent: []))
}

/// The body that changes a product; what is left out stays, and an empty text clears.
public struct ProductChange: Shaped, Equatable {
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// The heading it stands under.
    public var category: ID<Category>?
    /// Its name by language.
    public var name: LocalText?
    /// What the menu says about it, by language.
    public var description: LocalText?
    /// Its short name on kitchen tickets.
    public var kitchenName: String?
    /// Its sizes with their prices.
    public var portions: [PortionDraft]?
    /// Its KDV class.
    public var taxClass: ID<TaxClass>?
    /// The number typed at the till.
    public var plu: String?
    /// Its EAN.
    public var barcode: String?
    /// Whether the price is for one kilogram.
    public var weighed: Bool?
    /// Whether it stands among the favourites.
    public var favorite: Bool?
    /// Usual minutes of preparation.
    public var prepMinutes: Int?
    /// The station it was meant for when its menu was imported.
    public var stationHint: String?
    /// What it contains of the 14.
    public var allergens: [Allergen]?
    /// Whether it contains alcohol.
    public var alcohol: Bool?
    /// Whether it contains pork.
    public var pork: Bool?
    /// Its place in the list, from 0.
    public var position: Int?
    /// Its option groups, in order.
    public var groups: [ID<ModifierGroup>]?
    /// Prices that differ at a branch.
    public var branchPrices: [BranchPrice]?
    /// Branches that don't have it on their menu.
    public var hiddenAt: [ID<Branch>]?

    /// A change of it as it was at `version`; nil stays as it is.
    public init(
        version: Int64, category: ID<Category>? = nil, name: LocalText? = nil, description: LocalText? = nil,
        kitchenName: String? = nil, portions: [PortionDraft]? = nil, taxClass: ID<TaxClass>? = nil,
        plu: String? = nil, barcode: String? = nil, weighed: Bool? = nil, favorite: Bool? = nil,
        prepMinutes: Int? = nil, stationHint: String? = nil, allergens: [Allergen]? = nil,
        alcohol: Bool? = nil, pork: Bool? = nil, position: Int? = nil, groups: [ID<ModifierGroup>]? = nil,
        branchPrices: [BranchPrice]? = nil, hiddenAt: [ID<Branch>]? = nil
    ) {
        self.version = version
        self.category = category
        self.name = name
        self.description = description
        self.kitchenName = kitchenName
        self.portions = portions
        self.taxClass = taxClass
        self.plu = plu
        self.barcode = barcode
        self.weighed = weighed
        self.favorite = favorite
        self.prepMinutes = prepMinutes
        self.stationHint = stationHint
        self.allergens = allergens
        self.alcohol = alcohol
        self.pork = pork
        self.position = position
        self.groups = groups
        self.branchPrices = branchPrices
        self.hiddenAt = hiddenAt
    }

    /// The wire's form.
    public static let shape = Shape<ProductChange>.object(
        "ProductChange",
        ProductChange.init(
            version:category:name:description:kitchenName:portions:taxClass:plu:barcode:weighed:favorite:
            prepMinutes:
            stationHint:allergens:alcohol:pork:position:groups:branchPrices:hiddenAt:),
        Field("version", \.version, .integer(1...1_000_000_000)),
        Field(optional: "category", \.category, .id()),
        Field(optional: "name", \.name, LocalText.shape),
        Field(optional: "description", \.description, .localText(1000)),
        Field(optional: "kitchenName", \.kitchenName, .text(0...60)),
        Field(optional: "portions", \.portions, PortionDraft.shape.list(1...20)),
        Field(optional: "taxClass", \.taxClass, .id()), Field(optional: "plu", \.plu, .codeOrNone),
        Field(optional: "barcode", \.barcode, .codeOrNone), Field(optional: "weighed", \.weighed, .flag),
        Field(optional: "favorite", \.favorite, .flag),
        Field(optional: "prepMinutes", \.prepMinutes, .int(0...600)),
        Field(optional: "stationHint", \.stationHint, .text(0...60)),
        Field(optional: "allergens", \.allergens, Shape<Allergen>.choice.list(0...14)),
        Field(optional: "alcohol", \.alcohol, .flag), Field(optional: "pork", \.pork, .flag),
        Field(optional: "position", \.position, .int(0...100_000)),
        Field(optional: "groups", \.groups, Shape<ID<ModifierGroup>>.id().list(0...20)),
        Field(optional: "branchPrices", \.branchPrices, BranchPrice.shape.list(0...1000)),
        Field(optional: "hiddenAt", \.hiddenAt, Shape<ID<Branch>>.id().list(0...200)))
}

extension Shape where Value == String {
    /// A PLU or barcode: digits, capital letters, hyphens.
    static var code: Shape { checkedCode(1...40) }

    /// The same, or an empty text that clears it.
    static var codeOrNone: Shape { checkedCode(0...40) }

    private static func checkedCode(_ length: ClosedRange<Int>) -> Shape {
        Shape<String>.text(length).map(
            to: { text in
                text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || $0 == UInt8(ascii: "-")
                } ? text : nil
            }, from: { $0 }, code: "not_a_code", message: "Digits, capital letters and hyphens are expected.")
    }
}
