public import Base
public import Organizations
public import Store

/// Asks connectors for the refunds that wait, and books their answers: a worker's step.
///
/// A refund whose answer got lost stays `pending`. An idempotent connector is asked again with the same key;
/// any other is only asked what became of it.
public enum SendRefunds {
    /// - Returns: how many refunds reached an end.
    public static func run(
        _ runner: CommandRunner, _ connectors: ConnectorSet, _ follower: (any PaymentFollower)? = nil,
        limit: Int = 100
    ) async throws -> Int {
        let now = runner.surroundings.now()
        let due = try await runner.database.transaction(.system) { tx in
            try RefundStore.claimDue(at: now, limit: limit, in: tx)
        }
        var ended = 0
        for item in due {
            let connector = try connectors.connector(item.connector)
            guard let outcome = await ask(connector, item, now) else { continue }
            let done = try await runner.run(
                .system(item.request.organization), command: item.request.refund.raw
            ) {
                context, tx in
                try settle(item.request, outcome, follower, context, in: tx)
            }
            if done { ended += 1 }
        }
        return ended
    }

    /// How many refunds are to be sent, counted up to `limit`.
    public static func waiting(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try RefundStore.dueCount(at: now, limit: limit, in: tx)
    }

    private static func ask(_ connector: any Connector, _ item: DueRefund, _ now: Instant) async
        -> AttemptOutcome?
    {
        if item.tries == 0 || connector.capabilities.idempotent {
            return await connector.refund(item.request)
        }
        let age = now.seconds - item.since.seconds
        return await connector.inquire(refund: item.request).proof(age: age, connector.capabilities)
    }

    /// Books an answer, once. What proves nothing leaves the refund waiting.
    static func settle(
        _ request: RefundRequest, _ outcome: AttemptOutcome, _ follower: (any PaymentFollower)?,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Bool {
        guard let refund = try RefundStore.locked(request.refund, of: request.organization, in: tx),
            refund.state == .pending
        else { return false }
        let moved: Refund
        switch outcome {
        case .succeeded(let answer) where answer.amount == refund.amount:
            moved = try refund.moved(.succeed)
            guard let charge = try ChargeStore.find(refund.charge, of: request.organization, in: tx) else {
                return false
            }
            RefundStore.update(
                moved, from: refund.state, reference: answer.reference, at: context.now, in: tx)
            try BookCharge.refunded(moved, charge, context, in: tx)
        case .declined:
            moved = try refund.moved(.fail)
            RefundStore.update(moved, from: refund.state, reference: nil, at: context.now, in: tx)
            ChargeStore.addRefunded(-refund.amount.minor, refund.charge, of: request.organization, in: tx)
        case .succeeded, .notSent, .unknown, .needsAction: return false
        }
        PaymentNews.publish(moved, context)
        context.audit(
            "payment.refund_settle", entity: "payment_intent", id: refund.intent.raw, branch: refund.branch,
            before: refund.json, after: moved.json)
        try follower?.refundMoved(moved, context, in: tx)
        return true
    }
}
