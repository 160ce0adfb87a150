public import Store

/// Where one ordered line stands between the order pad and the table.
///
/// Checks keeps `new`, `held`, `sent` and `voided`; from `sent` on the kitchen's own record says how far the
/// line is.
public enum LineState: String, CaseIterable, Sendable, SQLValue {
    /// On the order pad only.
    case new
    /// Sent with a course that is not fired yet.
    case held
    /// At the station.
    case sent
    /// Being prepared.
    case inPrep = "in_prep"
    /// Waiting to be carried out.
    case ready
    /// On the table: it can be comped or refunded, never voided.
    case served
    /// Taken off the check.
    case voided
}

/// What can happen to a line.
public enum LineEvent: Sendable, Hashable, CaseIterable {
    /// The guest changes their mind before the round is sent.
    case delete
    /// Quantity, options, note or seat are changed before the round is sent.
    case change
    /// The round is sent; the line's course is fired or it has none.
    case send
    /// The round is sent and the line's course waits.
    case hold
    /// Its course is fired.
    case fire
    /// A station begins.
    case start
    /// A station is done.
    case bump
    /// It reaches the table.
    case serve
    /// A station takes it back.
    case recall
    /// It is voided by someone who gave a reason.
    case void
    /// It is voided with a reason and an approval.
    case voidApproved
    /// It is given for free.
    case comp
}

/// What a line becomes.
public enum LineOutcome: Sendable, Hashable {
    /// The line stays, in this state.
    case state(LineState)
    /// The line is gone without a trace on the check.
    case deleted
}

extension LineState {
    /// What becomes of the line: the only place where a line changes state; whatever is not listed is
    /// refused.
    public func after(_ event: LineEvent) throws(LineRefusal) -> LineOutcome {
        switch (self, event) {
        case (.new, .delete): .deleted
        case (.new, .change): .state(.new)
        case (.new, .send), (.held, .fire): .state(.sent)
        case (.new, .hold): .state(.held)
        case (.sent, .start), (.ready, .recall), (.served, .recall): .state(.inPrep)
        case (.sent, .bump), (.inPrep, .bump): .state(.ready)
        case (.ready, .serve): .state(.served)
        case (.held, .void), (.sent, .void), (.held, .voidApproved), (.sent, .voidApproved): .state(.voided)
        case (.inPrep, .voidApproved), (.ready, .voidApproved): .state(.voided)
        case (.inPrep, .void), (.ready, .void): throw .approvalRequired
        case (.new, .comp), (.held, .comp), (.sent, .comp), (.inPrep, .comp), (.ready, .comp),
            (.served, .comp):
            .state(self)
        default: throw .illegalTransition(from: self)
        }
    }
}
