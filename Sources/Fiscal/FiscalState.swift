public import Store

/// Where a fiscal document stands.
public enum FiscalState: String, CaseIterable, Sendable, SQLValue {
    /// Wanted; the device or service has not answered yet.
    case pending
    /// Issued, for ever; only a counter-document reverses it.
    case issued
    /// Refused; may be tried again.
    case failed

    /// The state after an event; whatever is not listed is refused.
    public func after(_ event: FiscalEvent) throws(FiscalRefusal) -> FiscalState {
        switch (self, event) {
        case (.pending, .issue): .issued
        case (.pending, .fail): .failed
        case (.failed, .retry): .pending
        default: throw .unexpectedState(state: self, event: event)
        }
    }
}

/// What can happen to a fiscal document.
public enum FiscalEvent: String, CaseIterable, Sendable {
    /// The device or service issued it.
    case issue
    /// It refused.
    case fail
    /// It is asked again.
    case retry
}
