public import Base
public import Organizations
public import Store

/// The station has seen that a dish was cancelled: it is no longer shown struck.
public enum ConfirmVoid {
    /// - Throws: `nothingToConfirm` when it was not cancelled, or is confirmed.
    @discardableResult
    public static func run(
        _ item: ID<KitchenItem>, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> KitchenTicket {
        try context.require(.bump, subject: item.raw, in: tx)
        return try TicketCommand.change(.item(item, branch: branch), "item.void_confirmed", context, in: tx) {
            try $0.confirmVoid(item, at: context.now)
        }
    }
}
