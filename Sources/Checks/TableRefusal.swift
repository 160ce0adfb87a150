public import Base

/// Why a table or a floor does not do what was asked.
public enum TableRefusal: Refusal, Equatable {
    /// There is no such table at this branch.
    case unknownTable
    /// There is no such floor at this branch.
    case unknownFloor
    /// Guests are sitting there.
    case occupied
    /// Two tables of one floor have one name.
    case nameTaken

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .unknownTable: Problem(404, "unknown_table", "There is no such table at this branch.")
        case .unknownFloor: Problem(404, "unknown_floor", "There is no such floor at this branch.")
        case .occupied: Problem(409, "table_occupied", "Guests are sitting at this table.")
        case .nameTaken: Problem(409, "name_taken", "Another table of this floor has this name.")
        }
    }
}
