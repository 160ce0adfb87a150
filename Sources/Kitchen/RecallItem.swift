public import Base
public import Organizations
public import Store

/// A dish that was done comes back to the station, in its old place, marked as called back.
public enum RecallItem {
    /// - Parameter quantity: only so much of it, which then splits off; nil: all.
    /// - Throws: `recallTooLate` when the ticket is no longer among the last that may come back.
    @discardableResult
    public static func run(
        _ item: ID<KitchenItem>, quantity: Quantity? = nil, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.require(.recall, subject: item.raw, in: tx)
        return try TicketCommand.change(.item(item, branch: branch), "item.recalled", context, in: tx) {
            ticket in
            try RecallWindow.check(ticket, context, in: tx)
            try ticket.move(item, .recall, quantity: quantity, at: context.now) {
                context.surroundings.newID()
            }
        }
    }
}

/// Everything of a ticket that was done comes back to the station.
public enum RecallTicket {
    /// - Throws: `recallTooLate` when the ticket is no longer among the last that may come back.
    @discardableResult
    public static func run(
        _ ticket: ID<KitchenTicket>, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.require(.recall, subject: ticket.raw, in: tx)
        return try TicketCommand.change(.ticket(ticket, branch: branch), "ticket.recalled", context, in: tx) {
            try RecallWindow.check($0, context, in: tx)
            try $0.moveAll(.recall, at: context.now)
        }
    }
}

/// How long, and how many finished tickets later, one can still be called back.
enum RecallWindow {
    /// KIT-006 A finished ticket comes back within its station's minutes and among its last ones only.
    static func decide(
        bumpedAt: Instant, now: Instant, bumpedSince: Int, minutes: Int, last: Int
    ) throws(KitchenRefusal) {
        guard now <= bumpedAt.advanced(seconds: Int64(minutes) * 60), bumpedSince < last else {
            throw .recallTooLate
        }
    }

    static func check(_ ticket: KitchenTicket, _ context: CommandContext, in tx: borrowing Transaction) throws
    {
        guard let bumpedAt = ticket.bumpedAt else { return }
        let organization = context.actor.organization
        let since = try TicketStore.bumped(organization, ticket.station, after: bumpedAt, in: tx)
        guard let station = try StationStore.station(organization, ticket.station, in: tx) else {
            throw KitchenRefusal.notFound
        }
        try decide(
            bumpedAt: bumpedAt, now: context.now, bumpedSince: since, minutes: station.recallMinutes,
            last: station.recallLast)
    }
}
