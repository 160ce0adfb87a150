public import Base
public import Menu
public import Organizations

/// Who did something, by the name they had then.
public struct Author: Hashable, Sendable {
    /// The person; nil when a key or the system did it.
    public let person: ID<Person>?
    /// The name to show.
    public let name: String

    /// An author.
    public init(person: ID<Person>?, name: String) {
        self.person = person
        self.name = name
    }
}

/// An option that a line was ordered with, as it was priced then.
public struct LineOption: Hashable, Sendable {
    /// The option in the menu of that time.
    public let option: ID<ModifierOption>
    /// Its name then.
    public let name: LocalText
    /// What the kitchen reads.
    public let kitchenText: String
    /// Adds, removes or chooses.
    public let kind: ModifierOption.Kind
    /// Minor units for one of it; 0 when its group gives it free.
    public let price: Int64
    /// How many of it in one piece of the product.
    public let count: Int

    /// A priced option.
    public init(
        option: ID<ModifierOption>, name: LocalText, kitchenText: String, kind: ModifierOption.Kind,
        price: Int64,
        count: Int
    ) {
        self.option = option
        self.name = name
        self.kitchenText = kitchenText
        self.kind = kind
        self.price = price
        self.count = count
    }
}

/// One ordered line of a check: a snapshot of the product, so that later edits of the menu never change it.
///
/// Restaurant money rule 10.
public struct CheckLine: Hashable, Sendable {
    /// Chosen by the device that took the order.
    public let id: ID<CheckLine>
    /// Its place on the check, from 0; the lower one gets the odd kuruş of an allocation.
    public var position: Int
    /// The product ordered.
    public let product: ID<Product>
    /// Its category then.
    public let category: ID<Category>
    /// Its name then.
    public let name: LocalText
    /// What the kitchen reads.
    public let kitchenName: String
    /// Minor units for one piece without options, KDV inside.
    public let unitPrice: Int64
    /// The options chosen.
    public var options: [LineOption]
    /// What all options of one piece cost together.
    public var optionsPrice: Int64
    /// KDV in basis points.
    public let taxRate: Int64
    /// Allergens that the kitchen is told of.
    public let allergens: [String]
    /// Pieces ordered.
    public var quantity: Quantity
    /// Pieces voided of them.
    public var voided: Quantity
    /// What the voided pieces would have cost.
    public var voidedAmount: Int64
    /// Why they were voided last.
    public var voidReason: String?
    /// The guest's wish.
    public var note: String?
    /// What the guest must not get: the kitchen is warned of it.
    public var allergy: String?
    /// The guest's seat.
    public var seat: Int?
    /// The course it belongs to.
    public var course: Int?
    /// `new`, `held`, `sent` or `voided`: what the check itself knows.
    public var state: LineState
    /// How far the kitchen is with it; nil when the kitchen has nothing of it.
    public var stage: LineState?
    /// The round it was sent with.
    public var round: Int?
    /// Who added it.
    public let addedBy: Author
    /// When it was added.
    public let addedAt: Instant
    /// What was computed for it last.
    public var money: LineMoney

    /// Where the line is, as screens show it.
    public var presentState: LineState { state == .sent ? stage ?? .sent : state }

    /// Pieces that the guest still gets and pays for.
    public var active: Quantity {
        state == .voided ? .zero : Quantity(thousandths: max(0, quantity.thousandths - voided.thousandths))
    }

    /// Money rule 1: `round_half_up((unit + Σ options) × quantity)`.
    public func gross() throws(MoneyFault) -> Int64 {
        try active.times(try unitPrice.plus(optionsPrice))
    }
}

/// What one line comes to, in minor units.
public struct LineMoney: Hashable, Sendable {
    /// By rule 1, before discounts and comps.
    public var gross: Int64
    /// Its own discounts and its part of the check's.
    public var discount: Int64
    /// What was given for free.
    public var comp: Int64

    /// A line's amounts.
    public init(gross: Int64 = 0, discount: Int64 = 0, comp: Int64 = 0) {
        self.gross = gross
        self.discount = discount
        self.comp = comp
    }

    /// What the guest pays for it.
    public var net: Int64 { gross - discount - comp }
}
