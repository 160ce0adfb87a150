public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// Cancels a quantity of a check's line in the kitchen, in the same transaction as the check's own change.
///
/// What has come least far goes first. Who may do it at which stage is the check's to ask, by
/// `KitchenStages.furthest` before this: reason alone while it is sent, an approval once it is in work.
public enum VoidKitchenItems {
    /// Which dishes a void takes, and how much of each.
    struct Take: Equatable {
        let item: ID<KitchenItem>
        let quantity: Quantity
        let stage: KitchenItemState
    }

    /// KIT-007 A void takes what has come least far; what the guest already has is never voided.
    static func decide(_ quantity: Quantity, of dishes: [KitchenItem]) throws(KitchenRefusal) -> [Take] {
        guard quantity > .zero else { throw .invalidQuantity }
        let candidates = dishes.filter { $0.state != .voided }.sorted {
            ($0.state.progress, $0.id.description) < ($1.state.progress, $1.id.description)
        }
        var wanted = quantity.thousandths
        var takes: [Take] = []
        for dish in candidates where dish.state != .served && wanted > 0 {
            let taken = min(wanted, dish.quantity.thousandths)
            takes.append(Take(item: dish.id, quantity: Quantity(thousandths: taken), stage: dish.state))
            wanted -= taken
        }
        guard wanted == 0 else {
            let left = quantity.thousandths - wanted
            throw left == 0 && candidates.contains { $0.state == .served }
                ? .alreadyServed : .notSoMany(left: left)
        }
        return takes
    }

    /// Cancels it; the stations see it struck until they confirm.
    ///
    /// - Parameter reason: goes to the audit with it.
    /// - Returns: how far the furthest of it had come; nil when the kitchen never had the line.
    /// - Throws: `alreadyServed`, `notSoMany`.
    @discardableResult
    public static func run(
        line: UUID, quantity: Quantity, reason: String? = nil, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenItemState? {
        let tickets = try TicketStore.tickets(context.actor.organization, .line(line), locked: true, in: tx)
        guard !tickets.isEmpty else { return nil }
        let takes = try decide(quantity, of: tickets.flatMap(\.items).filter { $0.line == line })
        var struck: [KitchenTicket] = []
        for before in tickets {
            let mine = takes.filter { take in before.items.contains { $0.id == take.item } }
            guard !mine.isEmpty else { continue }
            var ticket = before
            for take in mine {
                try ticket.move(take.item, .void, quantity: take.quantity, at: context.now) {
                    context.surroundings.newID()
                }
            }
            TicketCommand.save(&ticket, from: before, "item.voided", context, reason: reason, in: tx)
            struck.append(ticket)
        }
        // What is held was never printed.
        let isPrinted = takes.contains { $0.stage != .held }
        try KitchenPaper.queue(isPrinted ? struck : [], context, in: tx) { ticket in
            ticket.items.filter { $0.line == line && $0.voidedAt == context.now }
        }
        return takes.map(\.stage).max { $0.progress < $1.progress }
    }
}
