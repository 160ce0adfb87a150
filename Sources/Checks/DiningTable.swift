public import Base
public import Store

/// The form a table has on the floor plan.
public enum TableShape: String, CaseIterable, Sendable, SQLValue {
    /// Square or rectangular.
    case square
    /// Round or oval.
    case round
}

/// Where a table stands on the plan, in grid units.
public struct TablePlace: Sendable, Hashable {
    /// From the left.
    public let x: Int
    /// From the top.
    public let y: Int
    /// How wide.
    public let width: Int
    /// How high.
    public let height: Int

    /// A plan is so many units wide and high.
    public static let planUnits = 60
    /// A table is at most so many units wide and high.
    public static let tableUnitsMax = 12

    /// A place.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Whether the plan is large enough for it.
    var isOnPlan: Bool { x + width <= TablePlace.planUnits && y + height <= TablePlace.planUnits }

    /// Whether two tables would stand on one spot.
    func overlaps(_ other: TablePlace) -> Bool {
        x < other.x + other.width && other.x < x + width && y < other.y + other.height
            && other.y < y + height
    }
}

/// A table that guests sit at.
public struct DiningTable: Sendable, Hashable {
    /// Its identity.
    public let id: ID<DiningTable>
    /// The floor it stands on.
    public let floor: ID<Floor>
    /// What people call it.
    public let name: String
    /// How many guests it seats.
    public let seats: Int
    /// Its form on the plan.
    public let shape: TableShape
    /// Its place on the plan.
    public let place: TablePlace
    /// Counts the changes of its tile.
    public var version: Int64
    /// Counts the changes of the table itself: its name, its seats, its place.
    public let arranged: Int64

    /// A table.
    public init(
        id: ID<DiningTable>, floor: ID<Floor>, name: String, seats: Int, shape: TableShape, place: TablePlace,
        version: Int64 = 1, arranged: Int64 = 1
    ) {
        self.id = id
        self.floor = floor
        self.name = name
        self.seats = seats
        self.shape = shape
        self.place = place
        self.version = version
        self.arranged = arranged
    }
}

/// A part of a branch with tables of its own: the hall, the garden.
public struct Floor: Sendable, Hashable {
    /// Its identity.
    public let id: ID<Floor>
    /// What people call it.
    public let name: String
    /// Its place among the floors, from 0.
    public let position: Int
    /// Counts its changes.
    public let version: Int64

    /// A floor.
    public init(id: ID<Floor>, name: String, position: Int, version: Int64 = 1) {
        self.id = id
        self.name = name
        self.position = position
        self.version = version
    }
}
