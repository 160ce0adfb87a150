import Base
import Drawers
import Kitchen
import Menu
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

/// What was taken out of use comes back.
@Suite(.database) struct OutOfUseTests {
    @Test func `a floor comes back with the tables that went with it, a table where there is room`()
        async throws
    {
        let bistro = try await Bistro.make()
        let branch = bistro.branch
        let first = try #require(try await bistro.plan().first)
        let early = try await bistro.run { context, tx in
            try ArchiveTable.run(bistro.tables[0], arranged: 1, at: branch, context, in: tx)
        }
        let floor = first.table.floor
        bistro.db.clock.advance(seconds: 60)
        let gone = try await bistro.run { context, tx in
            try ArchiveFloor.run(floor, version: 1, at: branch, context, in: tx)
        }
        #expect(try await bistro.plan().isEmpty)
        await #expect(throws: TableRefusal.unknownTable) {
            try await bistro.run { context, tx in
                try RestoreTable.run(
                    bistro.tables[0], arranged: early.table.arranged, at: branch, context, in: tx)
            }
        }
        try await bistro.run { context, tx in
            _ = try RestoreFloor.run(floor, version: gone.version, at: branch, context, in: tx)
        }
        #expect(try await bistro.plan().count == bistro.tables.count - 1)
        let taken = try #require(try await bistro.plan().first).table
        let tile = try await bistro.run { context, tx in
            _ = try ChangeTable.run(
                taken.id,
                TableChange(arranged: taken.arranged, x: early.table.place.x, y: early.table.place.y),
                at: branch, context, in: tx)
            return try RestoreTable.run(
                bistro.tables[0], arranged: early.table.arranged, at: branch, context, in: tx)
        }
        #expect(tile.table.place != early.table.place && tile.table.name == early.table.name)
        let places = try await bistro.plan().map(\.table)
        #expect(places.count == bistro.tables.count)
        for table in places {
            #expect(!places.contains { $0.id != table.id && $0.place.overlaps(table.place) })
        }
        await #expect(throws: TableRefusal.unknownTable) {
            try await bistro.run { context, tx in
                try RestoreTable.run(
                    bistro.tables[0], arranged: tile.table.arranged, at: branch, context, in: tx)
            }
        }
    }

    @Test func `a drawer and a station come back, unless their name is taken meanwhile`() async throws {
        let bistro = try await Bistro.make()
        let branch = bistro.branch
        let bar = Drawer(id: bistro.db.surroundings.newID(), branch: branch, name: "Bar")
        try await bistro.run { context, tx in
            try AddDrawer.run(bar, context, in: tx)
            try ArchiveDrawer.run(bar.id, at: 1, in: branch, context, in: tx)
        }
        let again = try await bistro.run { context, tx in
            try RestoreDrawer.run(bar.id, at: 2, in: branch, context, in: tx)
        }
        #expect(again.name == "Bar" && !again.archived && again.version == 3)
        try await bistro.run { context, tx in
            try ArchiveDrawer.run(bar.id, at: 3, in: branch, context, in: tx)
            try RenameDrawer.run(bistro.drawer, to: "Bar", at: 1, in: branch, context, in: tx)
        }
        await #expect(throws: DrawerRefusal.nameTaken) {
            try await bistro.run { context, tx in
                try RestoreDrawer.run(bar.id, at: 4, in: branch, context, in: tx)
            }
        }
        let station = try await bistro.run { context, tx in
            let station = try AddStation.run(
                StationDraft(name: LocalText(tr: "Bar")), at: branch, context, in: tx)
            _ = try ArchiveStation.run(
                station.id, StationArchive(version: 1), at: branch, context, in: tx)
            return try RestoreStation.run(station.id, version: 2, at: branch, context, in: tx)
        }
        #expect(station.version == 3)
        let names = try await bistro.run { context, tx in
            try Station.all(at: branch, of: bistro.organization, in: tx).items.map { $0.name.text(in: "tr") }
        }
        #expect(names == ["Mutfak", "Bar"])
        await #expect(throws: KitchenRefusal.notFound) {
            try await bistro.run { context, tx in
                try RestoreStation.run(station.id, version: 3, at: branch, context, in: tx)
            }
        }
    }

    @Test func `a business gets another name and a branch that begins as the first one did`() async throws {
        let bistro = try await Bistro.make()
        let renamed = try await bistro.run { context, tx in
            try ChangeOrganization.run(OrganizationChange(version: 1, name: "Çınar"), context, in: tx)
        }
        #expect(renamed.name == "Çınar" && renamed.version == 2)
        await #expect(throws: OrganizationRefusal.staleVersion(current: 2)) {
            try await bistro.run { context, tx in
                try ChangeOrganization.run(OrganizationChange(version: 1, name: "X"), context, in: tx)
            }
        }
        let branch = try await bistro.run { context, tx in
            try OpenBranch.run(BranchDraft(name: "Karaköy"), context, in: tx)
        }
        #expect(branch.timeZone == "Europe/Istanbul" && branch.dayStart == 240)
        await #expect(throws: OrganizationRefusal.branchNameTaken) {
            try await bistro.run { context, tx in
                try OpenBranch.run(BranchDraft(name: "Karaköy"), context, in: tx)
            }
        }
        let manager = bistro.person("Can", [.pairDevice: Grant(.allow), .editStaff: Grant(.allow)])
        await #expect(throws: PermissionRefusal.self) {
            try await bistro.run(manager) { context, tx in
                try OpenBranch.run(BranchDraft(name: "Beşiktaş"), context, in: tx)
            }
        }
    }

    @Test func `a tax rate is set for days to come, and holds from its day on`() async throws {
        let bistro = try await Bistro.make()
        let menu = try await bistro.run { context, tx in
            try BranchMenu.load(bistro.branch, of: bistro.organization, in: tx).snapshot
        }
        let food = try #require(menu.taxClasses.first { $0.code == "food" })
        let coming = Bistro.today.advanced(by: 3)
        func set(_ day: Day, _ rate: Int64?) async throws -> TaxClassView {
            try await bistro.run { context, tx in
                try SetTaxRate.run(
                    food.id, TaxRateChange(validFrom: day, rate: rate), context, in: tx)
            }
        }
        await #expect(throws: MenuRefusal.taxRateBegun) { try await set(Bistro.today, 1200) }
        let set12 = try await set(coming, 1200)
        let after = try await bistro.run { context, tx in
            try BranchMenu.load(bistro.branch, of: bistro.organization, in: tx).snapshot.taxClass(food.id)
        }
        #expect(after?.rate(in: "TR", on: coming.advanced(by: -1), for: .dineIn) == 1000)
        #expect(after?.rate(in: "TR", on: coming, for: .dineIn) == 1200)
        #expect(try await set(coming, 1300).rates.count == set12.rates.count)
        #expect(try await set(coming, nil).rates == food.rates)
        await #expect(throws: MenuRefusal.notFound) { try await set(coming, nil) }
    }
}

extension Bistro {
    /// The tables that are in use.
    fileprivate func plan() async throws -> [TableTile] {
        try await db.transaction(.organization(organization.raw)) { tx in
            try FloorView.load(branch, of: organization, seq: 0, in: tx).tables
        }
    }
}
