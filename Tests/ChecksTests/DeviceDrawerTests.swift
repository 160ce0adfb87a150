import Base
import Drawers
import Foundation
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

/// A café whose devices have drawers of their own.
@Suite(.database) struct DeviceDrawerTests {
    private func device(
        _ bistro: Bistro, _ kind: DeviceKind = .pos, revoked: Bool = false
    ) async throws -> ID<Device> {
        let id = bistro.db.surroundings.newID(Device.self)
        let now = bistro.db.clock.now
        try await bistro.run { context, tx in
            tx.later(
                """
                insert into devices (organization, id, branch, kind, name, token_hash, paired_at, revoked_at)
                values (\(bistro.organization), \(id), \(bistro.branch), \(kind), 'Bar',
                    \(Bytes(Array(id.description.utf8))), \(now), \(revoked ? now : nil))
                """)
        }
        return id
    }

    private func secondDrawer(_ bistro: Bistro) async throws -> ID<Drawer> {
        let drawer = Drawer(id: bistro.db.surroundings.newID(), branch: bistro.branch, name: "Kasa 2")
        try await bistro.run { context, tx in try AddDrawer.run(drawer, context, in: tx) }
        return drawer.id
    }

    private func open(_ drawer: ID<Drawer>, _ bistro: Bistro) async throws {
        let id = bistro.db.surroundings.newID(DrawerSession.self)
        try await bistro.run { context, tx in
            _ = try OpenDrawer.run(
                id, drawer: drawer, in: bistro.branch, float: Money(minor: 0, .lira),
                businessDay: Bistro.today, context, in: tx)
        }
    }

    @discardableResult
    private func give(
        _ drawer: ID<Drawer>?, to device: ID<Device>, _ bistro: Bistro, as actor: Actor? = nil
    ) async throws -> Device {
        try await bistro.run(actor) { context, tx in
            try AssignDrawer.run(drawer, to: device, in: bistro.branch, context, in: tx)
        }
    }

    /// Somebody at the device takes 75.00 in cash.
    private func sell(at device: ID<Device>, _ bistro: Bistro) async throws {
        let waiter = bistro.waiter
        let actor = Actor(
            kind: .person, organization: bistro.organization, branch: bistro.branch, person: waiter.person,
            personName: "Anna", device: device, deviceKind: .pos, role: "waiter", grants: waiter.grants)
        let check = try await bistro.send(try await bistro.open(table: nil, [("Kola", 1)]))
        _ = try await PayCheck(
            check.id, branch: bistro.branch, by: [bistro.tender(.cash, 7500)], bistro.means
        )
        .run(actor, key: bistro.key(), bistro.runner)
    }

    @Test func `the cash of a device goes into the drawer that it was given`() async throws {
        let bistro = try await Bistro.make()
        let (till, second) = (try await device(bistro), try await secondDrawer(bistro))
        try await sell(at: till, bistro)
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 57_500)

        try await give(second, to: till, bistro)
        await #expect(throws: DrawerRefusal.drawerClosed) { try await sell(at: till, bistro) }
        try await open(second, bistro)
        try await sell(at: till, bistro)
        #expect(try await bistro.balance("cash:\(second)") == 7500)

        try await give(bistro.drawer, to: till, bistro)
        try await sell(at: till, bistro)
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 65_000)

        try await give(nil, to: till, bistro)
        await #expect(throws: DrawerRefusal.drawerAmbiguous) { try await sell(at: till, bistro) }
        #expect(try await bistro.balance("cash:\(second)") == 7500)
    }

    @Test func `a change of a device's drawer is seen and written down once`() async throws {
        let bistro = try await Bistro.make()
        let till = try await device(bistro)
        let frames: SQL = "select count(*) from screen_frames where type = 'device.changed'"
        let events: SQL = """
            select count(*) from audit_events where action = 'device.drawer_assigned'
                and before ->> 'drawer' is null and after ->> 'drawer' = \(bistro.drawer.description)
            """
        for _ in 0..<2 {
            #expect(try await give(bistro.drawer, to: till, bistro).drawer == bistro.drawer.raw)
        }
        #expect(try await bistro.count(frames) == 1)
        #expect(try await bistro.count(events) == 1)
    }

    @Test func `a drawer is given by who may, to a device that takes cash, in its branch`() async throws {
        let bistro = try await Bistro.make()
        let till = try await device(bistro)
        let (kitchen, gone) = (try await device(bistro, .kitchen), try await device(bistro, revoked: true))
        let new = bistro.db.surroundings
        await #expect(throws: OrganizationRefusal.takesNoCash) {
            try await give(bistro.drawer, to: kitchen, bistro)
        }
        await #expect(throws: OrganizationRefusal.deviceRevoked) {
            try await give(bistro.drawer, to: gone, bistro)
        }
        await #expect(throws: OrganizationRefusal.unknownDevice) {
            try await give(bistro.drawer, to: new.newID(), bistro)
        }
        await #expect(throws: DrawerRefusal.unknownDrawer) { try await give(new.newID(), to: till, bistro) }
        await #expect(throws: PermissionRefusal.self) {
            try await give(bistro.drawer, to: till, bistro, as: bistro.person("Anna", [.pay: Grant(.allow)]))
        }
        #expect(try await bistro.count("select count(*) from devices where drawer is not null") == 0)
    }
}
