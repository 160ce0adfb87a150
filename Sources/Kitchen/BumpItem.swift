public import Base
public import Organizations
public import Store

/// A dish is done: it leaves the station's work and waits at the pass. It may skip the start.
public enum BumpItem {
    /// - Parameter quantity: only so much of it, which then splits off; nil: all.
    @discardableResult
    public static func run(
        _ item: ID<KitchenItem>, quantity: Quantity? = nil, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.require(.bump, subject: item.raw, in: tx)
        return try TicketCommand.change(.item(item, branch: branch), "item.bumped", context, in: tx) {
            try $0.move(item, .bump, quantity: quantity, at: context.now) { context.surroundings.newID() }
        }
    }
}
