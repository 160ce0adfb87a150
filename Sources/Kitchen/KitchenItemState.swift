import Base
public import Store

/// Where a dish stands. `after` is the only place where one moves.
public enum KitchenItemState: String, CaseIterable, Sendable, SQLValue {
    /// Ordered, but its course isn't fired yet.
    case held
    /// The station may start.
    case sent
    /// Someone works on it.
    case inPrep = "in_prep"
    /// It waits to be carried out.
    case ready
    /// The guest has it.
    case served
    /// It was cancelled; the station sees it struck until it has confirmed.
    case voided

    /// KIT-001 A dish moves only along the table of its states; everything unlisted is refused.
    public func after(_ event: KitchenEvent) throws(KitchenRefusal) -> KitchenItemState {
        switch (self, event) {
        case (.held, .fire): .sent
        case (.sent, .start): .inPrep
        case (.sent, .bump), (.inPrep, .bump): .ready
        case (.ready, .serve): .served
        case (.ready, .recall), (.served, .recall): .inPrep
        case (.held, .void), (.sent, .void), (.inPrep, .void), (.ready, .void): .voided
        default: throw .illegalTransition(from: self, event: event)
        }
    }

    /// Whether the station still has to do something for it.
    public var isWork: Bool {
        switch self {
        case .held, .sent, .inPrep: true
        case .ready, .served, .voided: false
        }
    }

    /// How far the dish has come, for the choice of what a void takes first.
    var progress: Int {
        switch self {
        case .held: 0
        case .sent: 1
        case .inPrep: 2
        case .ready: 3
        case .served: 4
        case .voided: 5
        }
    }
}

/// What can happen to a dish.
public enum KitchenEvent: String, CaseIterable, Sendable {
    /// Its course is fired.
    case fire
    /// A cook begins.
    case start
    /// It is done.
    case bump
    /// It is carried out.
    case serve
    /// It comes back to the station.
    case recall
    /// It is cancelled.
    case void
}
