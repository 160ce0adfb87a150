public import Store

/// Where one tender stands: a part of a check that someone pays in one way.
public enum TenderState: String, CaseIterable, Sendable, SQLValue {
    /// Asked for and reserved, not yet booked: cash that waits for the card of the same request.
    case initiated
    /// The card is being asked.
    case authorizing
    /// The card's answer never came; only an inquiry or a person can say.
    case unknown
    /// The money is ours.
    case captured
    /// Some of it went back.
    case partiallyRefunded = "partially_refunded"
    /// All of it went back.
    case refunded
    /// The card said no.
    case failed
    /// Given up before the fiscal document.
    case cancelled
}

/// What can happen to a tender.
public enum TenderEvent: Sendable, Hashable, CaseIterable {
    /// The card is asked.
    case authorize
    /// The money is ours.
    case capture
    /// The card said no.
    case fail
    /// No answer in time.
    case timeOut
    /// A part goes back.
    case refundPart
    /// The rest goes back.
    case refundRest
    /// Given up.
    case cancel
}

extension TenderState {
    /// The state after `event`: the only place where a tender changes state; whatever is not listed is
    /// refused.
    public func after(_ event: TenderEvent) throws(TenderRefusal) -> TenderState {
        switch (self, event) {
        case (.initiated, .authorize): .authorizing
        case (.initiated, .capture), (.authorizing, .capture), (.unknown, .capture): .captured
        case (.authorizing, .fail), (.unknown, .fail): .failed
        case (.authorizing, .timeOut): .unknown
        case (.captured, .refundPart), (.partiallyRefunded, .refundPart): .partiallyRefunded
        case (.captured, .refundRest), (.partiallyRefunded, .refundRest): .refunded
        case (.captured, .cancel), (.initiated, .cancel), (.authorizing, .cancel): .cancelled
        default: throw .illegalTransition(from: self)
        }
    }

    /// Whether the tender has brought money in (some of which may have gone back since).
    public var isCaptured: Bool { self == .captured || self == .partiallyRefunded || self == .refunded }

    /// Whether it holds a part of what remains without having brought it in.
    public var isReserving: Bool { self == .initiated || self == .authorizing || self == .unknown }
}
