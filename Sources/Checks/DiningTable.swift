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

    /// A place.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
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

    /// A table.
    public init(
        id: ID<DiningTable>, floor: ID<Floor>, name: String, seats: Int, shape: TableShape, place: TablePlace,
        version: Int64 = 1
    ) {
        self.id = id
        self.floor = floor
        self.name = name
        self.seats = seats
        self.shape = shape
        self.place = place
        self.version = version
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

    /// A floor.
    public init(id: ID<Floor>, name: String, position: Int) {
        self.id = id
        self.name = name
        self.position = position
    }
}
