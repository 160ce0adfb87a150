public import Base
public import Organizations
public import Store

/// Looks payments up, for screens and for the modules that own what they pay for.
public enum FindPayment {
    /// An intent as it stands; nil when this organization has none of that id.
    public static func intent(
        _ id: ID<PaymentIntent>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PaymentIntent? {
        try PaymentIntentStore.find(id, of: organization, in: tx)
    }

    /// The charge that settled an intent.
    public static func charge(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Charge? {
        try ChargeStore.find(of: intent, organization, in: tx)
    }

    /// All attempts of an intent, the first one first.
    public static func attempts(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [PaymentAttempt] {
        try AttemptStore.all(of: intent, organization, in: tx)
    }

    /// All refunds of an intent, the oldest first.
    public static func refunds(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Refund] {
        try RefundStore.all(of: intent, organization, in: tx)
    }

    /// Disagreements with providers that nobody resolved yet.
    public static func openBreaks(
        of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [PaymentBreak] {
        try ChargeStore.openBreaks(of: organization, in: tx)
    }

    /// How many card payments of a branch have no outcome yet.
    public static func unknownCount(
        of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Int64 {
        try PaymentIntentStore.unknownCount(of: organization, branch: branch, in: tx)
    }
}
