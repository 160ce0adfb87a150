public import Base
public import Organizations
public import Store

public import struct FoundationEssentials.UUID

/// A person decides what became of a card payment that nobody can tell: the terminal's slip is in the hand,
/// or is not.
public enum ResolveUnknown {
    /// What the person says.
    public enum Outcome: String, CaseIterable, Sendable, SQLValue {
        /// The money was taken.
        case captured
        /// It was not. Should it turn out that it was, it goes back by itself.
        case failed
    }

    /// - Parameters:
    ///   - reason: what the person knows; required, and no card number.
    ///   - subject: what an approval was given for; the tender's id at the till.
    ///   - approval: the second pair of eyes, where the role demands it (four-eyes rule).
    /// - Throws: `PaymentRefusal`: `notUnknown`, `reasonMissing`, `cardNumber`; `PermissionRefusal`.
    public static func run(
        _ id: ID<PaymentIntent>, _ outcome: Outcome, reason: String, subject: UUID, approval: ID<Approval>?,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        try check(reason)
        let organization = context.actor.organization
        guard let intent = try PaymentIntentStore.locked(id, of: organization, in: tx),
            let attempt = try AttemptStore.lastLocked(id, of: organization, in: tx)
        else { throw PaymentRefusal.unknownIntent }
        let (resolved, settled) = try decide(intent, attempt, outcome)
        let terms = ApprovalTerms(amount: intent.amount.minor, way: outcome.rawValue, reason: reason)
        let approver = try context.require(
            .resolvePayment, subject: subject, terms: terms, approval: approval, value: intent.amount.minor,
            in: tx)

        PaymentIntentStore.update(resolved, from: intent.version, at: context.now, in: tx)
        // What a person called failed is still asked about: money that did arrive must go back.
        let next = InquirySchedule.next(since: attempt.sentAt ?? attempt.createdAt, now: context.now)
        AttemptStore.update(
            settled, from: attempt.state, declineCode: nil,
            nextInquiry: settled.state == .abandoned && !intent.review ? next : nil, at: context.now, in: tx)
        ChargeStore.resolveBreaks(of: attempt.id, organization, reason: reason, at: context.now, in: tx)
        if outcome == .captured {
            try BookCharge.captured(
                resolved, settled, attempt.reference ?? "operator:\(context.command.text)", context, in: tx)
        }
        PaymentNews.publish(resolved, context)
        PaymentNews.show("payment.resolved", resolved, context)
        context.audit(
            "payment.resolve", entity: "payment_intent", id: id.raw, branch: intent.branch,
            before: intent.json,
            after: resolved.json, reason: reason, approver: approver)
        return resolved
    }

    /// Only an attempt whose outcome is unknown may be decided by a person.
    static func decide(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ outcome: Outcome
    ) throws -> (PaymentIntent, PaymentAttempt) {
        guard attempt.state == .unknown, intent.state == .processing else {
            throw PaymentRefusal.notUnknown(state: intent.state.rawValue)
        }
        switch outcome {
        case .captured:
            return (try intent.moved([.succeed], review: false), try attempt.moved([.succeed]))
        case .failed:
            return (
                try intent.moved([.decline], declineCode: "resolved_by_operator", review: false),
                try attempt.moved([.abandon])
            )
        }
    }

    private static func check(_ reason: String) throws(PaymentRefusal) {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
        try CardNumberGuard.check(reason)
    }
}
