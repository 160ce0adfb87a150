public import Store

/// Where the money of a successful attempt stands.
public enum ChargeState: String, CaseIterable, Sendable, SQLValue {
    /// Authorised, not yet taken.
    case pending
    /// Taken.
    case succeeded
    /// The hold expired or was refused at capture.
    case failed

    /// The state after an event; whatever is not listed is refused: no second capture, no
    /// capture or refund of a failed charge.
    public func after(_ event: ChargeEvent) throws(IllegalTransition) -> ChargeState {
        switch (self, event) {
        case (.pending, .capture): .succeeded
        case (.pending, .fail): .failed
        case (.succeeded, .refund), (.succeeded, .returnRefund): .succeeded
        default: throw IllegalTransition(.charge, from: rawValue, event: event.rawValue)
        }
    }
}

/// What can happen to a charge.
public enum ChargeEvent: String, CaseIterable, Sendable {
    /// The money is taken.
    case capture
    /// It cannot be taken.
    case fail
    /// A part or all goes back; the refunded amount grows.
    case refund
    /// A refund failed; the refunded amount shrinks again.
    case returnRefund
}
