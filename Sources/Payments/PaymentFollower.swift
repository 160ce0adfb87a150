public import Organizations
public import Store

/// Whoever wants the money hears what became of it later, in the commit that makes it so: the check of a card
/// tender.
public protocol PaymentFollower: Sendable {
    /// Inquiry or recovery moved an intent.
    func intentMoved(_ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction) throws
    /// A refund that had to wait reached an end.
    func refundMoved(_ refund: Refund, _ context: CommandContext, in tx: borrowing Transaction) throws
}
