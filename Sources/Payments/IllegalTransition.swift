public import Base

/// An event that a state does not allow. Nothing has changed.
public struct IllegalTransition: Refusal, Equatable {
    /// Whose state it is.
    public enum Noun: String, Sendable, CaseIterable {
        /// A payment intent.
        case paymentIntent = "payment_intent"
        /// An attempt of an intent.
        case attempt = "payment_attempt"
        /// A charge.
        case charge
        /// A refund.
        case refund
    }

    /// Whose state forbids it.
    public let noun: Noun
    /// The state's raw value.
    public let from: String
    /// The event that was refused.
    public let event: String

    /// `event` in state `from`.
    public init(_ noun: Noun, from: String, event: String) {
        self.noun = noun
        self.from = from
        self.event = event
    }

    /// 409 `payment_intent_unexpected_state` (and so on), with the state that forbids it.
    public var problem: Problem {
        Problem(409, "\(noun.rawValue)_unexpected_state", "\(event) is not possible now.", state: from)
    }
}
