public import Base
public import Organizations
public import Store
import Kitchen
import struct FoundationEssentials.UUID

extension FloorView {
    /// A branch's floor plan as it is now: one query for the tables, the kitchen's word on what is ready.
    ///
    /// To be read in a snapshot transaction, so that `seq` and the tiles are of one moment.
    public static func load(
        _ branch: ID<Branch>, of organization: ID<Organization>, seq: Int64, in tx: borrowing Transaction
    ) throws -> FloorView {
        let statements = [FloorStore.floors(organization, branch), FloorStore.tables(organization, branch)]
        let rows = try tx.all(statements)
        let floors = try FloorStore.readFloors(rows[0], statements[0])
        let tiles = try TableTile.tiles(
            try FloorStore.readTables(rows[1], statements[1]), organization, in: tx)
        return FloorView(
            floors: floors.map { Storey($0) }, tables: tiles,
            seq: seq)
    }
}

extension TableTile {
    /// The tiles of tables with what waits to be carried out.
    static func tiles(
        _ seats: [FloorStore.Seat], _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [TableTile] {
        let sent = seats.filter { $0.sentLines > 0 }.compactMap { $0.party?.id.raw }
        let stages = sent.isEmpty ? [:] : try KitchenStages.of(checks: sent, of: organization, in: tx)
        return seats.map { seat in
            let ready = seat.party.flatMap { stages[$0.id.raw] }.map(readyLines) ?? 0
            return TableTile(
                table: seat.table, state: .of(seat.state, sentLines: seat.sentLines, readyItems: ready),
                check: seat.party?.with(ready: ready))
        }
    }

    /// Lines whose least far part is ready, as the check itself counts them.
    private static func readyLines(_ stages: KitchenStages) -> Int {
        stages.lines.keys.count { stages.state(of: $0) == .ready }
    }
}

extension TableTile.Party {
    func with(ready: Int) -> TableTile.Party {
        TableTile.Party(
            id: id, no: no, total: total, guests: guests, openedAt: openedAt, waiter: waiter,
            newLines: newLines,
            readyItems: ready)
    }
}

/// What POS and waiter screens begin with: the live checks and the tables of a branch.
public struct ChecksSnapshot: Sendable {
    /// Every open, billed or partially paid check, by number.
    public let checks: [CheckView]
    /// Every table.
    public let tables: [TableTile]

    /// Reads both; in a snapshot transaction they are of one moment.
    public static func load(
        _ branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> ChecksSnapshot {
        let statements =
            CheckStore.liveQueries(organization, branch) + [FloorStore.tables(organization, branch)]
        let rows = try tx.all(statements)
        var checks = try CheckStore.readAll(rows[0...3], statements[0...3])
        let stages = try KitchenStages.of(checks: checks.map(\.id.raw), of: organization, in: tx)
        for index in checks.indices { checks[index].learn(stages[checks[index].id.raw] ?? .none) }
        let seats = try FloorStore.readTables(rows[4], statements[4])
        return ChecksSnapshot(
            checks: checks.map { CheckView($0) }, tables: try TableTile.tiles(seats, organization, in: tx))
    }

    /// `{checks, tables}` as the socket's snapshot holds them.
    public var json: JSON {
        ["checks": .array(checks.map(\.json)), "tables": .array(tables.map(\.json))]
    }
}
