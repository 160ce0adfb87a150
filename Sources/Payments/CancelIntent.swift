public import Base
public import Organizations
public import Store

/// Gives up an intent that took no money. One that is `processing` cannot be given up: nobody knows yet.
public enum CancelIntent {
    /// - Returns: the intent, canceled; one that was canceled before comes back as it is.
    /// - Throws: `IllegalTransition` where money may have moved; `PaymentRefusal.unknownIntent`.
    public static func run(
        _ id: ID<PaymentIntent>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        guard let intent = try PaymentIntentStore.locked(id, of: context.actor.organization, in: tx) else {
            throw PaymentRefusal.unknownIntent
        }
        if intent.state == .canceled { return intent }
        let canceled = try intent.moved([.cancel])
        PaymentIntentStore.update(canceled, from: intent.version, at: context.now, in: tx)
        PaymentNews.publish(canceled, context)
        context.audit(
            "payment.cancel", entity: "payment_intent", id: id.raw, branch: intent.branch,
            before: intent.json,
            after: canceled.json)
        return canceled
    }
}
