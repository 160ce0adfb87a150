import Base
import Ledger
import Organizations
import Store

import struct FoundationEssentials.UUID

/// The books of card money: every charge and refund is a journal in the commit that makes it so.
enum BookCharge {
    /// Money taken: Dr what the connector owes us / Cr the accounts that the till named.
    static func captured(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ reference: String, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let charge = self.charge(intent, attempt, intent.amount, reference, refunded: 0, context)
        ChargeStore.insert(charge, late: false, at: context.now, in: tx)
        try post(
            "payment.captured", ("payment_intent", intent.id.raw), intent.branch, charge, intent.counter,
            charge.amount, comesIn: true, context, in: tx)
    }

    /// Money that came after the intent was given up: it stands in suspense until it is back with the payer.
    static func late(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ answer: ProviderAnswer,
        _ connector: any Connector,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        let counter = [CounterPosting(.suspense, answer.amount.minor)]
        let charge = self.charge(
            intent, attempt, answer.amount, answer.reference, refunded: answer.amount.minor, context)
        ChargeStore.insert(charge, late: true, at: context.now, in: tx)
        try post(
            "payment.late", ("payment_intent", intent.id.raw), intent.branch, charge, counter, charge.amount,
            comesIn: true, context, in: tx)
        let refund = Refund(
            id: context.surroundings.newID(), organization: intent.organization, branch: intent.branch,
            charge: charge.id, intent: intent.id, amount: charge.amount, reason: "late_success",
            cause: .lateSuccess,
            state: .pending, reference: intent.reference, counter: counter)
        try RefundCharge.begin(refund, charge, connector, context, in: tx)
    }

    /// Money given back: the reverse.
    static func refunded(
        _ refund: Refund, _ charge: Charge, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        try post(
            "payment.refunded", ("refund", refund.id.raw), refund.branch, charge, refund.counter,
            refund.amount,
            comesIn: false, context, in: tx)
    }

    private static func charge(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ amount: Money, _ reference: String,
        refunded: Int64,
        _ context: CommandContext
    ) -> Charge {
        Charge(
            id: context.surroundings.newID(), organization: intent.organization, intent: intent.id,
            attempt: attempt.id,
            connector: intent.connector, amount: amount, refunded: refunded, state: .succeeded,
            reference: reference)
    }

    private static func post(
        _ kind: String, _ source: (String, UUID), _ branch: ID<Branch>?, _ charge: Charge,
        _ counter: [CounterPosting], _ amount: Money, comesIn: Bool, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let card = Posting(.pspReceivable(charge.connector), comesIn ? .debit : .credit, amount.minor)
        let others = counter.map { Posting($0.account, comesIn ? .credit : .debit, $0.amount) }
        let draft = JournalDraft(
            kind: kind, source: source, branch: branch, currency: amount.currency, effectiveAt: context.now,
            postings: [card] + others)
        try Journal.post(draft, context, in: tx)
    }
}
