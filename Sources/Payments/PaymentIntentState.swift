public import Store

/// Where a payment intent stands. The raw values are the wire's, and Stripe's.
public enum PaymentIntentState: String, CaseIterable, Sendable, SQLValue {
    /// No method yet, or the last one was declined.
    case requiresPaymentMethod = "requires_payment_method"
    /// A method is there; nobody has said yes yet.
    case requiresConfirmation = "requires_confirmation"
    /// The card holder has to do something (3-D Secure).
    case requiresAction = "requires_action"
    /// Asked, and not yet known: an answer that got lost stays here, it never becomes a failure.
    case processing
    /// The amount is held and waits to be taken.
    case requiresCapture = "requires_capture"
    /// The money is taken.
    case succeeded
    /// Given up before any money was taken.
    case canceled

    /// The state after an event; whatever is not listed is refused.
    public func after(_ event: PaymentIntentEvent) throws(IllegalTransition) -> PaymentIntentState {
        switch (self, event) {
        case (.requiresPaymentMethod, .attachMethod), (.requiresConfirmation, .attachMethod):
            .requiresConfirmation
        case (.requiresConfirmation, .confirm): .processing
        case (.processing, .needAction): .requiresAction
        case (.requiresAction, .completeAction): .processing
        case (.processing, .loseAnswer): .processing
        case (.processing, .decline), (.requiresAction, .decline): .requiresPaymentMethod
        case (.processing, .failToSend): .requiresConfirmation
        case (.processing, .authorize): .requiresCapture
        case (.processing, .succeed): .succeeded
        case (.requiresCapture, .capture): .succeeded
        case (.requiresPaymentMethod, .cancel), (.requiresConfirmation, .cancel), (.requiresAction, .cancel),
            (.requiresCapture, .cancel):
            .canceled
        default: throw IllegalTransition(.paymentIntent, from: rawValue, event: event.rawValue)
        }
    }

    /// Whether nothing can happen to the intent any more.
    public var isFinal: Bool { self == .succeeded || self == .canceled }
}

/// What can happen to a payment intent.
public enum PaymentIntentEvent: String, CaseIterable, Sendable {
    /// A method is given, or another in its place.
    case attachMethod
    /// The payer or the till says yes: an attempt begins.
    case confirm
    /// The provider wants the card holder to act.
    case needAction
    /// The card holder acted.
    case completeAction
    /// The provider's answer is unknown.
    case loseAnswer
    /// The provider refused.
    case decline
    /// The request provably never left us.
    case failToSend
    /// The amount is held for a later capture.
    case authorize
    /// The provider took the money.
    case succeed
    /// A held amount is taken.
    case capture
    /// The intent is given up.
    case cancel
}
