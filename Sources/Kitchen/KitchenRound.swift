public import Base
public import Organizations
public import struct FoundationEssentials.UUID

/// What a check sends to the kitchen at once. Check, line, product and category are foreign: the kitchen
/// knows their ids only.
public struct KitchenRound: Sendable {
    /// The branch.
    public let branch: ID<Branch>
    /// The check.
    public let check: UUID
    /// The check's number.
    public let no: Int64
    /// The check's round, from 1; each is placed once.
    public let round: Int
    /// What the pass calls it: the table's name, or # and the number.
    public let label: String
    /// How the guest takes it.
    public let orderType: OrderType
    /// Who sends it.
    public let waiter: String
    /// The lines, in their order.
    public let lines: [KitchenLine]

    /// A round.
    public init(
        branch: ID<Branch>, check: UUID, no: Int64, round: Int, label: String, orderType: OrderType,
        waiter: String,
        lines: [KitchenLine]
    ) {
        self.branch = branch
        self.check = check
        self.no = no
        self.round = round
        self.label = label
        self.orderType = orderType
        self.waiter = waiter
        self.lines = lines
    }
}

/// One line of a round.
public struct KitchenLine: Sendable {
    /// The check's line.
    public let line: UUID
    /// The product, for routing.
    public let product: UUID
    /// Its category, for routing.
    public let category: UUID
    /// How much.
    public let quantity: Quantity
    /// The kitchen's name for it.
    public let name: String
    /// What is added, left out or chosen.
    public let modifiers: [KitchenModifier]
    /// What the guest asked for.
    public let note: String?
    /// What the guest must not get.
    public let allergy: String?
    /// What it contains of the 14 allergens.
    public let allergens: [String]
    /// The guest's seat.
    public let seat: Int?
    /// The course.
    public let course: Int?
    /// Whether its course isn't fired yet; only then `course` divides tickets.
    public let held: Bool

    /// A line.
    public init(
        line: UUID, product: UUID, category: UUID, quantity: Quantity, name: String,
        modifiers: [KitchenModifier] = [], note: String? = nil, allergy: String? = nil,
        allergens: [String] = [], seat: Int? = nil, course: Int? = nil, held: Bool = false
    ) {
        self.line = line
        self.product = product
        self.category = category
        self.quantity = quantity
        self.name = name
        self.modifiers = modifiers
        self.note = note
        self.allergy = allergy
        self.allergens = allergens
        self.seat = seat
        self.course = course
        self.held = held
    }
}
