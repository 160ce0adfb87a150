public import Base

/// Why a command on a bank terminal changes nothing.
public enum BankTerminalRefusal: Refusal, Equatable {
    /// The branch has no such terminal, or has it no more.
    case unknown
    /// The branch has a terminal of this name.
    case nameTaken
    /// It was changed since the caller saw it; its version now.
    case staleVersion(current: Int64)
    /// A branch has room for so many.
    case tooMany(most: Int)

    /// The problem each refusal answers with.
    public var problem: Problem {
        switch self {
        case .unknown: Problem(404, "not_found")
        case .nameTaken: Problem(409, "bank_terminal_name_taken")
        case .staleVersion(let current): Problem(409, "stale_version", facts: ["version": .integer(current)])
        case .tooMany(let most):
            Problem(409, "too_many_bank_terminals", facts: ["max": .integer(Int64(most))])
        }
    }
}
