public import Base
public import Organizations

/// Something sold: a latte, a plate of köfte, a packet of bread. It always has at least one portion with a
/// price.
public struct Product: Sendable, Hashable {
    /// Its identity.
    public let id: ID<Product>
    /// The heading it stands under.
    public let category: ID<Category>
    /// Its name by language.
    public let name: LocalText
    /// What the menu says about it, by language.
    public let description: LocalText
    /// The short name on kitchen tickets; nil: the Turkish name.
    public let kitchenName: String?
    /// Its sizes with their prices, the first one first; one of them is the default.
    public let portions: [Portion]
    /// Which KDV class it belongs to.
    public let taxClass: ID<TaxClass>
    /// The number typed at the till (price look-up).
    public let plu: String?
    /// Its EAN, scanned at the till.
    public let barcode: String?
    /// Whether it is sold by weight: the price is for one kilogram.
    public let weighed: Bool
    /// Whether it stands under "Favoriler" at the till.
    public let favorite: Bool
    /// Usual minutes of preparation, for the kitchen's ageing.
    public let prepMinutes: Int
    /// The name of the station it was meant for when its menu was imported; routing itself is the kitchen's.
    public let stationHint: String?
    /// What it contains of the 14.
    public let allergens: [Allergen]
    /// Whether it contains alcohol (must be disclosed in Turkey).
    public let containsAlcohol: Bool
    /// Whether it contains pork (must be disclosed in Turkey).
    public let containsPork: Bool
    /// Its place within the category, from 0.
    public let position: Int
    /// The option groups asked for when it is ordered, in order.
    public let groups: [ID<ModifierGroup>]
    /// Whether it is off the menu for good.
    public let archived: Bool
    /// Counts its changes.
    public let version: Int64

    /// The portion meant when none is named.
    public var defaultPortion: Portion? { portions.first(where: \.isDefault) ?? portions.first }
}

/// One size of a product and its price.
public struct Portion: Sendable, Hashable {
    /// Its identity.
    public let id: ID<Portion>
    /// Its name by language; empty when the product has only one size.
    public let name: LocalText
    /// Minor units for one piece or kilogram, KDV inside.
    public let price: Int64
    /// Whether it is meant when none is named.
    public let isDefault: Bool
    /// Its place in the list, from 0.
    public let position: Int
}

/// A portion's price that differs at one branch.
public struct BranchPrice: Sendable, Hashable {
    /// The branch.
    public let branch: ID<Branch>
    /// The portion.
    public let portion: ID<Portion>
    /// Minor units there instead of the usual price.
    public let price: Int64

    /// Another price at a branch.
    public init(branch: ID<Branch>, portion: ID<Portion>, price: Int64) {
        self.branch = branch
        self.portion = portion
        self.price = price
    }
}
