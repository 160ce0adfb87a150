public import Base
import Organizations
public import struct FoundationEssentials.UUID

/// A ticket as screens and the frame `ticket.changed` have it.
public struct TicketView: Shaped, Equatable {
    /// Open while there is work or an unconfirmed void.
    public enum State: String, CaseIterable, Sendable {
        /// On the station's screen.
        case open
        /// Off it.
        case done
    }

    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// The station that cooks it.
    public let station: UUID
    /// The check it belongs to.
    public let check: UUID
    /// The table's name, or # and a number.
    public let label: String
    /// The check's number.
    public let no: Int64
    /// How the guest takes it.
    public let orderType: OrderType
    /// Who sent it.
    public let waiter: String
    /// The check's round.
    public let round: Int
    /// When its work began to count.
    public let placedAt: Instant
    /// When its last dish was done.
    public let bumpedAt: Instant?
    /// When it was last called back.
    public let recalledAt: Instant?
    /// Names of the other stations of this round.
    public let alsoAt: [String]
    /// How it stands.
    public let state: State
    /// The entries.
    public let items: [TicketItemView]

    /// The wire's form.
    public static let shape = Shape<TicketView>.object(
        "Ticket",
        TicketView.init(
            id:version:station:check:label:no:orderType:waiter:round:placedAt:bumpedAt:recalledAt:alsoAt:
            state:items:),
        Field("id", \.id, .uuid), Field("version", \.version, .integer(1...1_000_000_000)),
        Field("station", \.station, .uuid), Field("check", \.check, .uuid),
        Field("label", \.label, .text(0...80), "The table's name, or # and a number."),
        Field("no", \.no, .integer(0...1_000_000_000_000), "The check's number."),
        Field("orderType", \.orderType, .choice), Field("waiter", \.waiter, .text(0...200)),
        Field("round", \.round, .int(1...100_000)), Field("placedAt", \.placedAt, .instant),
        Field(optional: "bumpedAt", \.bumpedAt, .instant),
        Field(optional: "recalledAt", \.recalledAt, .instant),
        Field(
            "alsoAt", \.alsoAt, Shape<String>.text(0...200).list(0...50),
            "Names of the other stations of this round."),
        Field("state", \.state, .choice), Field("items", \.items, TicketItemView.shape.list(0...1000)))
}

/// A dish on a ticket, as screens have it.
public struct TicketItemView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// The check's line.
    public let line: UUID
    /// How much.
    public let quantity: Quantity
    /// Its name by language.
    public let name: String
    /// What is added, left out or chosen.
    public let modifiers: [KitchenModifier]
    /// What the guest asked for.
    public let note: String?
    /// What the guest must not get.
    public let allergy: String?
    /// What it contains of the 14.
    public let allergens: [String]
    /// The guest's seat.
    public let seat: Int?
    /// The course.
    public let course: Int?
    /// How it stands.
    public let state: KitchenItemState
    /// Whether the station has seen that it was cancelled.
    public let voidConfirmed: Bool
    /// When a cook began.
    public let startedAt: Instant?
    /// When it was done.
    public let readyAt: Instant?

    /// The wire's form.
    public static let shape = Shape<TicketItemView>.object(
        "TicketItem",
        TicketItemView.init(
            id:line:quantity:name:modifiers:note:allergy:allergens:seat:course:state:voidConfirmed:startedAt:
            readyAt:),
        Field("id", \.id, .uuid), Field("line", \.line, .uuid), Field("quantity", \.quantity, .quantity),
        Field("name", \.name, .text(0...500)),
        Field("modifiers", \.modifiers, KitchenModifier.list),
        Field(optional: "note", \.note, .text(0...500)),
        Field(optional: "allergy", \.allergy, .text(0...500), "What the guest must not get."),
        Field("allergens", \.allergens, Shape<String>.text(0...40).list(0...14)),
        Field(optional: "seat", \.seat, .int(0...999)),
        Field(optional: "course", \.course, .int(0...99)), Field("state", \.state, .choice),
        Field("voidConfirmed", \.voidConfirmed, .flag, "Whether the station has seen that it was cancelled."),
        Field(optional: "startedAt", \.startedAt, .instant), Field(optional: "readyAt", \.readyAt, .instant))
}

extension KitchenTicket {
    /// The wire's form of it.
    public var view: TicketView {
        TicketView(
            id: id.raw, version: version, station: station.raw, check: check, label: label, no: no,
            orderType: orderType, waiter: waiter, round: round, placedAt: placedAt, bumpedAt: bumpedAt,
            recalledAt: recalledAt, alsoAt: alsoAt, state: isDone ? .done : .open, items: items.map(\.view))
    }

    /// The frame that shows it to its branch.
    var frame: Frame {
        Frame(
            branch: branch, type: "ticket.changed", entity: "ticket", id: id.raw, version: version,
            text: TicketView.shape.text(of: view), station: station.description)
    }
}

extension KitchenItem {
    var view: TicketItemView {
        TicketItemView(
            id: id.raw, line: line, quantity: quantity, name: name, modifiers: modifiers, note: note,
            allergy: allergy, allergens: allergens, seat: seat, course: course, state: state,
            voidConfirmed: voidConfirmedAt != nil,
            startedAt: startedAt, readyAt: readyAt)
    }
}

/// What a kitchen screen begins with: open tickets and those finished lately, and where the branch's stream
/// stands.
public struct KitchenView: Shaped, Equatable {
    /// Open tickets, and those finished lately.
    public let tickets: [TicketView]
    /// Where the branch's stream stood.
    public let seq: Int64

    /// Tickets as of a stream position.
    public init(tickets: [TicketView], seq: Int64) {
        self.tickets = tickets
        self.seq = seq
    }

    /// The wire's form.
    public static let shape = Shape<KitchenView>.object(
        "Kitchen", KitchenView.init(tickets:seq:),
        Field("tickets", \.tickets, TicketView.shape.list(0...5000)),
        Field("seq", \.seq, .integer(0...9_007_199_254_740_991)))
}
