import Base
import Organizations
import Store

/// What every change of one ticket shares: load with lock, check the device's station, move, write, show,
/// audit.
enum TicketCommand {
    static func change(
        _ choice: TicketStore.Choice, _ action: String, _ context: CommandContext,
        in tx: borrowing Transaction,
        _ move: (inout KitchenTicket) throws -> Void
    ) throws -> KitchenTicket {
        let (before, stations) = try load(choice, context, in: tx)
        try checkStation(before.station, of: stations)
        var ticket = before
        try move(&ticket)
        save(&ticket, from: before, action, context, in: tx)
        return ticket
    }

    /// The ticket, locked, and the stations at which the actor's device stands: one round trip.
    private static func load(
        _ choice: TicketStore.Choice, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (KitchenTicket, [ID<Station>]) {
        let organization = context.actor.organization
        let tickets = TicketStore.statements(organization, choice, locked: true)
        let device = StationStore.stations(organization, ofDevice: context.actor.device)
        let answers = try tx.all(tickets + [device])
        guard let ticket = try TicketStore.decode(answers, tickets).first else {
            throw KitchenRefusal.notFound
        }
        return (ticket, try answers[2].decoded(as: (ID<Station>).self, statement: device))
    }

    /// KIT-005 A device that stands at stations works on their tickets only; other devices and people are
    /// unrestricted.
    static func checkStation(_ station: ID<Station>, of stations: [ID<Station>]) throws(KitchenRefusal) {
        guard stations.isEmpty || stations.contains(station) else { throw .otherStation }
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
