import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// Gives the tickets of a check another name, because it moved to another table or was merged into another
/// check.
///
/// I11: nothing else about them changes; nothing is fired, cancelled or printed again.
public enum RelabelCheck {
    /// One frame per ticket, states unchanged; tickets whose dishes are all served or voided are renamed too.
    ///
    /// - Parameters:
    ///   - label: the table's name, or # and a number.
    ///   - into: the check that has taken this one over, with its number; nil: it stays itself.
    /// - Returns: the tickets as they now are.
    @discardableResult
    public static func run(
        check: UUID, label: String, into: (check: UUID, no: Int64)? = nil, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> [KitchenTicket] {
        let tickets = try TicketStore.tickets(context.actor.organization, .check(check), locked: true, in: tx)
        return tickets.map { before in
            var ticket = before
            ticket.label = label
            if let into { (ticket.check, ticket.no) = into }
            guard ticket != before else { return before }
            TicketCommand.save(&ticket, from: before, "ticket.relabelled", context, in: tx)
            return ticket
        }
    }
}
