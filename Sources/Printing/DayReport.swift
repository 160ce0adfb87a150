public import Base

/// The figures of a business day on paper: X (so far, any time) or Z (closed, numbered, for ever).
public struct DayReport: Sendable, Equatable {
    /// The Z report's number; nil for an X.
    public var no: Int64?
    /// The venue's name and other lines.
    public var header: [String]
    /// The day.
    public var businessDay: Day
    /// When it was printed or closed.
    public var at: LocalTime
    /// Who asked.
    public var by: String
    /// The currency of all amounts.
    public var currency: Currency
    /// How many checks were closed.
    public var checks: Int64
    /// How many guests.
    public var guests: Int64
    /// Sales before discounts and comps.
    public var gross: Int64
    /// Discounts, above zero.
    public var discounts: Int64
    /// Given away at its price, above zero.
    public var comps: Int64
    /// How many lines were voided.
    public var voidCount: Int64
    /// What they would have cost.
    public var voidAmount: Int64
    /// What was sold, KDV included.
    public var net: Int64
    /// KDV per rate, summed over fiscal documents.
    public var kdv: [KDVGroup]
    /// How it was paid.
    public var tenders: [Tender]
    /// All tips.
    public var tips: Int64
    /// The drawers' cash.
    public var cash: Cash?
    /// Sales per person.
    public var people: [Share]
    /// Sales per category.
    public var categories: [Share]
    /// Whether it was printed before: it says KOPYA.
    public var isCopy: Bool

    /// A kind of payment.
    public struct Tender: Sendable, Equatable {
        /// Its kind.
        public var kind: CheckReceipt.Tender.Kind
        /// Whose.
        public var name: String?
        /// How many.
        public var count: Int64
        /// How much of the goods.
        public var amount: Int64
        /// Given back, above zero.
        public var refunds: Int64

        /// A kind of payment.
        public init(
            kind: CheckReceipt.Tender.Kind, name: String? = nil, count: Int64, amount: Int64,
            refunds: Int64 = 0
        ) {
            self.kind = kind
            self.name = name
            self.count = count
            self.amount = amount
            self.refunds = refunds
        }
    }

    /// The drawers.
    public struct Cash: Sendable, Equatable {
        /// Put in at the start.
        public var float: Int64
        /// Taken, less given back.
        public var sales: Int64
        /// Put in.
        public var payIn: Int64
        /// Taken out.
        public var payOut: Int64
        /// What must be there.
        public var expected: Int64
        /// What was counted; nil while a drawer is open.
        public var counted: Int64?

        /// The drawers.
        public init(float: Int64, sales: Int64, payIn: Int64, payOut: Int64, expected: Int64, counted: Int64?)
        {
            self.float = float
            self.sales = sales
            self.payIn = payIn
            self.payOut = payOut
            self.expected = expected
            self.counted = counted
        }
    }

    /// A part of the sales.
    public struct Share: Sendable, Equatable {
        /// Whose or which.
        public var name: String
        /// Checks of a person; pieces of a category.
        public var count: String
        /// How much.
        public var amount: Int64

        /// A part.
        public init(name: String, count: String, amount: Int64) {
            self.name = name
            self.count = count
            self.amount = amount
        }
    }

    /// A day's figures.
    public init(
        no: Int64?, header: [String], businessDay: Day, at: LocalTime, by: String, currency: Currency,
        checks: Int64,
        guests: Int64, gross: Int64, discounts: Int64, comps: Int64, voidCount: Int64, voidAmount: Int64,
        net: Int64,
        kdv: [KDVGroup], tenders: [Tender], tips: Int64, cash: Cash?, people: [Share] = [],
        categories: [Share] = [],
        isCopy: Bool = false
    ) {
        self.no = no
        self.header = header
        self.businessDay = businessDay
        self.at = at
        self.by = by
        self.currency = currency
        self.checks = checks
        self.guests = guests
        self.gross = gross
        self.discounts = discounts
        self.comps = comps
        self.voidCount = voidCount
        self.voidAmount = voidAmount
        self.net = net
        self.kdv = kdv
        self.tenders = tenders
        self.tips = tips
        self.cash = cash
        self.people = people
        self.categories = categories
        self.isCopy = isCopy
    }
}
