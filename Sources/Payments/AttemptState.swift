public import Store

/// Where one try to get an intent's money stands.
public enum AttemptState: String, CaseIterable, Sendable, SQLValue {
    /// Written down and committed; not a byte has left us.
    case created
    /// Committed as about to be asked: from here on only the provider knows.
    case sent
    /// The provider took the money.
    case succeeded
    /// The provider refused.
    case declined
    /// The card holder has to act.
    case needsAction = "needs_action"
    /// The request provably never left us.
    case notSent = "not_sent"
    /// Nobody knows yet; inquiry will tell.
    case unknown
    /// Declared dead by a person, with a reason.
    case abandoned

    /// The state after an event; whatever is not listed is refused.
    public func after(_ event: AttemptEvent) throws(IllegalTransition) -> AttemptState {
        switch (self, event) {
        case (.created, .send): .sent
        case (.created, .recoverUnsent): .notSent
        case (.sent, .succeed), (.needsAction, .succeed), (.unknown, .succeed): .succeeded
        case (.sent, .decline), (.needsAction, .decline), (.unknown, .decline): .declined
        case (.sent, .needAction): .needsAction
        case (.sent, .failToSend): .notSent
        case (.sent, .loseAnswer), (.needsAction, .loseAnswer): .unknown
        case (.unknown, .abandon): .abandoned
        default: throw IllegalTransition(.attempt, from: rawValue, event: event.rawValue)
        }
    }

    /// Whether an intent with such an attempt must not get another one.
    public var isOpen: Bool {
        switch self {
        case .created, .sent, .needsAction, .unknown: true
        case .succeeded, .declined, .notSent, .abandoned: false
        }
    }
}

/// What can happen to an attempt.
public enum AttemptEvent: String, CaseIterable, Sendable {
    /// The request is about to leave.
    case send
    /// After a restart: the request never left (only from `created`).
    case recoverUnsent
    /// The provider took the money.
    case succeed
    /// The provider refused.
    case decline
    /// The card holder has to act.
    case needAction
    /// The connector proves that no byte left.
    case failToSend
    /// The answer got lost.
    case loseAnswer
    /// A person gives it up.
    case abandon
}
