public import Base
public import Organizations

/// A price that holds at certain hours: happy hour. It is a row of a price list and decides when a line is
/// added; the line then keeps its price (restaurant money rule 10).
public struct PriceRule: Sendable, Hashable {
    /// What the rule makes of the usual price.
    public enum Effect: Sendable, Hashable {
        /// That many basis points less (2500 = 25 % off).
        case percentOff(Int64)
        /// This price in minor units instead.
        case price(Int64)
    }

    /// Its identity.
    public let id: ID<PriceRule>
    /// The price list it belongs to.
    public let list: ID<PriceList>
    /// Bit 0 Monday … bit 6 Sunday: the days on which its window begins.
    public let weekdays: Int
    /// Second of the local day at which it begins, inclusive.
    public let fromSecond: Int
    /// Second of the local day at which it ends, exclusive; not after `fromSecond`: it ends on the next day.
    public let toSecond: Int
    /// The only branch it is for; nil: all.
    public let branch: ID<Branch>?
    /// The only order type it is for; nil: all.
    public let orderType: OrderType?
    /// The only product it is for; nil: see `category`.
    public let product: ID<Product>?
    /// The only category it is for; nil, with no product: the whole menu.
    public let category: ID<Category>?
    /// The larger one wins when several hold.
    public let priority: Int
    /// What it does.
    public let effect: Effect

    /// What is sold, where and when, as far as rules ask for it.
    public struct Sale: Sendable {
        let product: ID<Product>
        let category: ID<Category>
        let branch: ID<Branch>
        let orderType: OrderType
        let local: LocalTime

        /// A sale at a branch's local time.
        public init(
            product: ID<Product>, category: ID<Category>, branch: ID<Branch>, orderType: OrderType,
            local: LocalTime
        ) {
            self.product = product
            self.category = category
            self.branch = branch
            self.orderType = orderType
            self.local = local
        }
    }

    /// MENU-001 The rule of the highest priority that holds at the sale's local time sets the price; its end
    /// is exclusive.
    ///
    /// - Returns: the price in minor units (half up), and the rule that made it; nil when the usual price
    ///   stands.
    public static func price(
        of usual: Int64, for sale: Sale, under rules: [PriceRule]
    ) throws(MoneyFault) -> (price: Int64, rule: ID<PriceRule>?) {
        let holding = rules.filter { $0.holds(for: sale) }
        guard let winner = holding.max(by: { $0.precedence < $1.precedence }) else { return (usual, nil) }
        switch winner.effect {
        case .price(let price): return (price, winner.id)
        case .percentOff(let points):
            return (try usual.scaled(by: 10_000 - points, over: 10_000, rounding: .halfUp), winner.id)
        }
    }

    /// Priority first, then the narrower rule, then the older one.
    private var precedence: (Int, Int, String) {
        (priority, product != nil ? 2 : category != nil ? 1 : 0, id.description)
    }

    func holds(for sale: Sale) -> Bool {
        guard branch == nil || branch == sale.branch, orderType == nil || orderType == sale.orderType,
            product == nil || product == sale.product, category == nil || category == sale.category
        else { return false }
        return isOpen(at: sale.local)
    }

    /// Whether its window is open at a local time, whatever is sold.
    func isOpen(at local: LocalTime) -> Bool {
        let second = Int(local.microseconds / 1_000_000)
        if fromSecond < toSecond {
            return begins(on: local.day) && second >= fromSecond && second < toSecond
        }
        return begins(on: local.day) && second >= fromSecond
            || begins(on: local.day.advanced(by: -1)) && second < toSecond
    }

    private func begins(on day: Day) -> Bool { weekdays & (1 << (day.weekday - 1)) != 0 }
}

/// Rules that are switched on and off together: "Mutlu saatler".
public struct PriceList: Sendable, Hashable {
    /// Its identity.
    public let id: ID<PriceList>
    /// Its name by language.
    public let name: LocalText
    /// Whether its rules hold.
    public let active: Bool
    /// Counts its changes.
    public let version: Int64
}
