import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

/// Floors and tables are set up, changed and taken out of use.
@Suite(.database) struct ArrangeTests {
    private func plan(_ bistro: Bistro) async throws -> FloorView {
        let (organization, branch) = (bistro.organization, bistro.branch)
        return try await bistro.db.transaction(.organization(organization.raw)) { tx in
            try FloorView.load(branch, of: organization, seq: 0, in: tx)
        }
    }

    private func table(_ name: String, x: Int, y: Int = 0, width: Int = 2) -> TableDraft {
        TableDraft(name: name, seats: 4, form: .square, x: x, y: y, width: width, height: 2)
    }

    @discardableResult
    private func add(_ drafts: [TableDraft], on floor: ID<Floor>, _ bistro: Bistro) async throws
        -> [TableTile]
    {
        try await bistro.run { context, tx in
            try AddTables.run(drafts, on: floor, at: bistro.branch, context, in: tx)
        }
    }

    @discardableResult
    private func change(_ table: ID<DiningTable>, _ change: TableChange, _ bistro: Bistro) async throws
        -> TableTile
    {
        try await bistro.run { context, tx in
            try ChangeTable.run(table, change, at: bistro.branch, context, in: tx)
        }
    }

    private func archive(_ table: ID<DiningTable>, _ arranged: Int64, _ bistro: Bistro) async throws {
        try await bistro.run { context, tx in
            try ArchiveTable.run(table, arranged: arranged, at: bistro.branch, context, in: tx)
        }
    }

    private func garden(_ bistro: Bistro) async throws -> FloorView.Storey {
        try await bistro.run { context, tx in
            try AddFloor.last(named: "Bahçe", at: bistro.branch, context, in: tx)
        }
    }

    @Test func `floors are added last, renamed and put into another order, each once`() async throws {
        let bistro = try await Bistro.make()
        let hall = try #require(try await plan(bistro).floors.first)
        let garden = try await garden(bistro)
        #expect(garden.position == 1)
        await #expect(throws: TableRefusal.floorNameTaken) { _ = try await self.garden(bistro) }
        let renamed = try await bistro.run { context, tx in
            try RenameFloor.run(garden.id, to: "Teras", version: 1, at: bistro.branch, context, in: tx)
        }
        #expect(renamed.name == "Teras" && renamed.version == 2)
        await #expect(throws: TableRefusal.staleVersion(current: 2)) {
            try await bistro.run { context, tx in
                try RenameFloor.run(garden.id, to: "Kış", version: 1, at: bistro.branch, context, in: tx)
            }
        }
        let order: @Sendable ([ID<Floor>]) async throws -> Void = { floors in
            try await bistro.run { context, tx in
                _ = try OrderFloors.run(floors, at: bistro.branch, context, in: tx)
            }
        }
        try await order([garden.id, hall.id])
        #expect(try await plan(bistro).floors.map(\.name) == ["Teras", "Salon"])
        await #expect(throws: TableRefusal.orderDiffers) { try await order([hall.id]) }
        await #expect(throws: TableRefusal.orderDiffers) { try await order([hall.id, hall.id]) }
    }

    @Test func `a row of tables is added whole, on free spots of the plan, or not at all`() async throws {
        let bistro = try await Bistro.make()
        let floor = try #require(try await plan(bistro).floors.first).id
        let row = (5...8).map { table("\($0)", x: ($0 - 5) * 3, y: 4) }
        #expect(try await add(row, on: floor, bistro).map(\.table.name) == ["5", "6", "7", "8"])
        for (wrong, refusal) in [
            (table("9", x: 1), TableRefusal.placeTaken), (table("9", x: 58, width: 3), .offPlan),
            (table("5", x: 20, y: 20), .nameTaken),
        ] {
            await #expect(throws: refusal) {
                try await add([table("10", x: 30, y: 30), wrong], on: floor, bistro)
            }
        }
        await #expect(throws: TableRefusal.unknownFloor) {
            try await add(row, on: bistro.db.surroundings.newID(), bistro)
        }
        #expect(try await plan(bistro).tables.count == 8)
        await #expect(throws: PermissionRefusal.self) {
            try await bistro.run(bistro.person("Anna", [.pay: Grant(.allow)])) { context, tx in
                try AddTables.run(row, on: floor, at: bistro.branch, context, in: tx)
            }
        }
    }

    @Test func `a table is moved under its guests, but keeps the name that their check has`() async throws {
        let bistro = try await Bistro.make()
        let garden = try await garden(bistro)
        let check = try await bistro.open(table: 0, [("Kola", 1)])
        let seated = bistro.tables[0]
        let moved = try await change(
            seated, TableChange(arranged: 1, seats: 6, form: .round, floor: garden.id, x: 9), bistro)
        #expect(moved.table.floor == garden.id && moved.table.seats == 6 && moved.table.shape == .round)
        #expect(moved.state == .seated && moved.check?.id == check.id && moved.table.arranged == 2)
        await #expect(throws: TableRefusal.occupied) {
            try await change(seated, TableChange(arranged: 2, name: "VIP"), bistro)
        }
        await #expect(throws: TableRefusal.staleVersion(current: 2)) {
            try await change(seated, TableChange(arranged: 1, seats: 2), bistro)
        }
        await #expect(throws: TableRefusal.placeTaken) {
            try await change(bistro.tables[1], TableChange(arranged: 1, x: 6), bistro)
        }
        #expect(
            try await change(bistro.tables[1], TableChange(arranged: 1, name: "VIP"), bistro).table.name
                == "VIP")
        // The till goes on as if nothing had been moved, from what it knew before.
        try await bistro.send(check)
        try await bistro.pay(check, bistro.tender(.cash, 7500))
        #expect(try await plan(bistro).tables.filter { $0.state != .free }.isEmpty)
    }

    @Test func `a table with guests stays in use, and its floor too; a free one leaves its name`()
        async throws
    {
        let bistro = try await Bistro.make()
        let hall = try #require(try await plan(bistro).floors.first)
        let check = try await bistro.open(table: 0, [("Kola", 1)])
        await #expect(throws: TableRefusal.occupied) { try await archive(bistro.tables[0], 1, bistro) }
        let close: @Sendable () async throws -> Void = {
            try await bistro.run { context, tx in
                _ = try ArchiveFloor.run(hall.id, version: 1, at: bistro.branch, context, in: tx)
            }
        }
        await #expect(throws: TableRefusal.occupied) { try await close() }
        try await archive(bistro.tables[1], 1, bistro)
        await #expect(throws: TableRefusal.unknownTable) { _ = try await bistro.open(table: 1) }
        try await add([table("T2", x: 3)], on: hall.id, bistro)
        try await bistro.send(check)
        try await bistro.pay(check, bistro.tender(.cash, 7500))
        try await close()
        #expect(try await plan(bistro).floors.isEmpty)
        #expect(try await plan(bistro).tables.isEmpty)
        #expect(
            try await bistro.count("select count(*) from screen_frames where type = 'table.archived'") == 5)
        await #expect(throws: TableRefusal.unknownTable) { _ = try await bistro.open(table: 0) }
    }
}
