public import Base
public import Organizations
public import Store

/// Gives back a part or all of what an intent took.
///
/// The amount is reserved on the charge in the same commit, so that all refunds together never exceed it. A
/// local connector gives back at once; any other is called by `SendRefunds` after the commit. Whether the
/// caller may refund is the caller's to ask (`Action.refund`).
public enum RefundCharge {
    /// What is to go back.
    public struct Request: Sendable, Equatable {
        /// The refund's id, made by who asks; asking again with it gives nothing back twice.
        public let id: ID<Refund>
        /// The intent whose money it is.
        public let intent: ID<PaymentIntent>
        /// Minor units, above zero.
        public let amount: Int64
        /// Why, in a person's words.
        public let reason: String
        /// What it is for.
        public let reference: PaymentReference
        /// The accounts it is booked against; adds up to `amount`.
        public let counter: [CounterPosting]

        /// A request.
        public init(
            id: ID<Refund>, intent: ID<PaymentIntent>, amount: Int64, reason: String,
            reference: PaymentReference,
            counter: [CounterPosting]
        ) {
            self.id = id
            self.intent = intent
            self.amount = amount
            self.reason = reason
            self.reference = reference
            self.counter = counter
        }
    }

    /// - Returns: the refund: `succeeded` at once, or `pending` until the connector has answered.
    /// - Throws: `PaymentRefusal`: `nothingToRefund`, `refundExceedsCharge` with what is left,
    ///   `refundDiffers`.
    public static func run(
        _ request: Request, _ connectors: ConnectorSet, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Refund {
        try CardNumberGuard.check(request.reason)
        let organization = context.actor.organization
        guard let intent = try PaymentIntentStore.find(request.intent, of: organization, in: tx) else {
            throw PaymentRefusal.unknownIntent
        }
        guard let charge = try ChargeStore.locked(of: request.intent, organization, in: tx) else {
            throw PaymentRefusal.nothingToRefund
        }
        if let seen = try RefundStore.locked(request.id, of: organization, in: tx) {
            guard seen.intent == request.intent, seen.amount.minor == request.amount else {
                throw PaymentRefusal.refundDiffers
            }
            return seen
        }
        let refund = try decide(request, intent, charge)
        ChargeStore.addRefunded(request.amount, charge.id, of: organization, in: tx)
        let connector = try connectors.connector(charge.connector)
        let begun = try begin(refund, charge, connector, context, in: tx)
        context.audit(
            "payment.refund", entity: "payment_intent", id: intent.id.raw, branch: intent.branch,
            after: begun.json,
            reason: request.reason)
        return begun
    }

    /// A refund never exceeds what is left of its charge.
    static func decide(
        _ request: Request, _ intent: PaymentIntent, _ charge: Charge
    ) throws(PaymentRefusal) -> Refund {
        guard request.amount > 0 else { throw .amountNotPositive }
        guard CounterPosting.covers(request.amount, request.counter) else { throw .counterDiffers }
        guard intent.state == .succeeded, charge.state == .succeeded else { throw .nothingToRefund }
        guard request.amount <= charge.refundable else { throw .refundExceedsCharge(left: charge.refundable) }
        return Refund(
            id: request.id, organization: intent.organization, branch: intent.branch, charge: charge.id,
            intent: intent.id, amount: Money(minor: request.amount, charge.amount.currency),
            reason: request.reason,
            cause: .requested, state: .pending, reference: request.reference, counter: request.counter)
    }

    /// Writes a refund whose amount is reserved, and gives back at once where the connector can.
    @discardableResult
    static func begin(
        _ refund: Refund, _ charge: Charge, _ connector: any Connector, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Refund {
        let request = RefundRequest(
            organization: refund.organization, refund: refund.id, attempt: charge.attempt,
            reference: charge.reference,
            amount: refund.amount)
        guard case .succeeded? = connector.decide(refund: request) else {
            RefundStore.insert(refund, nextTry: context.now, at: context.now, in: tx)
            PaymentNews.publish(refund, context)
            return refund
        }
        let done = try refund.moved(.succeed)
        RefundStore.insert(done, nextTry: nil, at: context.now, in: tx)
        try BookCharge.refunded(done, charge, context, in: tx)
        PaymentNews.publish(done, context)
        return done
    }
}
