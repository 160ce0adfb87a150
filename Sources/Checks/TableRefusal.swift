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
    /// Two floors of a branch have one name.
    case floorNameTaken
    /// Another table stands there.
    case placeTaken
    /// The plan ends before it.
    case offPlan
    /// The order names other floors than there are.
    case orderDiffers
    /// It was changed since the caller saw it; its version now.
    case staleVersion(current: Int64)

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .unknownTable: Problem(404, "unknown_table", "There is no such table at this branch.")
        case .unknownFloor: Problem(404, "unknown_floor", "There is no such floor at this branch.")
        case .occupied: Problem(409, "table_occupied", "Guests are sitting at this table.")
        case .nameTaken: Problem(409, "name_taken", "Another table of this floor has this name.")
        case .floorNameTaken: Problem(409, "floor_name_taken", "Another floor has this name.")
        case .placeTaken: Problem(409, "place_taken", "Another table stands there.")
        case .offPlan: Problem(422, "table_off_plan", "The plan has 60 units in each direction.")
        case .orderDiffers: Problem(409, "order_differs", "Name every one that is in use, once.")
        case .staleVersion(let current): Problem(409, "stale_version", facts: ["version": .integer(current)])
        }
    }
}
