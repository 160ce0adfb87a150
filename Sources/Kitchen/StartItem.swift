public import Base
public import Organizations
public import Store

/// A cook begins a dish.
public enum StartItem {
    /// - Parameter quantity: only so much of it, which then splits off; nil: all.
    @discardableResult
    public static func run(
        _ item: ID<KitchenItem>, quantity: Quantity? = nil, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.require(.bump, subject: item.raw, in: tx)
        return try TicketCommand.change(.item(item, branch: branch), "item.started", context, in: tx) {
            try $0.move(item, .start, quantity: quantity, at: context.now) { context.surroundings.newID() }
        }
    }
}
