public import Organizations
public import Store

/// Whoever wants the money hears what became of it later, in the commit that makes it so: the check of a card
/// tender.
public protocol PaymentFollower: Sendable {
    /// Inquiry or recovery is about to lock this intent, read without a lock: whatever the follower will
    /// change is locked now. A payment locks its check and then the intent; the other way round both would
    /// wait for each other.
    func intentMoves(_ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction) throws
    /// Inquiry or recovery moved an intent.
    func intentMoved(_ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction) throws
    /// A refund that had to wait reached an end.
    func refundMoved(_ refund: Refund, _ context: CommandContext, in tx: borrowing Transaction) throws
}

extension DueInquiry {
    /// The intent, locked behind everything that its follower changes.
    func lockedIntent(
        _ follower: (any PaymentFollower)?, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PaymentIntent? {
        if let follower, let seen = try PaymentIntentStore.find(intent, of: organization, in: tx) {
            try follower.intentMoves(seen, context, in: tx)
        }
        return try PaymentIntentStore.locked(intent, of: organization, in: tx)
    }
}
