import Base
import Checks
import Drawers
import Kitchen
import Organizations
import Store

/// What of a branch is out of use, each kind the newest first.
struct OutOfUseView: Shaped {
    /// A floor or drawer: its name and the version that its return asks for.
    struct Thing: Shaped {
        let id: ID<Never>
        let name: String
        let version: Int64

        static let shape = Shape<Thing>.object(
            "OutOfUseThing", Thing.init(id:name:version:), Field("id", \.id, .id()),
            Field("name", \.name, .text()), Field("version", \.version, .version))
    }

    /// A table, and the floor that it stands on again.
    struct Table: Shaped {
        let id: ID<DiningTable>
        let floor: ID<Floor>
        let name: String
        let arranged: Int64

        static let shape = Shape<Table>.object(
            "OutOfUseTable", Table.init(id:floor:name:arranged:), Field("id", \.id, .id()),
            Field("floor", \.floor, .id()), Field("name", \.name, .text()),
            Field("arranged", \.arranged, .version))
    }

    let floors: [Thing]
    let tables: [Table]
    let stations: [StationView]
    let drawers: [Thing]

    static let shape = Shape<OutOfUseView>.object(
        "OutOfUse", OutOfUseView.init(floors:tables:stations:drawers:),
        Field("floors", \.floors, Thing.shape.list(), "Their tables come back with them."),
        Field("tables", \.tables, Table.shape.list(), "Of floors that are in use."),
        Field("stations", \.stations, StationView.shape.list()),
        Field("drawers", \.drawers, Thing.shape.list()))

    /// Reads it.
    static func load(
        _ branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> OutOfUseView {
        let floors = try RetiredPlan.floors(branch, of: organization, in: tx)
        let tables = try RetiredPlan.tables(branch, of: organization, in: tx)
        let drawers = try FindDrawers.all(of: organization, branch: branch, archived: true, in: tx)
        return OutOfUseView(
            floors: floors.map { Thing(id: ID($0.id.raw), name: $0.name, version: $0.version) },
            tables: tables.map { Table(id: $0.id, floor: $0.floor, name: $0.name, arranged: $0.arranged) },
            stations: try Station.archived(at: branch, of: organization, in: tx),
            drawers: drawers.filter(\.archived).map {
                Thing(id: ID($0.id.raw), name: $0.name, version: $0.version)
            })
    }
}
