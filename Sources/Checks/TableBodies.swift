public import Base

/// The body that makes a table.
public struct TableDraft: Shaped, Equatable {
    /// What people will call it.
    public let name: String
    /// How many guests it seats.
    public let seats: Int
    /// Its form on the plan.
    public let form: TableShape
    /// Units from the left.
    public let x: Int
    /// Units from the top.
    public let y: Int
    /// Units wide.
    public let width: Int
    /// Units high.
    public let height: Int

    /// The wire's form.
    public static let shape = Shape<TableDraft>.object(
        "TableDraft", TableDraft.init(name:seats:form:x:y:width:height:),
        Field("name", \.name, .freeText(1...24), "What people call it."),
        Field("seats", \.seats, .int(1...99), absent: 4, "How many guests it seats."),
        Field("shape", \.form, .choice, absent: .square),
        Field("x", \.x, .int(0...59), "Units from the left; the plan has 60."),
        Field("y", \.y, .int(0...59), "Units from the top; the plan has 60."),
        Field("width", \.width, .int(1...12), absent: 2, "In units."),
        Field("height", \.height, .int(1...12), absent: 2, "In units."))

    /// The table that it becomes.
    func table(_ id: ID<DiningTable>, on floor: ID<Floor>) -> DiningTable {
        DiningTable(
            id: id, floor: floor, name: name, seats: seats, shape: form,
            place: TablePlace(x: x, y: y, width: width, height: height))
    }
}

/// The body that adds tables: one, or a whole row.
public struct TablesDraft: Shaped, Equatable {
    /// The tables.
    public let tables: [TableDraft]

    /// The wire's form.
    public static let shape = Shape<TablesDraft>.object(
        "TablesDraft", TablesDraft.init(tables:),
        Field("tables", \.tables, TableDraft.shape.list(1...60), "All of them, or none."))
}

/// The body that changes a table; what is left out stays.
public struct TableChange: Shaped, Equatable {
    /// Which arrangement of it the caller saw.
    public let arranged: Int64
    /// What people call it.
    public let name: String?
    /// How many guests it seats.
    public let seats: Int?
    /// Its form on the plan.
    public let form: TableShape?
    /// The floor it stands on.
    public let floor: ID<Floor>?
    /// Units from the left.
    public let x: Int?
    /// Units from the top.
    public let y: Int?
    /// Units wide.
    public let width: Int?
    /// Units high.
    public let height: Int?

    /// A change of the table as it was arranged then; nil stays as it is.
    public init(
        arranged: Int64, name: String? = nil, seats: Int? = nil, form: TableShape? = nil,
        floor: ID<Floor>? = nil, x: Int? = nil, y: Int? = nil, width: Int? = nil, height: Int? = nil
    ) {
        self.arranged = arranged
        self.name = name
        self.seats = seats
        self.form = form
        self.floor = floor
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The wire's form.
    public static let shape = Shape<TableChange>.object(
        "TableChange", TableChange.init(arranged:name:seats:form:floor:x:y:width:height:),
        Field("arranged", \.arranged, .integer(1...1_000_000_000), "The arrangement that the caller saw."),
        Field(optional: "name", \.name, .freeText(1...24)),
        Field(optional: "seats", \.seats, .int(1...99)),
        Field(optional: "shape", \.form, .choice),
        Field(optional: "floor", \.floor, .id(), "Another floor of the branch."),
        Field(optional: "x", \.x, .int(0...59)), Field(optional: "y", \.y, .int(0...59)),
        Field(optional: "width", \.width, .int(1...12)), Field(optional: "height", \.height, .int(1...12)))

    /// The table after it.
    func applied(to table: DiningTable) -> DiningTable {
        DiningTable(
            id: table.id, floor: floor ?? table.floor, name: name ?? table.name, seats: seats ?? table.seats,
            shape: form ?? table.shape,
            place: TablePlace(
                x: x ?? table.place.x, y: y ?? table.place.y, width: width ?? table.place.width,
                height: height ?? table.place.height),
            version: table.version + 1, arranged: table.arranged + 1)
    }
}

/// The body that takes a table out of use.
public struct TableArchive: Shaped, Equatable {
    /// Which arrangement of it the caller saw.
    public let arranged: Int64

    /// The wire's form.
    public static let shape = Shape<TableArchive>.object(
        "TableArchive", TableArchive.init(arranged:),
        Field("arranged", \.arranged, .integer(1...1_000_000_000), "The arrangement that the caller saw."))
}
