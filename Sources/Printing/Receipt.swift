/// A printed document as a list of blocks: the one model that paper, browser and PDF are made from.
///
/// It holds texts only; what they say is decided by the documents (`CheckReceipt`, `KitchenSlip`,
/// `DayReport`,
/// `PriceList`), how they look by the back ends (`ESCPOS`, `ReceiptHTML`, `ReceiptPDF`).
public struct Receipt: Sendable, Equatable {
    /// What kind of document.
    public enum Kind: String, CaseIterable, Sendable {
        /// Adisyon: what the guest owes.
        case bill
        /// What the guest paid.
        case payment
        /// What a kitchen station prepares.
        case kitchen
        /// The day so far.
        case xReport = "x_report"
        /// The closed day.
        case zReport = "z_report"
        /// What things cost, with a date.
        case priceList = "price_list"
        /// Every letter a printer must know.
        case testPage = "test_page"
    }

    /// What kind of document.
    public let kind: Kind
    /// The language of its words.
    public let language: ReceiptLanguage
    /// What stands on it, from top to bottom.
    public let blocks: [ReceiptBlock]

    /// A document.
    public init(kind: Kind, language: ReceiptLanguage, blocks: [ReceiptBlock]) {
        self.kind = kind
        self.language = language
        self.blocks = blocks
    }
}

/// A part of a document.
public enum ReceiptBlock: Sendable, Equatable {
    /// A text of its own, wrapped at words.
    case text(String, ReceiptStyle = .plain, ReceiptAlignment = .left)
    /// A name at the left and a value at the right edge.
    case pair(String, String, ReceiptStyle = .plain)
    /// A line of goods with what belongs to it.
    case item(ReceiptItem)
    /// Rows of equal columns: the first column at the left, the others at the right; the first row is the
    /// heading.
    case table([[String]])
    /// A line across.
    case rule
    /// An empty line.
    case space
}

/// How a text stands out.
public enum ReceiptStyle: String, CaseIterable, Sendable {
    /// Not at all.
    case plain
    /// Bold.
    case bold
    /// Bold and twice as high.
    case tall
    /// Bold, twice as high and twice as wide.
    case large
}

/// Where a text stands.
public enum ReceiptAlignment: String, CaseIterable, Sendable {
    /// At the left edge.
    case left
    /// In the middle.
    case center
}

/// A line of goods: quantity × name … amount, and what belongs to it.
public struct ReceiptItem: Sendable, Equatable {
    /// How much, such as `2` or `0,35`.
    public let quantity: String
    /// What.
    public let name: String
    /// What it costs; nil on a kitchen ticket.
    public let amount: String?
    /// Options, notes, discounts: indented under it, each perhaps with an amount of its own.
    public let details: [Detail]
    /// Whether it is taken back.
    public let struck: Bool
    /// How it stands out.
    public let style: ReceiptStyle

    /// A line of goods.
    public init(
        quantity: String, name: String, amount: String?, details: [Detail] = [], struck: Bool = false,
        style: ReceiptStyle = .plain
    ) {
        self.quantity = quantity
        self.name = name
        self.amount = amount
        self.details = details
        self.struck = struck
        self.style = style
    }

    /// Something under a line of goods.
    public struct Detail: Sendable, Equatable {
        /// What.
        public let text: String
        /// What it costs or takes off; nil for nothing.
        public let amount: String?

        /// A detail.
        public init(_ text: String, _ amount: String? = nil) {
            self.text = text
            self.amount = amount
        }
    }
}
