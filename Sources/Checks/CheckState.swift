public import Store

/// Where a check stands between the first order and the fiscal document.
public enum CheckState: String, CaseIterable, Sendable, SQLValue {
    /// Guests order; nothing is paid.
    case open
    /// The bill was asked for or printed; a new line opens it again.
    case billed
    /// Some of it is paid.
    case partiallyPaid = "partially_paid"
    /// Nothing remains; the fiscal document is being issued in the same commit.
    case paid
    /// Paid and documented: nothing about it changes any more.
    case closed
    /// Given up without a payment: every line voided or comped.
    case voided
    /// Its lines live on in another check.
    case merged
}

/// What can happen to a check as a whole.
public enum CheckEvent: Sendable, Hashable, CaseIterable {
    /// New lines, the check's own or another check's.
    case addLines
    /// A line is changed, voided, comped or discounted; a discount is taken back; guests are counted anew.
    case change
    /// The table or the waiter changes.
    case move
    /// The bill is asked for.
    case bill
    /// The bill is taken back.
    case unbill
    /// Money came in and some remains.
    case capturePart
    /// Money came in, or nothing was ever due, and nothing remains.
    case settle
    /// The fiscal document is issued or queued.
    case close
    /// The check is given up.
    case void
    /// The lines go to another check.
    case merge
}

extension CheckState {
    /// The state after `event`: the only place where a check changes state; whatever is not listed is
    /// refused.
    public func after(_ event: CheckEvent) throws(CheckRefusal) -> CheckState {
        switch (self, event) {
        case (.open, .addLines), (.billed, .addLines), (.billed, .unbill): .open
        case (.open, .bill): .billed
        case (.open, .capturePart), (.billed, .capturePart): .partiallyPaid
        case (.partiallyPaid, .capturePart), (.partiallyPaid, .addLines): .partiallyPaid
        case (.open, .settle), (.billed, .settle), (.partiallyPaid, .settle): .paid
        case (.paid, .close): .closed
        case (.open, .void), (.billed, .void): .voided
        case (.open, .merge), (.billed, .merge): .merged
        case (.open, .change), (.open, .move), (.billed, .change), (.billed, .move): self
        case (.partiallyPaid, .change), (.partiallyPaid, .move): self
        default: throw .illegalTransition(from: self)
        }
    }

    /// Whether guests may still order or pay on it.
    public var isLive: Bool { self == .open || self == .billed || self == .partiallyPaid }
}
