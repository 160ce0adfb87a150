public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// What one station has to do for one round of a check. It outlives moves, merges, splits and payment
/// unchanged (I11).
public struct KitchenTicket: Sendable, Hashable {
    /// Its identity.
    public let id: ID<KitchenTicket>
    /// The branch.
    public let branch: ID<Branch>
    /// The station that cooks it.
    public let station: ID<Station>
    /// The check it belongs to now.
    public internal(set) var check: UUID
    /// What the pass calls it: a table's name, or # and a number.
    public internal(set) var label: String
    /// The check's number.
    public internal(set) var no: Int64
    /// How the guest takes it.
    public let orderType: OrderType
    /// Who sent it.
    public let waiter: String
    /// The check's round, from 1.
    public let round: Int
    /// The held course it is for; 0: none.
    public let course: Int
    /// When its work began to count: sent, or for a held course fired.
    public internal(set) var placedAt: Instant
    /// When its last dish was done; nil while it is open.
    public internal(set) var bumpedAt: Instant?
    /// When it was last called back.
    public internal(set) var recalledAt: Instant?
    /// Names of the other stations that cook for the same round.
    public let alsoAt: [String]
    /// Counts its changes.
    public internal(set) var version: Int64
    /// Its dishes in order.
    public internal(set) var items: [KitchenItem]

    /// Whether the station is done with it: no work left, and no void unconfirmed.
    public var isDone: Bool { items.allSatisfy { !$0.state.isWork && !$0.awaitsConfirmation } }
}

/// A dish of a ticket: one line of the check, or the part of it that stands at one state.
public struct KitchenItem: Sendable, Hashable {
    /// Its identity.
    public internal(set) var id: ID<KitchenItem>
    /// The check's line.
    public let line: UUID
    /// The product.
    public let product: UUID
    /// How much; parts that split off add up to what was sent.
    public internal(set) var quantity: Quantity
    /// The kitchen's name for it.
    public let name: String
    /// What is added, left out or chosen.
    public let modifiers: [KitchenModifier]
    /// What the guest asked for.
    public let note: String?
    /// What the guest must not get.
    public let allergy: String?
    /// What the cook must know of the 14 allergens.
    public let allergens: [String]
    /// The guest's seat.
    public let seat: Int?
    /// The course.
    public let course: Int?
    /// Where it stands.
    public internal(set) var state: KitchenItemState
    /// When a cook began.
    public internal(set) var startedAt: Instant?
    /// When it was done.
    public internal(set) var readyAt: Instant?
    /// When it was carried out.
    public internal(set) var servedAt: Instant?
    /// When it was cancelled.
    public internal(set) var voidedAt: Instant?
    /// When the station confirmed that.
    public internal(set) var voidConfirmedAt: Instant?
    /// Its place on the ticket.
    public let position: Int

    /// Whether it is shown struck until the station confirms.
    public var awaitsConfirmation: Bool { state == .voided && voidConfirmedAt == nil }
}

/// A change to a dish as the ticket shows it.
public struct KitchenModifier: Sendable, Hashable, Shaped {
    /// How it is shown.
    public enum Kind: String, CaseIterable, Sendable, SQLValue {
        /// With +.
        case add
        /// With −, in red.
        case remove
        /// As it is.
        case plain
    }

    /// The kitchen's text.
    public let text: String
    /// Added, left out or chosen.
    public let kind: Kind

    /// A change.
    public init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }

    /// The wire's form.
    public static let shape = Shape<KitchenModifier>.object(
        "KitchenModifier", { KitchenModifier($0, $1) }, Field("text", \.text, .text(0...200)),
        Field("kind", \.kind, .choice))
    /// Those of one dish.
    static let list = shape.list(0...200)
}
