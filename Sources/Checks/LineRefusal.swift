public import Base

/// Why a line does not do what was asked.
public enum LineRefusal: Refusal, Equatable {
    /// There is no such line on the check.
    case unknownLine
    /// The line's state does not allow it.
    case illegalTransition(from: LineState)
    /// The kitchen has begun: someone must approve.
    case approvalRequired
    /// More is voided than is left.
    case quantityTooLarge(left: Int64)
    /// A part of a unit that is not weighed.
    case wholeUnits
    /// It is free already.
    case alreadyComped
    /// The id is already another line's.
    case idTaken
    /// The price of so many of it does not fit.
    case amountTooLarge

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .unknownLine: Problem(404, "unknown_line", "There is no such line on this check.")
        case .illegalTransition(let state):
            Problem(409, "illegal_transition", "The line's state does not allow this.", state: state.rawValue)
        case .approvalRequired:
            Problem(403, "approval_required", "The kitchen has begun: someone must approve.")
        case .quantityTooLarge(let left):
            Problem(
                422, "quantity_too_large", "More than is left of the line.", facts: ["max": .integer(left)])
        case .wholeUnits: Problem(422, "whole_units", "This product is sold in whole units.")
        case .alreadyComped: Problem(409, "already_comped", "The line is free already.")
        case .idTaken: Problem(409, "id_taken", "This id is already in use.")
        case .amountTooLarge: Problem(422, "amount_too_large", "The amount is too large.")
        }
    }
}
