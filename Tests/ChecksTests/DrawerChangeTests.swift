import Base
import Drawers
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

/// Drawers are renamed and taken out of use.
@Suite(.database) struct DrawerChangeTests {
    private func rename(_ drawer: ID<Drawer>, _ name: String, at version: Int64, _ bistro: Bistro)
        async throws -> DrawerView
    {
        try await bistro.run { context, tx in
            try RenameDrawer.run(drawer, to: name, at: version, in: bistro.branch, context, in: tx)
        }
    }

    private func archive(
        _ drawer: ID<Drawer>, at version: Int64, _ bistro: Bistro, as actor: Actor? = nil
    ) async throws -> DrawerView {
        try await bistro.run(actor) { context, tx in
            try ArchiveDrawer.run(drawer, at: version, in: bistro.branch, context, in: tx)
        }
    }

    private func add(_ name: String, _ bistro: Bistro) async throws -> ID<Drawer> {
        let drawer = Drawer(id: bistro.db.surroundings.newID(), branch: bistro.branch, name: name)
        try await bistro.run { context, tx in try AddDrawer.run(drawer, context, in: tx) }
        return drawer.id
    }

    private func names(_ bistro: Bistro, archived: Bool = false) async throws -> [String] {
        let (organization, branch) = (bistro.organization, bistro.branch)
        return try await bistro.db.transaction(.organization(organization.raw)) { tx in
            try FindDrawers.all(of: organization, branch: branch, archived: archived, in: tx).map(\.name)
        }
    }

    @Test func `a drawer gets another name, which no other drawer in use may have`() async throws {
        let bistro = try await Bistro.make()
        let bar = try await add("Bar", bistro)
        let renamed = try await rename(bistro.drawer, "Kasa A", at: 1, bistro)
        #expect(renamed.name == "Kasa A" && renamed.version == 2 && renamed.session != nil)
        #expect(try await names(bistro) == ["Bar", "Kasa A"])
        await #expect(throws: DrawerRefusal.staleVersion(current: 2)) {
            try await rename(bistro.drawer, "Kasa B", at: 1, bistro)
        }
        await #expect(throws: DrawerRefusal.nameTaken) { try await rename(bar, "Kasa A", at: 1, bistro) }
        #expect(
            try await bistro.count("select count(*) from screen_frames where type = 'drawer.renamed'") == 1)
    }

    @Test func `an open drawer stays in use, a closed one leaves its devices and its name`() async throws {
        let bistro = try await Bistro.make()
        let bar = try await add("Bar", bistro)
        let device = bistro.db.surroundings.newID(Device.self)
        let now = bistro.db.clock.now
        try await bistro.run { context, tx in
            tx.later(
                """
                insert into devices (organization, id, branch, kind, name, drawer, token_hash, paired_at)
                values (\(bistro.organization), \(device), \(bistro.branch), 'pos', 'Bar', \(bar),
                    \(Bytes([7])), \(now))
                """)
        }
        await #expect(throws: DrawerRefusal.inUse) { try await archive(bistro.drawer, at: 1, bistro) }
        await #expect(throws: PermissionRefusal.self) {
            try await archive(bar, at: 1, bistro, as: bistro.person("Anna", [.pay: Grant(.allow)]))
        }
        #expect(try await archive(bar, at: 1, bistro).archived)
        #expect(try await bistro.count("select count(*) from devices where drawer is not null") == 0)
        #expect(try await names(bistro) == ["Kasa 1"])
        await #expect(throws: DrawerRefusal.unknownDrawer) { try await archive(bar, at: 2, bistro) }
        await #expect(throws: DrawerRefusal.unknownDrawer) {
            try await bistro.run { context, tx in
                _ = try OpenDrawer.run(
                    context.surroundings.newID(), drawer: bar, in: bistro.branch,
                    float: Money(minor: 0, .lira), businessDay: Bistro.today, context, in: tx)
            }
        }
        _ = try await add("Bar", bistro)
        #expect(try await names(bistro, archived: true) == ["Bar", "Kasa 1", "Bar"])
    }
}
