public import Base
public import Organizations
public import Store

/// Ends tickets that nobody bumped: of a kitchen that works from paper, or of yesterday.
public enum ClearKitchen {
    /// How many tickets one run ends at most.
    public static let ticketsMax = 200

    /// Whatever of tickets placed before a moment was fired counts as served, what was held is cancelled, and
    /// cancelled dishes as confirmed; the audit says that it was done this way.
    ///
    /// - Returns: the tickets that were ended; as many as `ticketsMax` when more may be left.
    @discardableResult
    public static func run(
        placedBefore moment: Instant, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> [KitchenTicket] {
        try context.require(.bump, subject: branch.raw, in: tx)
        let forgotten = try TicketStore.tickets(
            context.actor.organization, .forgotten(branch, before: moment, atMost: ticketsMax), locked: true,
            in: tx)
        return try forgotten.map { before in
            var ticket = before
            try ticket.clear(at: context.now)
            TicketCommand.save(&ticket, from: before, "ticket.cleared", context, in: tx)
            return ticket
        }
    }
}

extension ClearKitchen {
    /// Ends what was forgotten in every branch: once it has left the screens.
    ///
    /// - Returns: how many tickets were ended.
    @discardableResult
    public static func everywhere(_ runner: CommandRunner) async throws -> Int {
        let moment = runner.surroundings.now().advanced(seconds: -Int64(KitchenSnapshot.openHours) * 3600)
        let kitchens = try await runner.database.transaction(.system, .read) { tx in
            try TicketStore.kitchensWithTickets(placedBefore: moment, in: tx)
        }
        var ended = 0
        for (organization, branch) in kitchens {
            ended += try await runner.run(.system(organization), command: runner.surroundings.newUUID()) {
                context, tx in
                try run(placedBefore: moment, at: branch, context, in: tx).count
            }
        }
        return ended
    }
}

extension KitchenTicket {
    /// Walks every dish along its states to the end, and no other way.
    mutating func clear(at now: Instant) throws(KitchenRefusal) {
        for item in items {
            let events: [KitchenEvent] =
                switch item.state {
                case .held: [.void]
                case .sent, .inPrep: [.bump, .serve]
                case .ready: [.serve]
                case .served, .voided: []
                }
            for event in events { try move(item.id, event, at: now) { item.id } }
        }
        for item in items where item.awaitsConfirmation { try confirmVoid(item.id, at: now) }
    }
}
