public import Base

/// Why a business day is not closed.
public enum DayRefusal: Refusal, Equatable {
    /// Checks are still open, and nobody asked to carry them over.
    case openChecks(count: Int)
    /// A card's answer is still missing.
    case unknownTenders(count: Int)

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .openChecks(let count):
            Problem(409, "open_checks", "Checks are still open.", facts: ["count": .integer(Int64(count))])
        case .unknownTenders(let count):
            Problem(
                409, "unknown_payments", "Card payments are still unresolved.",
                facts: ["count": .integer(Int64(count))])
        }
    }
}
