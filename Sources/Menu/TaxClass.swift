public import Base

/// Goods that are taxed alike: food service, alcohol, packaged food. Its rates are dated, per jurisdiction.
public struct TaxClass: Sendable, Hashable {
    /// Its identity.
    public let id: ID<TaxClass>
    /// A stable short name: `food`, `alcohol`, `packaged`.
    public let code: String
    /// Its name by language.
    public let name: LocalText
    /// Its rates, the earliest first.
    public let rates: [TaxRate]

    /// The rate in force on a day, in basis points (1000 = 10 %); nil when none is.
    ///
    /// The latest rate that has begun wins; of two that began on one day, the one for this order type.
    public func rate(in jurisdiction: String, on day: Day, for orderType: OrderType) -> Int64? {
        let begun = rates.filter {
            $0.jurisdiction == jurisdiction && $0.validFrom <= day
                && ($0.orderType == nil || $0.orderType == orderType)
        }
        return begun.max {
            ($0.validFrom, $0.orderType == nil ? 0 : 1) < ($1.validFrom, $1.orderType == nil ? 0 : 1)
        }?
        .basisPoints
    }
}

/// A KDV rate and its first day.
public struct TaxRate: Sendable, Hashable {
    /// ISO 3166 country of the law: `TR`.
    public let jurisdiction: String
    /// The only order type it is for; nil: all.
    public let orderType: OrderType?
    /// The first day it holds.
    public let validFrom: Day
    /// Hundredths of a percent: 1000 = 10 %.
    public let basisPoints: Int64

    /// A dated rate.
    public init(jurisdiction: String, orderType: OrderType? = nil, validFrom: Day, basisPoints: Int64) {
        self.jurisdiction = jurisdiction
        self.orderType = orderType
        self.validFrom = validFrom
        self.basisPoints = basisPoints
    }
}
