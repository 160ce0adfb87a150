public import Base
public import Organizations

/// The time between putting the float into a drawer and counting it: one at a time per drawer (I7).
public struct DrawerSession: Sendable, Equatable {
    /// Its id, made by the till.
    public let id: ID<DrawerSession>
    /// Whose.
    public let organization: ID<Organization>
    /// The branch.
    public let branch: ID<Branch>
    /// The drawer.
    public let drawer: ID<Drawer>
    /// Where it stands.
    public let state: DrawerSessionState
    /// The business day it was opened in; its Z report shows it.
    public let businessDay: Day
    /// The currency of its cash.
    public let currency: Currency
    /// What was put in at the start, in minor units.
    public let float: Int64
    /// When it was opened.
    public let openedAt: Instant
    /// By whom.
    public let openedBy: ID<Person>?
    /// Their name then.
    public let openedByName: String
    /// What was counted; nil before the count.
    public let counted: Int64?
    /// The notes and coins counted; empty when only an amount was given.
    public let denominations: [Denomination]
    /// Whether the count was taken back once.
    public let recounted: Bool
    /// What had to be in it; nil before it is closed, so that nobody counts towards it.
    public let expected: Int64?
    /// When it was closed.
    public let closedAt: Instant?
    /// Grows by one with each change.
    public let version: Int64

    /// Counted minus expected: negative when cash is missing; nil before it is closed.
    public var variance: Int64? {
        guard let counted, let expected else { return nil }
        return counted - expected
    }
}

/// Notes or coins of one value.
public struct Denomination: Sendable, Equatable {
    /// The value of one, in minor units: 20000 for a 200 lira note.
    public let value: Int64
    /// How many.
    public let count: Int64

    /// So many of one value.
    public init(value: Int64, count: Int64) {
        self.value = value
        self.count = count
    }

    /// What they are worth together.
    static func sum(_ denominations: [Denomination]) throws -> Int64 {
        try denominations.reduce(Int64(0)) { sum, one in
            try sum.plus(try one.value.scaled(by: one.count, over: 1, rounding: .down))
        }
    }
}

extension Denomination: Shaped {
    /// `{value, count}`.
    public static let shape = Shape<Denomination>.object(
        "Denomination", { Denomination(value: $0, count: $1) },
        Field("value", \.value, .integer(1...100_000_000), "Minor units of one note or coin."),
        Field("count", \.count, .integer(0...1_000_000)))
}
