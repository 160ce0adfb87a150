public import Base

/// The printed price list that a guest may ask for, dated (Fiyat Etiketi Yönetmeliği; RG 33044 of 11 October
/// 2025).
public struct PriceList: Sendable, Equatable {
    /// The venue's name and other lines.
    public var header: [String]
    /// The day its prices hold from.
    public var day: Day
    /// The currency of the prices.
    public var currency: Currency
    /// The categories in their order.
    public var categories: [Category]

    /// A part of the list.
    public struct Category: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// What it holds.
        public var products: [Product]

        /// A part.
        public init(name: String, products: [Product]) {
            self.name = name
            self.products = products
        }
    }

    /// Something to buy.
    public struct Product: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its price, KDV included.
        public var price: Int64
        /// Allergens by name; food law wants them told.
        public var allergens: [String]
        /// Whether it contains alcohol.
        public var alcohol: Bool
        /// Whether it contains pork.
        public var pork: Bool

        /// Something to buy.
        public init(
            name: String, price: Int64, allergens: [String] = [], alcohol: Bool = false, pork: Bool = false
        ) {
            self.name = name
            self.price = price
            self.allergens = allergens
            self.alcohol = alcohol
            self.pork = pork
        }
    }

    /// A price list.
    public init(header: [String], day: Day, currency: Currency, categories: [Category]) {
        self.header = header
        self.day = day
        self.currency = currency
        self.categories = categories
    }

    /// The document in a language.
    public func receipt(in say: ReceiptLanguage) -> Receipt {
        var blocks: [ReceiptBlock] = []
        if let name = header.first { blocks.append(.text(name, .tall, .center)) }
        blocks += header.dropFirst().map { .text($0, .plain, .center) }
        blocks.append(.text(say(.priceList), .bold, .center))
        blocks.append(.pair(say(.validFrom), LocalTime(day: day, microseconds: 0).dayText))
        for category in categories {
            blocks += [.rule, .text(category.name, .bold)]
            for product in category.products {
                blocks.append(.pair(product.name, say.amount(product.price, currency)))
                let told =
                    product.allergens + (product.alcohol ? [say(.alcohol)] : [])
                    + (product.pork ? [say(.pork)] : [])
                if !told.isEmpty { blocks.append(.text("  (\(told.joined(separator: ", ")))")) }
            }
        }
        blocks += [.rule, .text(say(.pricesInclude), .plain, .center)]
        return Receipt(kind: .priceList, language: say, blocks: blocks)
    }
}
