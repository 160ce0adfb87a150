public import Base
public import struct FoundationEssentials.UUID

/// What one piece of a product costs now, with everything that a check line keeps of the menu (money rule
/// 10).
public struct PricedProduct: Sendable, Hashable {
    /// The product.
    public let product: ID<Product>
    /// The size of it.
    public let portion: ID<Portion>
    /// Its category.
    public let category: ID<Category>
    /// Its name by language, with the portion's where the product has several.
    public let name: LocalText
    /// Its name on kitchen tickets.
    public let kitchenName: String
    /// Minor units of one piece (or kilogram) without options, KDV inside.
    public let unitPrice: Int64
    /// The chosen options; one that is partly free comes twice.
    public let options: [PricedOption]
    /// KDV in basis points.
    public let taxRate: Int64
    /// What it contains of the 14.
    public let allergens: [Allergen]
    /// Its EAN.
    public let barcode: String?
    /// The price rule that made the unit price; nil: the usual price.
    public let priceRule: ID<PriceRule>?

    /// One piece with its options, in minor units.
    public var pieceWithOptions: Int64 {
        get throws(MoneyFault) {
            var sum = unitPrice
            for option in options {
                sum = try sum.plus(option.price.scaled(by: Int64(option.count), over: 1, rounding: .down))
            }
            return sum
        }
    }

    /// What selling that much of it takes from counted stock: the product itself, and its options by their
    /// multiples.
    public func demands(for quantity: Quantity) throws(MoneyFault) -> [AvailabilityDemand] {
        var demands = [AvailabilityDemand(subject: product.raw, quantity: quantity)]
        for option in options {
            let thousandths = try quantity.times(Int64(option.count) * 1000)
            demands.append(
                AvailabilityDemand(subject: option.id.raw, quantity: Quantity(thousandths: thousandths)))
        }
        return demands
    }
}

/// A chosen option with its price.
public struct PricedOption: Sendable, Hashable {
    /// The option.
    public let id: ID<ModifierOption>
    /// Its name by language.
    public let name: LocalText
    /// Its text on kitchen tickets.
    public let kitchenText: String
    /// Adds, removes or chooses.
    public let kind: ModifierOption.Kind
    /// Minor units of one of it; 0 when its group gives it free.
    public let price: Int64
    /// How many of it go with one piece.
    public let count: Int
}

/// So much of a product or option is asked for.
public struct AvailabilityDemand: Sendable, Hashable {
    /// The product's or the option's id.
    public let subject: UUID
    /// How much.
    public let quantity: Quantity

    /// A demand.
    public init(subject: UUID, quantity: Quantity) {
        self.subject = subject
        self.quantity = quantity
    }
}
