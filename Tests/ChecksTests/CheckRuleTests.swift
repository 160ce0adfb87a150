import Base
import Drawers
import Foundation
import Kitchen
import Organizations
import Printing
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct CheckRuleTests {
    @Test func `two devices add to one check, a thousand times, and no line is lost`() async throws {
        let bistro = try await Bistro.make()
        for round in 0..<10 {
            let check = try await bistro.open(table: nil)
            try await withThrowingTaskGroup { group in
                for product in ["Kola", "Bira"] {
                    group.addTask {
                        for _ in 0..<50 {
                            let add = AddLines(
                                [try bistro.draft(product)], to: check.id, branch: bistro.branch)
                            try await bistro.run { context, tx in _ = try add.run(context, in: tx) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let all = try await bistro.view(check)
            #expect(Set(all.lines.map(\.id)).count == 100 && all.lines.count == 100)
            #expect(all.version == 101)
            #expect(all.totals.total == 50 * (7500 + 22000))
            let commands = Int64((round + 1) * 101)
            let frames = try await bistro.count(
                "select count(*) from screen_frames where type = 'check.changed'")
            let events = try await bistro.count("select count(*) from audit_events where entity = 'check'")
            #expect(frames == commands && events == commands)
        }
    }

    @Test func `a table has one party at a time`() async throws {
        let bistro = try await Bistro.make()
        _ = try await bistro.open(table: 0)
        await #expect(throws: TableRefusal.occupied) { try await bistro.open(table: 0) }
        await #expect(throws: CheckRefusal.tableExpected) {
            try await bistro.open(table: nil, orderType: .dineIn)
        }
        await #expect(throws: CheckRefusal.noTableExpected) {
            try await bistro.open(table: 1, orderType: .takeaway)
        }
    }

    @Test func `a quick sale sends what is left on the order pad when it is paid`() async throws {
        let bistro = try await Bistro.make()
        let sale = try await bistro.open(table: nil, [("Latte", 1)])
        let paid = try await bistro.pay(sale, bistro.tender(.cash, 14500))
        #expect(paid.state == .closed && paid.lines.allSatisfy { $0.state == .sent })
        #expect(try await bistro.count("select count(*) from kitchen_items") == 1)
        let table = try await bistro.open(table: 0, [("Latte", 1)])
        await #expect(throws: CheckRefusal.unsentLines(count: 1)) {
            try await bistro.pay(table, bistro.tender(.cash, 14500))
        }
    }

    @Test func `move, merge and pay change nothing in the kitchen but the label`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open(table: 0, [("Bira", 3)]))
        try await bistro.start(check.lines[0].id)
        let before = try await bistro.kitchen()
        let move = MoveCheck(check.id, branch: bistro.branch, to: bistro.tables[2], version: check.version)
        let moved = try await bistro.run { context, tx in try move.run(context, in: tx) }
        #expect(moved.table?.name == "T3")
        #expect(try await bistro.kitchen() == before)
        #expect(try await bistro.count("select count(*) from kitchen_tickets where label = 'T3'") == 1)
        #expect(try await bistro.floor().tables.map(\.state) == [.free, .free, .ordered, .free])
        let other = try await bistro.send(try await bistro.open(table: 1, [("Kola", 1)]))
        let both = try await bistro.kitchen()
        let merge = MergeChecks(moved.id, into: other.id, branch: bistro.branch, version: moved.version)
        let merged = try await bistro.run { context, tx in try merge.run(context, in: tx) }
        #expect(try await bistro.kitchen() == both)
        _ = try await bistro.pay(merged, bistro.tender(.cash, 73500))
        #expect(try await bistro.kitchen() == both)
    }

    @Test func `another organization's check, table and tender are not there`() async throws {
        let bistro = try await Bistro.make()
        let other = try await Bistro.make("rakip")
        let check = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        let add = AddLines([try other.draft("Kola")], to: check.id, branch: bistro.branch)
        await #expect(throws: CheckRefusal.unknownCheck) {
            try await other.run { context, tx in try add.run(context, in: tx) }
        }
        let opening = OpenCheck(
            id: ID(UUID()), branch: other.branch, orderType: .dineIn, table: bistro.tables[1], guests: 1)
        await #expect(throws: TableRefusal.unknownTable) {
            try await other.run { context, tx in try opening.run(context, in: tx) }
        }
        let seen = try await bistro.db.transaction(.organization(other.organization.raw)) { tx in
            try tx.value("select count(*) from checks", as: Int64.self)
        }
        #expect(seen == 0)
    }

    @Test func `discounts stay within the role's limit, together, and above what is paid`() async throws {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open(table: 0, [("Kahvaltı", 2)]))
        func give(_ kind: DiscountKind, _ value: Int64, _ seen: CheckView, by actor: Actor?) async throws
            -> CheckView
        {
            let give = GiveDiscount(
                kind, value, on: seen.id, branch: bistro.branch, reason: "komşu", version: seen.version)
            return try await bistro.run(actor) { context, tx in try give.run(context, in: tx) }
        }
        check = try await give(.percent, 1000, check, by: bistro.waiter)
        #expect(check.totals.total == 135_000)
        let seen = check
        await #expect(throws: PermissionRefusal.self) {
            try await give(.amount, 10000, seen, by: bistro.waiter)
        }
        check = try await give(.amount, 7000, check, by: bistro.waiter)
        check = try await bistro.pay(check, bistro.tender(.cash, 120_000))
        #expect(check.totals.remaining == 8000)
        let paid = check
        await #expect(throws: CheckRefusal.belowPaid(most: 120_000)) {
            try await give(.amount, 8001, paid, by: nil)
        }
        let remove = RemoveDiscount(
            check.discounts[1].id, of: check.id, branch: bistro.branch, version: check.version)
        check = try await bistro.run { context, tx in try remove.run(context, in: tx) }
        #expect(check.totals.remaining == 15000 && check.discounts.count == 1)
    }

    @Test func `a new line opens a billed check again, and the audit trail says so`() async throws {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        let bill = BillCheck(check.id, branch: bistro.branch)
        check = try await bistro.run { context, tx in try bill.run(context, in: tx) }
        #expect(check.state == .billed)
        #expect(try await bistro.floor().tables[0].state == .billed)
        let add = AddLines([try bistro.draft("Kola")], to: check.id, branch: bistro.branch)
        check = try await bistro.run { context, tx in try add.run(context, in: tx) }
        #expect(check.state == .open)
        #expect(
            try await bistro.count("select count(*) from audit_events where action = 'check.reopen'") == 1)
    }

    @Test func `a check is given up only without money and with nothing left on it`() async throws {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        func give(_ seen: CheckView) async throws -> CheckView {
            let void = VoidCheck(seen.id, branch: bistro.branch, reason: "kalktılar", version: seen.version)
            return try await bistro.run { context, tx in try void.run(context, in: tx) }
        }
        let seen = check
        await #expect(throws: CheckRefusal.linesLeft) { try await give(seen) }
        check = try await bistro.void(check.lines[0].id, of: check)
        check = try await give(check)
        #expect(check.state == .voided)
        #expect(try await bistro.floor().tables[0].state == .free)
        await #expect(throws: CheckRefusal.illegalTransition(from: .voided)) {
            try await bistro.pay(check, bistro.tender(.cash, 1))
        }
    }

    @Test func `cash needs an open drawer`() async throws {
        let bistro = try await Bistro.make()
        try await bistro.run { context, tx in
            _ = try CountDrawer.run(
                bistro.session, in: bistro.branch, counted: 50_000, denominations: [], context, in: tx)
        }
        let check = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        await #expect(throws: DrawerRefusal.drawerClosed) {
            try await bistro.pay(check, bistro.tender(.cash, 7500))
        }
        #expect(try await bistro.pay(check, bistro.tender(.card, 7500)).state == .closed)
    }

    @Test func `the kitchen's progress reaches the check, the tile and the snapshot`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        let item = try await bistro.item(of: check.lines[0].id)
        try await bistro.run { context, tx in _ = try BumpItem.run(item, at: bistro.branch, context, in: tx) }
        try await ShowKitchenProgress(check: check.id, branch: bistro.branch).run(bistro.runner, bistro.owner)
        let snapshot = try await bistro.db.transaction(.organization(bistro.organization.raw), .snapshot) {
            tx in
            try ChecksSnapshot.load(bistro.branch, of: bistro.organization, in: tx)
        }
        #expect(snapshot.checks.first?.lines.first?.state == .ready)
        #expect(snapshot.tables[0].state == .ready && snapshot.tables[0].check?.readyItems == 1)
        let newest = try await bistro.newestTile()
        #expect(newest == snapshot.tables[0].json.written)
    }

    @Test func `the adisyon says what is owed and the slip what was paid`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open(table: 0, [("Latte", 2), ("Bira", 1)]))
        let paid = try await bistro.pay(check, bistro.tender(.cash, 51000, tendered: 60000))
        let now = bistro.db.clock.now
        let slip = try await bistro.db.transaction(.organization(bistro.organization.raw)) { tx in
            try PrintCheck.run(
                paid.id, bistro.branch, of: bistro.organization, .paid, .turkish, at: now, in: tx)
        }
        let text = "\(slip.blocks)"
        #expect(slip.kind == .payment)
        #expect(text.contains("510,00") && text.contains("90,00") && text.contains("Latte"))
    }
}

extension Bistro {
    /// Everything the kitchen has, labels aside.
    func kitchen() async throws -> [String] {
        try await db.transaction(.system) { tx in
            try tx.rows(
                "select id::text || line::text || state || quantity::text from kitchen_items order by id",
                as: String.self)
        }
    }

    func item(of line: ID<CheckLine>) async throws -> ID<KitchenItem> {
        let found = try await db.transaction(.system) { tx in
            try tx.value("select id from kitchen_items where line = \(line)", as: ID<KitchenItem>.self)
        }
        guard let found else { throw CheckRefusal.unknownCheck }
        return found
    }

    /// The data of the last frame about a table.
    func newestTile() async throws -> String? {
        let json = try await db.transaction(.system) { tx in
            try tx.value(
                "select data from screen_frames where type = 'table.changed' order by seq desc limit 1",
                as: JSON.self)
        }
        return json?.written
    }
}
