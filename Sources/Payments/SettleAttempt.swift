import Base
import Organizations
import Store

/// Books what became of an attempt, exactly once, whoever learns it: the caller of `authorize`, inquiry or a
/// person.
enum SettleAttempt {
    /// - Returns: the intent afterwards; unchanged when the attempt was settled before.
    static func run(
        _ id: ID<PaymentAttempt>, of intentID: ID<PaymentIntent>, _ outcome: AttemptOutcome,
        _ connector: any Connector,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        let organization = context.actor.organization
        // The intent first, then the attempt: the same order everywhere, so that nobody waits in a circle.
        guard let intent = try PaymentIntentStore.locked(intentID, of: organization, in: tx),
            let attempt = try AttemptStore.locked(id, of: organization, in: tx)
        else { throw PaymentRefusal.unknownIntent }
        guard let settlement = try Settlement.decide(intent, attempt, outcome) else { return intent }
        if attempt.state == .abandoned, try alreadyReturned(attempt, in: tx) { return intent }
        write(settlement, over: intent, attempt, context, in: tx)
        try settlement.takeEffect(connector, context, in: tx)
        if settlement.intent != intent { PaymentNews.publish(settlement.intent, context) }
        if intent.state == .processing, settlement.intent.state != .processing {
            PaymentNews.show("payment.resolved", settlement.intent, context)
        }
        context.audit(
            "payment.settle", entity: "payment_intent", id: intent.id.raw, branch: intent.branch,
            before: intent.json,
            after: settlement.intent.json)
        return settlement.intent
    }

    private static func write(
        _ settlement: Settlement, over intent: PaymentIntent, _ attempt: PaymentAttempt,
        _ context: CommandContext,
        in tx: borrowing Transaction
    ) {
        if settlement.intent != intent {
            PaymentIntentStore.update(settlement.intent, from: intent.version, at: context.now, in: tx)
        }
        AttemptStore.update(
            settlement.attempt, from: attempt.state, declineCode: settlement.declineCode,
            nextInquiry: settlement.nextInquiry(context.now, since: attempt.sentAt ?? attempt.createdAt),
            at: context.now, in: tx)
    }

    private static func alreadyReturned(
        _ attempt: PaymentAttempt, in tx: borrowing Transaction
    ) throws -> Bool {
        try ChargeStore.exists(of: attempt.id, attempt.organization, in: tx)
    }
}
