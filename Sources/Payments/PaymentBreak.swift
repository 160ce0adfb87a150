public import Base
public import Store

/// Something that the books and a provider disagree about, kept for a person and for reconciliation.
public struct PaymentBreak: Sendable, Equatable {
    /// What kind of disagreement.
    public enum Kind: String, Sendable, CaseIterable, SQLValue {
        /// The provider moved another amount than asked.
        case amount
        /// The provider moved another currency than asked.
        case currency
        /// The money arrived after the intent had been given up; it goes back.
        case lateSuccess = "late_success"
    }

    /// Its id.
    public let id: ID<PaymentBreak>
    /// What kind.
    public let kind: Kind
    /// The intent concerned.
    public let intent: ID<PaymentIntent>
    /// The attempt concerned.
    public let attempt: ID<PaymentAttempt>
    /// What was asked.
    public let expected: Money
    /// What the provider says.
    public let actual: Money
}
