public import Store

/// Where a print job stands.
public enum PrintJobState: String, CaseIterable, Sendable, SQLValue {
    /// Waits for its printer.
    case queued
    /// Handed to whoever drives the printer.
    case sent
    /// On paper.
    case done
    /// Did not get onto paper.
    case failed

    /// The state after an event; whatever is not listed is refused.
    public func after(_ event: PrintJobEvent) throws(PrintRefusal) -> PrintJobState {
        switch (self, event) {
        case (.queued, .send): .sent
        case (.sent, .finish): .done
        case (.sent, .fail): .failed
        case (.failed, .retry): .queued
        default: throw .unexpectedState(state: self, event: event)
        }
    }
}

/// What can happen to a print job.
public enum PrintJobEvent: String, CaseIterable, Sendable {
    /// It is handed over.
    case send
    /// The printer took all of it.
    case finish
    /// It did not.
    case fail
    /// It is tried again.
    case retry
}
