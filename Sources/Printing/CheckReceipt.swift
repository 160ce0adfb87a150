public import Base

/// A check on paper: the adisyon that a guest asks for, or the slip of what was paid.
///
/// It is our own slip, never the fiscal one: without a fiscal document it states so ("Mali değeri yoktur").
public struct CheckReceipt: Sendable, Equatable {
    /// Before or after the payment.
    public enum Stage: Sendable, Equatable {
        /// The adisyon: what is owed.
        case bill
        /// The slip: what was paid.
        case paid
    }

    /// Before or after the payment.
    public var stage: Stage
    /// The venue's name, then its address and other lines.
    public var header: [String]
    /// The firm's tax number.
    public var taxNumber: String?
    /// The check's number.
    public var number: String
    /// The table's name.
    public var table: String?
    /// Who served.
    public var waiter: String
    /// How many guests; nil for a quick sale.
    public var guests: Int?
    /// What calendar and clock of the venue show.
    public var at: LocalTime
    /// The currency of all amounts.
    public var currency: Currency
    /// What was ordered.
    public var lines: [Line]
    /// What was taken off the whole check: a name (nil: "discount") and an amount above zero.
    public var discounts: [Deduction]
    /// Before discounts.
    public var gross: Int64
    /// What is to be paid.
    public var total: Int64
    /// KDV inside `total`, per rate.
    public var kdv: [KDVGroup]
    /// How it was paid.
    public var tenders: [Tender]
    /// What is still to be paid.
    public var remaining: Int64
    /// The number of the fiscal receipt that goes with it.
    public var fiscalNumber: String?
    /// Whether a fiscal document goes with it; without one the slip says that it has no fiscal value.
    public var hasFiscalValue: Bool
    /// Whether it was printed before: it says KOPYA.
    public var isCopy: Bool
    /// Lines at the end.
    public var footer: [String]

    /// A line of the check.
    public struct Line: Sendable, Equatable {
        /// How much.
        public var quantity: Quantity
        /// What, in the document's language.
        public var name: String
        /// What the line costs with its options, before discounts.
        public var amount: Int64
        /// Its options; those with a price tell it.
        public var options: [Option]
        /// The guest's wish.
        public var note: String?
        /// What was taken off this line.
        public var discount: Int64
        /// Whether it is on the house.
        public var isComp: Bool

        /// A line.
        public init(
            quantity: Quantity, name: String, amount: Int64, options: [Option] = [], note: String? = nil,
            discount: Int64 = 0, isComp: Bool = false
        ) {
            self.quantity = quantity
            self.name = name
            self.amount = amount
            self.options = options
            self.note = note
            self.discount = discount
            self.isComp = isComp
        }
    }

    /// An option of a line.
    public struct Option: Sendable, Equatable {
        /// What.
        public var name: String
        /// How often.
        public var count: Int64
        /// The price of one, contained in the line's amount.
        public var price: Int64

        /// An option.
        public init(name: String, count: Int64 = 1, price: Int64 = 0) {
            self.name = name
            self.count = count
            self.price = price
        }
    }

    /// Something taken off the whole check.
    public struct Deduction: Sendable, Equatable {
        /// Its name; nil for a plain discount.
        public var name: String?
        /// Above zero.
        public var amount: Int64

        /// A deduction.
        public init(name: String? = nil, amount: Int64) {
            self.name = name
            self.amount = amount
        }
    }

    /// A way that the check was paid.
    public struct Tender: Sendable, Equatable {
        /// In what.
        public enum Kind: String, CaseIterable, Sendable {
            /// Notes and coins.
            case cash
            /// A card.
            case card
            /// A meal voucher or card.
            case voucher
            /// A card on the bank's own terminal.
            case bankCard = "bank_card"
            /// To be paid later.
            case openAccount = "open_account"
        }

        /// In what.
        public var kind: Kind
        /// Whose, such as `Multinet`, or a card's brand and last digits.
        public var name: String?
        /// What it paid of the goods.
        public var amount: Int64
        /// The tip on top.
        public var tip: Int64
        /// The cash that was handed over.
        public var tendered: Int64?
        /// The cash that went back.
        public var change: Int64
        /// What was given back later.
        public var refunded: Int64
        /// Whether nobody knows yet.
        public var isUnknown: Bool
        /// The approval code of the bank terminal's slip.
        public var approvalCode: String?

        /// A tender.
        public init(
            kind: Kind, name: String? = nil, amount: Int64, tip: Int64 = 0, tendered: Int64? = nil,
            change: Int64 = 0,
            refunded: Int64 = 0, isUnknown: Bool = false, approvalCode: String? = nil
        ) {
            self.kind = kind
            self.name = name
            self.amount = amount
            self.tip = tip
            self.tendered = tendered
            self.change = change
            self.refunded = refunded
            self.isUnknown = isUnknown
            self.approvalCode = approvalCode
        }
    }

    /// A check on paper.
    public init(
        stage: Stage, header: [String], taxNumber: String? = nil, number: String, table: String?,
        waiter: String,
        guests: Int?, at: LocalTime, currency: Currency, lines: [Line], discounts: [Deduction] = [],
        gross: Int64,
        total: Int64, kdv: [KDVGroup], tenders: [Tender] = [], remaining: Int64, fiscalNumber: String? = nil,
        hasFiscalValue: Bool = false, isCopy: Bool = false, footer: [String] = []
    ) {
        self.stage = stage
        self.header = header
        self.taxNumber = taxNumber
        self.number = number
        self.table = table
        self.waiter = waiter
        self.guests = guests
        self.at = at
        self.currency = currency
        self.lines = lines
        self.discounts = discounts
        self.gross = gross
        self.total = total
        self.kdv = kdv
        self.tenders = tenders
        self.remaining = remaining
        self.fiscalNumber = fiscalNumber
        self.hasFiscalValue = hasFiscalValue
        self.isCopy = isCopy
        self.footer = footer
    }
}
