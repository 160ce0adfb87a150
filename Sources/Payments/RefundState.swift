public import Store

/// Where a refund stands.
public enum RefundState: String, CaseIterable, Sendable, SQLValue {
    /// The payer has to name an account first.
    case requiresAction = "requires_action"
    /// Asked for; the amount is already reserved on the charge.
    case pending
    /// The money is on its way back.
    case succeeded
    /// It did not go, or the bank returned it.
    case failed
    /// Called off before it went.
    case canceled

    /// The state after an event; whatever is not listed is refused.
    public func after(_ event: RefundEvent) throws(IllegalTransition) -> RefundState {
        switch (self, event) {
        case (.requiresAction, .provideAccount): .pending
        case (.pending, .succeed): .succeeded
        case (.pending, .fail): .failed
        case (.pending, .cancel): .canceled
        case (.succeeded, .fail): .failed
        default: throw IllegalTransition(.refund, from: rawValue, event: event.rawValue)
        }
    }
}

/// What can happen to a refund.
public enum RefundEvent: String, CaseIterable, Sendable {
    /// The payer names an account.
    case provideAccount
    /// The provider sends the money.
    case succeed
    /// The provider refuses, or a bank returns the money later.
    case fail
    /// We call it off.
    case cancel
}
