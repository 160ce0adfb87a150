public import Base
public import Organizations
public import Store
import struct FoundationEssentials.UUID

/// A dish that is ready is carried out to the guest, by whoever sends orders or works at the pass.
public enum ServeItem {
    /// - Parameter quantity: only so much of it, which then splits off; nil: all.
    @discardableResult
    public static func run(
        _ item: ID<KitchenItem>, quantity: Quantity? = nil, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.requireServing(item.raw, in: tx)
        return try TicketCommand.change(.item(item, branch: branch), "item.served", context, in: tx) {
            try $0.move(item, .serve, quantity: quantity, at: context.now) { context.surroundings.newID() }
        }
    }
}

/// Everything of a ticket that is ready is carried out.
public enum ServeTicket {
    /// - Throws: `illegalTransition` when nothing on it is ready.
    @discardableResult
    public static func run(
        _ ticket: ID<KitchenTicket>, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.requireServing(ticket.raw, in: tx)
        return try TicketCommand.change(.ticket(ticket, branch: branch), "ticket.served", context, in: tx) {
            try $0.moveAll(.serve, at: context.now)
        }
    }
}

extension CommandContext {
    /// Carrying out is the waiter's as much as the kitchen's.
    fileprivate func requireServing(_ subject: UUID, in tx: borrowing Transaction) throws {
        if actor.allows(.sendLines) == .allow { return }
        try require(.bump, subject: subject, in: tx)
    }
}
