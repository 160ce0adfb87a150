import Base
import Organizations
import Printing
import Store
import struct FoundationEssentials.UUID

/// Slips of tickets, for stations that have a printer: queued in the transaction that makes or changes the
/// ticket.
enum KitchenPaper {
    /// Queues a slip for each ticket whose station has a printer.
    ///
    /// - Parameter items: what stands on a ticket's slip; nothing of it, no slip.
    static func queue(
        _ tickets: [KitchenTicket], _ context: CommandContext, in tx: borrowing Transaction,
        items: (KitchenTicket) -> [KitchenItem]
    ) throws {
        guard let branch = tickets.first?.branch else { return }
        let organization = context.actor.organization
        let stations = try StationPrinters.of(branch, organization, in: tx)
        let wanted = tickets.filter { stations[$0.station] != nil && !items($0).isEmpty }
        guard !wanted.isEmpty else { return }
        let printers = try FindPrinters.all(of: organization, branch, in: tx)
        let names = try StationStore.stations(organization, of: branch, in: tx)
        let place = try Directory.branch(branch, for: context.actor, in: tx)
        guard let zone = LocalZone(place.timeZone) else { throw OrganizationRefusal.unknownTimeZone }
        for ticket in wanted {
            guard let printer = printers.first(where: { $0.id == stations[ticket.station] }) else { continue }
            let name = names.first { $0.id == ticket.station }?.name.text(in: "tr") ?? ""
            let slip = KitchenSlip(ticket, items(ticket), station: name, at: zone.local(context.now))
            let key = PrintJob.Key(
                document: "kitchen_ticket", id: ticket.id.raw, target: printer.target,
                revision: Int(ticket.version))
            _ = try QueuePrintJob.run(
                key, in: branch, .kitchen,
                content: ESCPOS.bytes(of: slip.receipt(in: .turkish), printer.settings), context, in: tx)
        }
    }
}

extension KitchenSlip {
    init(_ ticket: KitchenTicket, _ items: [KitchenItem], station: String, at local: LocalTime) {
        self.init(
            station: station, label: ticket.label, orderType: ticket.orderType, round: ticket.round,
            waiter: ticket.waiter, at: local,
            items: items.map { item in
                KitchenSlip.Item(
                    quantity: item.quantity, name: item.name, modifiers: item.modifiers.map(\.slipText),
                    note: item.note, allergy: item.allergy, allergens: item.allergens, seat: item.seat,
                    course: item.course, isVoid: item.state == .voided)
            }, alsoAt: ticket.alsoAt)
    }
}

extension KitchenModifier {
    fileprivate var slipText: String {
        switch kind {
        case .add: "+ \(text)"
        case .remove: "- \(text)"
        case .plain: text
        }
    }
}
