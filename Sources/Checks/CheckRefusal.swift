public import Base

/// Why a check does not do what was asked.
public enum CheckRefusal: Refusal, Equatable {
    /// There is no such check at this branch.
    case unknownCheck
    /// The check's state does not allow it.
    case illegalTransition(from: CheckState)
    /// The caller saw an older check; it must show the present one first.
    case stale(version: Int64)
    /// The id is already another check's.
    case idTaken
    /// Money is on it or on its way.
    case hasPayments
    /// Lines are still neither voided nor comped.
    case linesLeft
    /// There is nothing on it.
    case empty
    /// There is nothing new to send.
    case nothingToSend
    /// Lines wait on the order pad; they are sent or deleted before the check is settled.
    case unsentLines(count: Int)
    /// A check has at most that many lines.
    case tooManyLines(most: Int)
    /// A check is not merged with itself.
    case sameCheck
    /// The discount is larger than what is left to discount.
    case discountTooLarge(most: Int64)
    /// The total would fall below what is paid.
    case belowPaid(most: Int64)
    /// There is no such discount on the check.
    case unknownDiscount
    /// Dine-in needs a table; takeaway and quick sale have none.
    case tableExpected
    /// Takeaway and quick sale have no table.
    case noTableExpected

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .unknownCheck: Problem(404, "unknown_check", "There is no such check at this branch.")
        case .illegalTransition(let state):
            Problem(
                409, "illegal_transition", "The check's state does not allow this.", state: state.rawValue)
        case .stale(let version):
            Problem(
                409, "stale_version", "The check has changed in the meantime.",
                facts: ["version": .integer(version)])
        case .idTaken: Problem(409, "id_taken", "This id is already in use.")
        case .hasPayments: Problem(409, "has_payments", "Money is on this check or on its way.")
        case .linesLeft: Problem(409, "lines_left", "Every line must be voided or comped first.")
        case .empty: Problem(409, "empty_check", "There is nothing on this check.")
        case .nothingToSend: Problem(409, "nothing_to_send", "There is no new line to send.")
        case .unsentLines(let count):
            Problem(
                409, "unsent_lines", "Lines are still on the order pad.",
                facts: ["count": .integer(Int64(count))])
        case .tooManyLines(let most):
            Problem(
                422, "too_many_lines", "A check has room for \(most) lines.",
                facts: ["max": .integer(Int64(most))])
        case .sameCheck: Problem(422, "same_check", "A check is not merged with itself.")
        case .discountTooLarge(let most):
            Problem(
                422, "discount_too_large", "More than there is to discount.", facts: ["max": .integer(most)])
        case .belowPaid(let most):
            Problem(
                409, "below_paid", "The total would fall below what is paid.", facts: ["max": .integer(most)])
        case .unknownDiscount: Problem(404, "unknown_discount", "There is no such discount on this check.")
        case .tableExpected: Problem(422, "table_required", "Dine-in needs a table.")
        case .noTableExpected: Problem(422, "table_not_expected", "Takeaway and quick sale have no table.")
        }
    }
}
