import Base
public import Organizations
public import Store
import struct FoundationEssentials.UUID

/// Sends a round to the stations: one ticket per station, and one more for each course that is still held
/// there.
public enum PlaceRound {
    /// KIT-004 A round is placed whole or not at all: a product without station refuses it, naming all such
    /// products.
    static func decide(
        _ round: KitchenRound, under rules: [RoutingRule], names: [ID<Station>: LocalText], at now: Instant,
        _ surroundings: Surroundings
    ) throws(KitchenRefusal) -> [KitchenTicket] {
        var unroutable: [UUID] = []
        var pads: [Pad] = []
        for (position, line) in round.lines.enumerated() {
            guard
                let station = RoutingRule.station(
                    for: line.product, in: line.category, round.orderType, under: rules)
            else {
                unroutable.append(line.product)
                continue
            }
            guard line.quantity > .zero else { throw .invalidQuantity }
            let item = KitchenItem(line, at: position, surroundings.newID())
            let course = line.held ? max(line.course ?? 1, 1) : 0
            if let index = pads.firstIndex(where: { $0.station == station && $0.course == course }) {
                pads[index].items.append(item)
            } else {
                pads.append(Pad(station: station, course: course, items: [item]))
            }
        }
        guard unroutable.isEmpty else { throw .unroutable(products: unroutable) }
        var stations: [ID<Station>] = []
        for pad in pads where !stations.contains(pad.station) { stations.append(pad.station) }
        return pads.map { pad in
            let others = stations.filter { $0 != pad.station }.compactMap { names[$0]?.text(in: "tr") }
            return KitchenTicket(round, pad, alsoAt: others, at: now, surroundings.newID())
        }
    }

    /// Places the round: two statements and no more than one round trip, whatever the number of stations and
    /// lines; more only where a station has a printer.
    ///
    /// - Parameter stamp: of the branch's row (its `xmin` and the organization's), seen in this transaction
    ///   or proven in it: it says whether the routing is still the one that this process knows.
    @discardableResult
    public static func run(
        _ round: KitchenRound, stamp: String, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> [KitchenTicket] {
        guard !round.lines.isEmpty else { return [] }
        let organization = context.actor.organization
        let routing = try StationStore.routing(organization, round.branch, stamp: stamp, in: tx)
        let tickets = try decide(
            round, under: routing.rules, names: routing.names, at: context.now, context.surroundings)
        TicketStore.insert(organization, tickets, in: tx)
        for ticket in tickets { context.show(ticket.frame) }
        let printed = tickets.filter { routing.printing.contains($0.station) }
        try KitchenPaper.queue(printed, context, in: tx) { $0.items.filter { $0.state != .held } }
        return tickets
    }

    /// The dishes of one ticket to be.
    struct Pad {
        let station: ID<Station>
        let course: Int
        var items: [KitchenItem]
    }
}

extension KitchenTicket {
    init(
        _ round: KitchenRound, _ pad: PlaceRound.Pad, alsoAt: [String], at now: Instant,
        _ id: ID<KitchenTicket>
    ) {
        self.init(
            id: id, branch: round.branch, station: pad.station, check: round.check, label: round.label,
            no: round.no,
            orderType: round.orderType, waiter: round.waiter, round: round.round, course: pad.course,
            placedAt: now,
            bumpedAt: nil, recalledAt: nil, alsoAt: alsoAt, version: 1, items: pad.items)
    }
}

extension KitchenItem {
    init(_ line: KitchenLine, at position: Int, _ id: ID<KitchenItem>) {
        self.init(
            id: id, line: line.line, product: line.product, quantity: line.quantity, name: line.name,
            modifiers: line.modifiers, note: line.note, allergy: line.allergy, allergens: line.allergens,
            seat: line.seat,
            course: line.course, state: line.held ? .held : .sent, startedAt: nil, readyAt: nil,
            servedAt: nil,
            voidedAt: nil, voidConfirmedAt: nil, position: position)
    }
}
