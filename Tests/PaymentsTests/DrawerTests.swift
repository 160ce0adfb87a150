import Base
import Ledger
import Organizations
import Payments
import Store
import TestSupport
import Testing

@testable import Drawers

/// A branch with two drawers and what happens in them.
struct CashDesk: Sendable {
    let venue: TestVenue
    let drawer: ID<Drawer>
    let second: ID<Drawer>
    let day = Day(number: 20_778)

    var db: TestDatabase { TestDatabase.current }

    static func make(_ slug: String = "kasa") async throws -> CashDesk {
        let new = TestDatabase.current.surroundings
        let desk = CashDesk(venue: try await TestVenue.make(slug), drawer: new.newID(), second: new.newID())
        try await desk.venue.run { context, tx in
            let branch = desk.venue.branch
            try AddDrawer.run(Drawer(id: desk.drawer, branch: branch, name: "Kasa 1"), context, in: tx)
            try AddDrawer.run(Drawer(id: desk.second, branch: branch, name: "Kasa 2"), context, in: tx)
        }
        return desk
    }

    func open(
        _ drawer: ID<Drawer>? = nil, float: Int64 = 100_000, as actor: Actor? = nil, day: Day? = nil
    ) async throws -> DrawerSession {
        let id = db.surroundings.newID(DrawerSession.self)
        return try await venue.run(as: actor) { context, tx in
            try OpenDrawer.run(
                id, drawer: drawer ?? self.drawer, in: venue.branch, float: Money(minor: float, .lira),
                businessDay: day ?? self.day, context, in: tx)
        }
    }

    func sell(_ amount: Int64, drawer: ID<Drawer>? = nil, as actor: Actor? = nil) async throws {
        let source = PaymentReference("tender", db.surroundings.newUUID())
        try await venue.run(as: actor) { context, tx in
            let session = try RecordCash.openSession(drawer: drawer, in: venue.branch, context, in: tx)
            try RecordCash.sale(
                session, amount: amount, counter: [.init(.checkClearing, amount)], source: source, context,
                in: tx)
        }
    }

    func giveBack(_ amount: Int64) async throws {
        let source = PaymentReference("tender_refund", db.surroundings.newUUID())
        try await venue.run { context, tx in
            let session = try RecordCash.openSession(drawer: drawer, in: venue.branch, context, in: tx)
            try RecordCash.refund(
                session, amount: amount, counter: [.init(.checkClearing, amount)], source: source, context,
                in: tx)
        }
    }

    @discardableResult
    func move(
        _ session: DrawerSession, _ kind: MoveDrawerCash.Kind, _ amount: Int64,
        _ reason: String = "bozuk para"
    ) async throws -> DrawerSession {
        let id = db.surroundings.newID(DrawerMovement.self)
        return try await venue.run { context, tx in
            try MoveDrawerCash.run(
                id, session.id, in: venue.branch, kind, amount: amount, reason: reason, context, in: tx)
        }
    }

    @discardableResult
    func count(
        _ session: DrawerSession, _ counted: Int64?, _ denominations: [Denomination] = []
    ) async throws -> DrawerSession {
        try await venue.run { context, tx in
            try CountDrawer.run(
                session.id, in: venue.branch, counted: counted, denominations: denominations, context, in: tx)
        }
    }

    @discardableResult
    func recount(_ session: DrawerSession) async throws -> DrawerSession {
        try await venue.run { context, tx in
            try RecountDrawer.run(session.id, in: venue.branch, context, in: tx)
        }
    }

    @discardableResult
    func close(_ session: DrawerSession, holdsUnknown: Bool = false) async throws -> DrawerSession {
        try await venue.run { context, tx in
            try CloseDrawer.run(session.id, in: venue.branch, context, in: tx) { _, _ in holdsUnknown }
        }
    }

    func balance(_ account: AccountCode) async throws -> Int64 {
        try await venue.read { tx in
            try Balance.of(account, venue.organization, .lira, in: tx).amount(account.normal)
        }
    }

    func closeDay(_ day: Day? = nil, totals: JSON = ["net": 0]) async throws -> ZReport {
        try await venue.run { context, tx in
            try IssueZReport.run(venue.branch, day: day ?? self.day, context, in: tx) { closing, _ in
                .object([
                    ("no", .integer(closing.no)), ("net", totals["net"] ?? 0),
                    ("cash", CashTotals.shape.encode(closing.cash)),
                ])
            }
        }
    }
}

@Suite(.database) struct DrawerTests {
    @Test func `a whole session: float, sales, refund, pay-in, pay-out, blind count and variance`()
        async throws
    {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        try await desk.sell(40_000)
        try await desk.sell(25_000)
        try await desk.giveBack(5_000)
        try await desk.move(session, .payIn, 10_000)
        try await desk.move(session, .payOut, 30_000, "ekmek alındı")
        #expect(try await desk.balance(.cash(desk.drawer.raw)) == 140_000)
        let counting = try await desk.count(
            session, nil, [.init(value: 20_000, count: 6), .init(value: 500, count: 39)])
        #expect(counting.counted == 139_500 && counting.expected == nil && counting.variance == nil)
        let closed = try await desk.close(session)
        #expect(closed.expected == 140_000 && closed.variance == -500)
        #expect(try await desk.balance(.drawerOverShort) == 500)
        #expect(try await desk.balance(.cash(desk.drawer.raw)) == 0)
        #expect(try await desk.balance(.safe) == -100_000 - 10_000 + 30_000 + 139_500)
        #expect(try await LedgerVerification.run(desk.db).isSound)
    }

    @Test func `too much in the drawer goes to over and short on the other side`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open(float: 0)
        try await desk.sell(1_000)
        try await desk.count(session, 1_300)
        #expect(try await desk.close(session).variance == 300)
        #expect(try await desk.balance(.drawerOverShort) == -300)
        #expect(try await LedgerVerification.run(desk.db).isSound)
    }

    @Test func `one session per drawer, and twelve at once open one`() async throws {
        let desk = try await CashDesk.make()
        let opened = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await desk.open()
                        return true
                    } catch let refusal as DrawerRefusal {
                        #expect(refusal == .sessionOpen)
                        return false
                    } catch {
                        Issue.record(error)
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
        #expect(try await desk.balance(.cash(desk.drawer.raw)) == 100_000)
    }

    @Test func `cash needs an open session, and none moves while it is counted`() async throws {
        let desk = try await CashDesk.make()
        await #expect(throws: DrawerRefusal.drawerClosed) { try await desk.sell(100) }
        let session = try await desk.open()
        try await desk.count(session, 100_000)
        await #expect(throws: DrawerRefusal.drawerClosed) { try await desk.sell(100) }
        await #expect(throws: DrawerRefusal.drawerClosed) { try await desk.move(session, .payIn, 100) }
        try await desk.close(session)
        await #expect(throws: DrawerRefusal.drawerClosed) { try await desk.sell(100, drawer: desk.drawer) }
    }

    @Test func `a count may be taken back once, which is written down`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        try await desk.count(session, 1)
        #expect(try await desk.recount(session).state == .open)
        try await desk.sell(500)
        try await desk.count(session, 100_500)
        await #expect(throws: DrawerRefusal.recountUsed) { try await desk.recount(session) }
        #expect(try await desk.close(session).variance == 0)
        let audits = try await desk.venue.count(
            "select count(*) from audit_events where action = 'drawer.recount'")
        #expect(audits == 1)
    }

    @Test func `screens never learn what had to be in a drawer before it is closed`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        try await desk.count(session, 99_000)
        let told = try await desk.venue.count(
            "select count(*) from screen_frames where type = 'drawer.changed' and data::json->>'expected' is not null"
        )
        #expect(told == 0)
        try await desk.close(session)
        let after = try await desk.venue.count(
            "select count(*) from screen_frames where type = 'drawer.changed' and data::json->>'variance' = '-1000'"
        )
        #expect(after == 1)
    }

    @Test func `a drawer that holds an unknown card tender cannot be closed`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        try await desk.count(session, 100_000)
        await #expect(throws: DrawerRefusal.holdsUnknown) {
            try await desk.close(session, holdsUnknown: true)
        }
        #expect(try await desk.close(session).state == .closed)
    }

    @Test func `a closed session changes no more`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        try await desk.count(session, 100_000)
        try await desk.close(session)
        await #expect(throws: DrawerRefusal.unexpectedState(state: .closed, event: .count)) {
            try await desk.count(session, 5)
        }
        await #expect(throws: DrawerRefusal.unexpectedState(state: .closed, event: .close)) {
            try await desk.close(session)
        }
        await #expect(throws: DrawerRefusal.unexpectedState(state: .closed, event: .recount)) {
            try await desk.recount(session)
        }
    }

    @Test func `with several open drawers the till's own is taken, or the one that the person opened`()
        async throws
    {
        let desk = try await CashDesk.make()
        let anna = desk.venue.person([.openDrawer, .pay], name: "Anna")
        _ = try await desk.open()
        _ = try await desk.open(desk.second, as: anna)
        try await desk.sell(700, as: anna)
        #expect(try await desk.balance(.cash(desk.second.raw)) == 100_700)
        await #expect(throws: DrawerRefusal.drawerAmbiguous) { try await desk.sell(700) }
        try await desk.sell(300, drawer: desk.drawer)
        #expect(try await desk.balance(.cash(desk.drawer.raw)) == 100_300)
    }

    @Test func `bad input changes nothing`() async throws {
        let desk = try await CashDesk.make()
        await #expect(throws: DrawerRefusal.amountNegative) { try await desk.open(float: -1) }
        await #expect(throws: DrawerRefusal.unknownDrawer) {
            try await desk.open(ID(desk.db.surroundings.newUUID()))
        }
        let session = try await desk.open()
        await #expect(throws: DrawerRefusal.amountNotPositive) { try await desk.move(session, .payIn, 0) }
        await #expect(throws: DrawerRefusal.reasonMissing) { try await desk.move(session, .payOut, 5, " ") }
        await #expect(throws: PaymentRefusal.cardNumber) {
            try await desk.move(session, .payOut, 5, "4111 1111 1111 1111")
        }
        await #expect(throws: DrawerRefusal.countMissing) { try await desk.count(session, nil) }
        await #expect(throws: DrawerRefusal.denominationsDiffer(sum: 1_000)) {
            try await desk.count(session, 999, [.init(value: 500, count: 2)])
        }
        await #expect(throws: DrawerRefusal.amountNegative) { try await desk.count(session, -5) }
        #expect(try await desk.balance(.cash(desk.drawer.raw)) == 100_000)
    }

    @Test func `each drawer command asks for its right`() async throws {
        let desk = try await CashDesk.make()
        let nobody = desk.venue.person([])
        await #expect(throws: PermissionRefusal.forbidden(.openDrawer)) { try await desk.open(as: nobody) }
        let session = try await desk.open()
        await #expect(throws: PermissionRefusal.forbidden(.countDrawer)) {
            try await desk.venue.run(as: nobody) { context, tx in
                try CountDrawer.run(
                    session.id, in: desk.venue.branch, counted: 1, denominations: [], context, in: tx)
            }
        }
        await #expect(throws: PermissionRefusal.forbidden(.closeDrawer)) {
            try await desk.venue.run(as: nobody) { context, tx in
                try CloseDrawer.run(session.id, in: desk.venue.branch, context, in: tx) { _, _ in false }
            }
        }
    }

    @Test func `a movement is never changed, whoever asks`() async throws {
        let desk = try await CashDesk.make()
        _ = try await desk.open()
        await #expect(throws: (any Error).self) {
            try await desk.venue.run { _, tx in try tx.run("update drawer_movements set amount = 5") }
        }
        await #expect(throws: (any Error).self) {
            try await desk.db.asOwner("truncate drawer_movements")
        }
    }

    @Test func `another branch's session is not there`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        await #expect(throws: DrawerRefusal.unknownSession) {
            try await desk.venue.run { context, tx in
                try CountDrawer.run(
                    session.id, in: desk.venue.other, counted: 1, denominations: [], context, in: tx)
            }
        }
    }

    @Test func `sales and a count at once: what is counted afterwards is complete`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open(float: 0)
        let sold = await withTaskGroup(of: Int64.self) { group in
            for index in 0..<20 {
                group.addTask {
                    if index == 10 {
                        _ = try? await desk.count(session, 0)
                        return 0
                    }
                    do {
                        try await desk.sell(100)
                        return 100
                    } catch { return 0 }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(try await desk.close(session).expected == sold)
    }
}
