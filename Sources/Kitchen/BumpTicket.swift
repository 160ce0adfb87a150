public import Base
public import Organizations
public import Store

/// Everything of a ticket that is still in work is done. Unconfirmed voids stay until they are confirmed.
public enum BumpTicket {
    /// - Throws: `illegalTransition` when nothing on it can be bumped: all is done, or its course isn't
    ///   fired.
    @discardableResult
    public static func run(
        _ ticket: ID<KitchenTicket>, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.require(.bump, subject: ticket.raw, in: tx)
        return try TicketCommand.change(.ticket(ticket, branch: branch), "ticket.bumped", context, in: tx) {
            try $0.moveAll(.bump, at: context.now)
        }
    }
}
