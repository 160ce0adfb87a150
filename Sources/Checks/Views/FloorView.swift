public import Base

/// What a table's tile says about the party.
public enum TileState: String, CaseIterable, Sendable {
    /// Nobody sits there.
    case free
    /// Guests sit there; nothing is sent yet.
    case seated
    /// The kitchen has their order.
    case ordered
    /// Something waits to be carried out.
    case ready
    /// They asked for the bill, or have paid a part of it.
    case billed
}

/// A table on the floor plan with its live state.
public struct TableTile: Shaped, Equatable {
    /// The check of the party, in short.
    public struct Party: Shaped, Equatable {
        let id: ID<Check>
        let no: Int64
        let total: Int64
        let guests: Int
        let openedAt: Instant
        let waiter: String
        let newLines: Int
        let readyItems: Int

        /// As in the API's document.
        public static let shape = Shape<Party>.object(
            "TableCheck",
            {
                Party(
                    id: $0, no: $1, total: $2, guests: $3, openedAt: $4, waiter: $5, newLines: $6,
                    readyItems: $7)
            },
            Field<Party, ID<Check>>("id", \.id, .id()),
            Field<Party, Int64>("no", \.no, .integer(1...9_007_199_254_740_991)),
            Field<Party, Int64>("total", \.total, .amount),
            Field<Party, Int>("guests", \.guests, .int(0...1000)),
            Field<Party, Instant>("openedAt", \.openedAt, .instant),
            Field<Party, String>("waiter", \.waiter, .text(0...200)),
            Field<Party, Int>("newLines", \.newLines, .int()),
            Field<Party, Int>("readyItems", \.readyItems, .int()))
    }

    let table: DiningTable
    let state: TileState
    let check: Party?

    /// As in the API's document.
    public static let shape: Shape<TableTile> = Shape<TableTile>.object(
        "FloorTable", make,
        Field<TableTile, ID<DiningTable>>("id", \.table.id, .id()),
        Field<TableTile, ID<Floor>>("floor", \.table.floor, .id()),
        Field<TableTile, String>("name", \.table.name, .text(1...100)),
        Field<TableTile, Int>("seats", \.table.seats, .int(1...1000)),
        Field<TableTile, TableShape>("shape", \.table.shape, .choice),
        Field<TableTile, Int>("x", \.table.place.x, .int()),
        Field<TableTile, Int>("y", \.table.place.y, .int()),
        Field<TableTile, Int>("width", \.table.place.width, .int()),
        Field<TableTile, Int>("height", \.table.place.height, .int()),
        Field<TableTile, Int64>("version", \.table.version, .integer(1...9_007_199_254_740_991)),
        Field<TableTile, TileState>("state", \.state, .choice),
        Field<TableTile, Party?>(optional: "check", \.check, Party.shape),
        Field<TableTile, Int64>(
            "arranged", \.table.arranged, .integer(1...1_000_000_000),
            "Counts the changes of its name, seats and place; in a change, the one that the caller saw."))

    private static let make:
        @Sendable (
            ID<DiningTable>, ID<Floor>, String, Int, TableShape, Int, Int, Int, Int, Int64, TileState, Party?,
            Int64
        ) -> TableTile = {
            id, floor, name, seats, shape, x, y, width, height, version, state, check, arranged in
            TableTile(
                table: DiningTable(
                    id: id, floor: floor, name: name, seats: seats, shape: shape,
                    place: TablePlace(x: x, y: y, width: width, height: height), version: version,
                    arranged: arranged),
                state: state, check: check)
        }

    /// The tile as it goes into frames.
    public var json: JSON { TableTile.shape.encode(self) }
}

extension TileState {
    /// What the tile of a table says whose check stands so; nil: there is none.
    static func of(_ check: CheckState?, sentLines: Int, readyItems: Int) -> TileState {
        switch check {
        case .open where readyItems > 0: .ready
        case .open where sentLines > 0: .ordered
        case .open: .seated
        case .billed, .partiallyPaid: .billed
        case .paid, .closed, .voided, .merged, nil: .free
        }
    }
}

extension TileState {
    /// Everything that a tile shows of a check: two equal faces need no new frame.
    struct Face: Equatable {
        let table: ID<DiningTable>?
        let state: TileState
        let numbers: [Int64]
        let waiter: String

        init(_ check: Check) {
            table = check.table?.id
            let isLive = check.state.isLive
            state = .of(check.state, sentLines: check.sentLines, readyItems: check.readyLines)
            numbers =
                isLive
                ? [
                    check.money.total, Int64(check.guests), Int64(check.newLines), Int64(check.readyLines),
                ] : []
            waiter = isLive ? check.waiter.name : ""
        }
    }
}

extension TableTile {
    /// The tile of a table and of the check that sits there.
    init(_ table: DiningTable, _ check: Check?) {
        let live = check.flatMap { $0.state.isLive ? $0 : nil }
        self.init(
            table: table,
            state: .of(live?.state, sentLines: live?.sentLines ?? 0, readyItems: live?.readyLines ?? 0),
            check: live.map {
                Party(
                    id: $0.id, no: $0.no, total: $0.money.total, guests: $0.guests, openedAt: $0.openedAt,
                    waiter: $0.waiter.name, newLines: $0.newLines, readyItems: $0.readyLines)
            })
    }
}

extension FloorView.Storey {
    /// The view of a floor.
    init(_ floor: Floor) {
        self.init(id: floor.id, name: floor.name, position: floor.position, version: floor.version)
    }
}

/// A branch's floors and all their tables.
public struct FloorView: Shaped, Equatable {
    /// A floor.
    public struct Storey: Shaped, Equatable {
        let id: ID<Floor>
        let name: String
        let position: Int
        let version: Int64

        /// `{id, name, position, version}`.
        public static let shape = Shape<Storey>.object(
            "Floor", { Storey(id: $0, name: $1, position: $2, version: $3) },
            Field("id", \.id, .id()), Field("name", \.name, .text(1...100)),
            Field("position", \.position, .int()),
            Field(
                "version", \.version, .integer(1...1_000_000_000),
                "Counts its changes; in a change, the one that the caller saw."))
    }

    let floors: [Storey]
    let tables: [TableTile]
    let seq: Int64

    /// `{floors, tables, seq}`.
    public static let shape = Shape<FloorView>.object(
        "FloorView", { FloorView(floors: $0, tables: $1, seq: $2) },
        Field("floors", \.floors, Storey.shape.list(0...200)),
        Field("tables", \.tables, TableTile.shape.list(0...2000)),
        Field(
            "seq", \.seq, .integer(0...9_007_199_254_740_991),
            "The number of the last frame that this view holds."))
}
