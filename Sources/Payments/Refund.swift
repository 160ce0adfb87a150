public import Base
public import Organizations
public import Store

/// Money of a charge that goes back. Its amount never changes and is reserved on the charge from the start.
public struct Refund: Sendable, Equatable {
    /// Its id, given by who asks: the provider's key.
    public let id: ID<Refund>
    /// Whose.
    public let organization: ID<Organization>
    /// Where; nil for what no branch sells.
    public let branch: ID<Branch>?
    /// The charge.
    public let charge: ID<Charge>
    /// The intent of the charge.
    public let intent: ID<PaymentIntent>
    /// How much.
    public let amount: Money
    /// Why, in a person's words.
    public let reason: String
    /// Who asked for it.
    public let cause: Cause
    /// Where it stands.
    public let state: RefundState
    /// What it is for, such as `("tender_refund", id)`.
    public let reference: PaymentReference
    /// The accounts it is booked against.
    public let counter: [CounterPosting]

    /// Why money goes back.
    public enum Cause: String, Sendable, CaseIterable, SQLValue {
        /// A person asked.
        case requested
        /// The money arrived after the intent had been given up.
        case lateSuccess = "late_success"
    }

    func moved(_ event: RefundEvent) throws(IllegalTransition) -> Refund {
        Refund(
            id: id, organization: organization, branch: branch, charge: charge, intent: intent,
            amount: amount,
            reason: reason, cause: cause, state: try state.after(event), reference: reference,
            counter: counter)
    }

    /// The refund for frames, the outbox and the audit trail.
    var json: JSON {
        [
            "id": .string(id.description), "charge": .string(charge.description),
            "intent": .string(intent.description),
            "amount": .integer(amount.minor), "currency": .string(amount.currency.code),
            "status": .string(state.rawValue), "cause": .string(cause.rawValue),
            "reference": ["kind": .string(reference.kind), "id": .string(reference.id.text)],
        ]
    }
}
