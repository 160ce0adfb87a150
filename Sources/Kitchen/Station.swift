public import Base
public import Organizations
public import struct FoundationEssentials.UUID

/// A place in the kitchen that has a screen of its own: grill, oven, cold kitchen, bar.
public struct Station: Sendable, Hashable {
    /// Its identity.
    public let id: ID<Station>
    /// The branch it stands in.
    public let branch: ID<Branch>
    /// Its name by language.
    public let name: LocalText
    /// Minutes after which a ticket turns yellow.
    public let warnMinutes: Int
    /// Minutes after which it turns red.
    public let lateMinutes: Int
    /// Minutes within which a finished ticket can be called back.
    public let recallMinutes: Int
    /// How many of the last finished tickets can be called back.
    public let recallLast: Int
    /// Its place among the stations, from 0.
    public let position: Int
    /// Whether it has asked for a pause; screens show it, tickets still arrive.
    public let paused: Bool
    /// Counts its changes.
    public let version: Int64

    /// Default minutes to yellow and red.
    public static let usualWarnMinutes = 5, usualLateMinutes = 8
    /// Default limits of calling back.
    public static let usualRecallMinutes = 60, usualRecallLast = 20
}

/// Which station cooks what: a product's rule before its category's, before the branch's default.
public struct RoutingRule: Sendable, Hashable {
    /// The station.
    public let station: ID<Station>
    /// The only product it is for; nil: see `category`.
    public let product: UUID?
    /// The only category it is for; nil, with no product: the branch's default.
    public let category: UUID?
    /// The only order type it is for; nil: all.
    public let orderType: OrderType?

    /// A rule.
    public init(
        station: ID<Station>, product: UUID? = nil, category: UUID? = nil, orderType: OrderType? = nil
    ) {
        self.station = station
        self.product = product
        self.category = category
        self.orderType = orderType
    }

    /// KIT-002 Product before category before default; among those, the one for this order type first.
    public static func station(
        for product: UUID, in category: UUID, _ orderType: OrderType, under rules: [RoutingRule]
    ) -> ID<Station>? {
        let fitting = rules.filter {
            ($0.product == nil || $0.product == product) && ($0.category == nil || $0.category == category)
                && ($0.orderType == nil || $0.orderType == orderType)
        }
        return fitting.max { $0.precedence < $1.precedence }?.station
    }

    private var precedence: (Int, Int, String) {
        (product != nil ? 2 : category != nil ? 1 : 0, orderType != nil ? 1 : 0, station.description)
    }
}
