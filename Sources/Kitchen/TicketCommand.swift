import Base
import Organizations
import Store

/// What every change of one ticket shares: load with lock, check the device's station, move, write, show,
/// audit.
enum TicketCommand {
    /// A ticket and what an actor may need to know beside it.
    static func change(
        _ choice: TicketStore.Choice, _ action: String, _ context: CommandContext,
        in tx: borrowing Transaction,
        _ move: (inout KitchenTicket) throws -> Void
    ) throws -> KitchenTicket {
        let organization = context.actor.organization
        guard let before = try TicketStore.tickets(organization, choice, locked: true, in: tx).first else {
            throw KitchenRefusal.notFound
        }
        try checkStation(of: before, context, in: tx)
        var ticket = before
        try move(&ticket)
        save(&ticket, from: before, action, context, in: tx)
        return ticket
    }

    /// KIT-005 A device that stands at stations works on their tickets only; other devices and people are
    /// unrestricted.
    static func checkStation(
        of ticket: KitchenTicket, _ context: CommandContext, in tx: borrowing Transaction
    )
        throws
    {
        guard let device = context.actor.device else { return }
        let stations = try StationStore.stations(context.actor.organization, ofDevice: device, in: tx)
        guard stations.isEmpty || stations.contains(ticket.station) else { throw KitchenRefusal.otherStation }
    }

    static func save(
        _ ticket: inout KitchenTicket, from before: KitchenTicket, _ action: String,
        _ context: CommandContext,
        reason: String? = nil, in tx: borrowing Transaction
    ) {
        ticket.version = before.version + 1
        TicketStore.save(context.actor.organization, ticket, from: before, in: tx)
        context.show(ticket.frame)
        context.audit(
            action, entity: "ticket", id: ticket.id.raw, branch: ticket.branch, before: before.standing,
            after: ticket.standing, reason: reason)
    }
}

extension KitchenTicket {
    /// What audit keeps of it: where each dish stands.
    var standing: JSON {
        [
            "label": .string(label), "check": .string(check.text),
            "items": .array(
                items.map {
                    [
                        "id": .string($0.id.description), "quantity": .integer($0.quantity.thousandths),
                        "state": .string($0.state.rawValue),
                        "voidConfirmed": .bool($0.voidConfirmedAt != nil),
                    ]
                }),
        ]
    }
}
