public import Base
import Organizations
import struct FoundationEssentials.UUID

/// A ticket as screens and the frame `ticket.changed` have it.
public struct TicketView: Shaped, Equatable {
    /// Open while there is work or an unconfirmed void.
    public enum State: String, CaseIterable, Sendable {
        /// On the station's screen.
        case open
        /// Off it.
        case done
    }

    let id: UUID
    let version: Int64
    let station: UUID
    let check: UUID
    let label: String
    let no: Int64
    let orderType: OrderType
    let waiter: String
    let round: Int
    let placedAt: Instant
    let bumpedAt: Instant?
    let recalledAt: Instant?
    let alsoAt: [String]
    let state: State
    let items: [TicketItemView]

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
    let id: UUID
    let line: UUID
    let quantity: Quantity
    let name: String
    let modifiers: [KitchenModifier]
    let note: String?
    let allergens: [String]
    let seat: Int?
    let course: Int?
    let state: KitchenItemState
    let voidConfirmed: Bool
    let startedAt: Instant?
    let readyAt: Instant?

    /// The wire's form.
    public static let shape = Shape<TicketItemView>.object(
        "TicketItem",
        TicketItemView.init(
            id:line:quantity:name:modifiers:note:allergens:seat:course:state:voidConfirmed:startedAt:readyAt:),
        Field("id", \.id, .uuid), Field("line", \.line, .uuid), Field("quantity", \.quantity, .quantity),
        Field("name", \.name, .text(0...500)),
        Field("modifiers", \.modifiers, KitchenModifier.shape.list(0...200)),
        Field(optional: "note", \.note, .text(0...500)),
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
            data: TicketView.shape.encode(view), station: station.description)
    }
}

extension KitchenItem {
    var view: TicketItemView {
        TicketItemView(
            id: id.raw, line: line, quantity: quantity, name: name, modifiers: modifiers, note: note,
            allergens: allergens, seat: seat, course: course, state: state,
            voidConfirmed: voidConfirmedAt != nil,
            startedAt: startedAt, readyAt: readyAt)
    }
}

/// What a kitchen screen begins with: open tickets and those finished lately, and where the branch's stream stands.
public struct KitchenView: Shaped, Equatable {
    let tickets: [TicketView]
    let seq: Int64

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
