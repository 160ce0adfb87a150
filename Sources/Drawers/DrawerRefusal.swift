public import Base

/// Why a drawer command changes nothing.
public enum DrawerRefusal: Refusal, Equatable {
    /// The branch has no such drawer.
    case unknownDrawer
    /// The branch has no such session.
    case unknownSession
    /// Cash needs an open drawer session (I7).
    case drawerClosed
    /// Several drawers are open and none was named.
    case drawerAmbiguous
    /// The drawer has an open session already (I7).
    case sessionOpen
    /// The id stands for another session.
    case sessionDiffers
    /// The id stands for another movement.
    case movementDiffers
    /// The session's state does not allow the event.
    case unexpectedState(state: DrawerSessionState, event: DrawerSessionEvent)
    /// A count may be taken back once.
    case recountUsed
    /// A card tender of the drawer has no outcome yet.
    case holdsUnknown
    /// An amount of zero or less.
    case amountNotPositive
    /// A negative float or count.
    case amountNegative
    /// A reason is required.
    case reasonMissing
    /// The notes and coins do not add up to the counted amount.
    case denominationsDiffer(sum: Int64)
    /// Neither an amount nor notes and coins.
    case countMissing
    /// The business day has its Z report: nothing in it changes any more (I8).
    case dayClosed
    /// Drawers of the branch are still open.
    case drawersOpen(count: Int64)
    /// The name is taken in this branch.
    case nameTaken
    /// The drawer's cash is not counted and closed.
    case inUse
    /// It was changed since the caller saw it; its version now.
    case staleVersion(current: Int64)
    /// The branch has no such Z report.
    case unknownReport

    /// The problem each refusal answers with.
    public var problem: Problem {
        switch self {
        case .unknownDrawer, .unknownSession, .unknownReport: Problem(404, "not_found")
        case .drawerClosed: Problem(409, "drawer_closed", "Cash needs an open drawer session.")
        case .drawerAmbiguous: Problem(409, "drawer_ambiguous", "Several drawers are open; say which one.")
        case .sessionOpen: Problem(409, "drawer_session_open", "The drawer is open already.")
        case .sessionDiffers: Problem(409, "drawer_session_differs", "This id stands for another session.")
        case .movementDiffers: Problem(409, "drawer_movement_differs", "This id stands for another movement.")
        case .unexpectedState(let state, let event):
            Problem(
                409, "drawer_session_unexpected_state", "\(event) is not possible now.", state: state.rawValue
            )
        case .recountUsed: Problem(409, "recount_used", "A count may be taken back once.")
        case .holdsUnknown: Problem(409, "drawer_holds_unknown", "A card payment has no outcome yet.")
        case .amountNotPositive: Problem(422, "amount_not_positive")
        case .amountNegative: Problem(422, "amount_negative")
        case .reasonMissing: Problem(422, "reason_required")
        case .denominationsDiffer(let sum):
            Problem(422, "denominations_differ", facts: ["sum": .integer(sum)])
        case .countMissing: Problem(422, "count_required")
        case .dayClosed: Problem(409, "day_closed", "This business day has its Z report.")
        case .drawersOpen(let count): Problem(409, "drawers_open", facts: ["count": .integer(count)])
        case .nameTaken: Problem(409, "drawer_name_taken")
        case .inUse: Problem(409, "drawer_in_use", "The drawer is open: count and close it first.")
        case .staleVersion(let current): Problem(409, "stale_version", facts: ["version": .integer(current)])
        }
    }

    /// The named constraints of the drawers' tables and what their violation means.
    public static let constraints: [String: any Refusal] = [
        "drawer_sessions_one_open": DrawerRefusal.sessionOpen,
        "drawer_sessions_pkey": DrawerRefusal.sessionDiffers,
        "drawer_movements_pkey": DrawerRefusal.movementDiffers,
        "drawers_name_once": DrawerRefusal.nameTaken,
        "z_reports_day_once": DrawerRefusal.dayClosed,
    ]
}
