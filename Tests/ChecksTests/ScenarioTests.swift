import Base
import Connectors
import Foundation
import Kitchen
import Menu
import Organizations
import Payments
import Store
import TestSupport
import Testing

@testable import Checks

/// The acceptance scenarios of the specification that a till meets, on the real database.
@Suite(.database) struct ScenarioTests {
    @Test func `scenario 6, mixed tenders give change from cash only and all of them or none are stored`()
        async throws
    {
        let bistro = try await Bistro.make()
        var check = try await bistro.open([("Kahvaltı", 1), ("Rakı", 1), ("Köy ekmeği", 1)])
        check = try await bistro.send(check)
        let give = GiveDiscount(
            .percent, 1500, on: check.id, branch: bistro.branch, reason: "komşu", version: check.version)
        check = try await bistro.run { context, tx in try give.run(context, in: tx) }
        #expect(check.totals.total == 149600)
        let open = check
        await #expect(throws: TenderRefusal.exceedsRemaining(most: 40000)) {
            try await bistro.pay(
                open, bistro.tender(.voucher, 60000), bistro.tender(.card, 49600), bistro.tender(.cash, 40001)
            )
        }
        #expect(try await bistro.view(check).tenders.isEmpty)
        check = try await bistro.pay(
            check, bistro.tender(.voucher, 60000), bistro.tender(.card, 49600),
            bistro.tender(.cash, 40000, tendered: 50000))
        #expect(check.state == .closed)
        #expect(check.totals.paid == 149600)
        #expect(check.tenders.compactMap(\.change) == [10000])
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 90_000)
        #expect(try await bistro.balance("voucher_receivable:multinet") == 60000)
        #expect(try await bistro.balance("psp_receivable:simulator") == 49600)
        #expect(try await bistro.balance("check_clearing") == 0)
    }

    @Test func `scenario 7, a voucher pays for meals but not for alcohol`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kahvaltı", 1), ("Bira", 1)]))
        await #expect(throws: TenderRefusal.voucherNotEligible(eligible: 75000)) {
            try await bistro.pay(check, bistro.tender(.voucher, 80000))
        }
        let paid = try await bistro.pay(
            check, bistro.tender(.voucher, 75000), bistro.tender(.cash, 22000, tendered: 25000))
        #expect(paid.state == .closed)
        #expect(paid.tenders.compactMap(\.change) == [3000])
    }

    @Test func `scenario 8, a card never pays more than remains but carries a tip outside revenue and KDV`()
        async throws
    {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Patates", 1), ("Türk kahvesi", 1)]))
        await #expect(throws: TenderRefusal.exceedsRemaining(most: 20500)) {
            try await bistro.pay(check, bistro.tender(.card, 25000))
        }
        let paid = try await bistro.pay(check, bistro.tender(.card, 20500, tip: 5000))
        #expect(paid.totals.tips == 5000)
        #expect(paid.totals.kdv == [try KDVGroup(rate: 1000, gross: 20500)])
        #expect(try await bistro.balance("tips_payable") == -5000)
        #expect(try await bistro.balance("psp_receivable:simulator") == 25500)
    }

    @Test func `scenario 9, of two payers at once exactly one is captured, and a key pays once`() async throws
    {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let results = await withTaskGroup(of: Result<Answer, any Error>.self) { group in
            for _ in 0..<2 {
                let pay = PayCheck(
                    check.id, branch: bistro.branch, by: [bistro.tender(.card, 30000)], bistro.means)
                group.addTask {
                    do {
                        return .success(try await pay.run(bistro.owner, key: bistro.key(), bistro.runner))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let refusals = results.compactMap { result in
            if case .failure(let error) = result { return error as? TenderRefusal }
            return nil
        }
        #expect(refusals == [.nothingDue])
        #expect(try await bistro.view(check).tenders.count == 1)
    }

    @Test func `the same key pays once and answers identically; with another amount it is refused`()
        async throws
    {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let key = bistro.key()
        let pay = PayCheck(check.id, branch: bistro.branch, by: [bistro.tender(.cash, 30000)], bistro.means)
        let first = try await pay.run(bistro.owner, key: key, bistro.runner)
        let again = try await pay.run(bistro.owner, key: key, bistro.runner)
        #expect(again.replayed && again.text == first.text)
        let other = PayCheck(check.id, branch: bistro.branch, by: [bistro.tender(.cash, 1)], bistro.means)
        await #expect(throws: IdempotencyRefusal.mismatch) {
            try await other.run(bistro.owner, key: bistro.key(key.text, body: 2), bistro.runner)
        }
    }

    @Test func `scenario 10, two waiters add to one check and the kitchen gets only each one's delta`()
        async throws
    {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 1)]))
        let beers = AddLines([try bistro.draft("Bira", 2)], to: check.id, branch: bistro.branch)
        let food = AddLines(
            [try bistro.draft("Hamburger", 2), try bistro.draft("Patates", 3)], to: check.id,
            branch: bistro.branch)
        async let one = bistro.run { context, tx in try beers.run(context, in: tx) }
        async let two = bistro.run { context, tx in try food.run(context, in: tx) }
        _ = try await (one, two)
        let sent = try await bistro.send(check)
        #expect(sent.totals.total == 148_500)
        #expect(sent.lines.filter { $0.round == 2 }.count == 3)
        #expect(try await bistro.count("select count(*) from kitchen_items") == 4)
    }

    @Test func `scenario 11, a merge keeps both lines and prices and only relabels the kitchen`() async throws
    {
        let bistro = try await Bistro.make()
        let first = try await bistro.send(try await bistro.open(table: 0, [("Kola", 2)]))
        let second = try await bistro.send(try await bistro.open(table: 1, [("Kola", 1)]))
        let merge = MergeChecks(second.id, into: first.id, branch: bistro.branch, version: second.version)
        let merged = try await bistro.run { context, tx in try merge.run(context, in: tx) }
        #expect(merged.totals.total == 22500)
        #expect(merged.lines.map(\.quantity) == [2000, 1000])
        #expect(merged.lines.allSatisfy { $0.state == .sent })
        let gone = try await bistro.view(second)
        #expect(gone.state == .merged)
        #expect(gone.mergedInto == first.id)
        #expect(try await bistro.count("select count(*) from kitchen_items where state = 'sent'") == 2)
        #expect(
            try await bistro.count(
                "select count(*) from kitchen_tickets where check_id = \(first.id) and label = 'T1'")
                == 2)
        let floor = try await bistro.floor()
        #expect(floor.tables.map(\.state) == [.ordered, .free, .free, .free])
        let paid = try await bistro.pay(merged, bistro.tender(.cash, 22500))
        #expect(paid.state == .closed)
    }

    @Test func `scenario 13, a void asks more the further the kitchen is`() async throws {
        let bistro = try await Bistro.make()
        let waiter = bistro.waiter
        var check = try await bistro.open([("Hamburger", 1), ("Kola", 1), ("Latte", 2)])
        let cola = check.lines[1].id
        let delete = DeleteLine(cola, of: check.id, branch: bistro.branch)
        check = try await bistro.run(waiter) { context, tx in try delete.run(context, in: tx) }
        #expect(check.totals.total == 61000)
        check = try await bistro.send(check)
        let (burger, latte) = (check.lines[0].id, check.lines[1].id)
        check = try await bistro.void(burger, of: check, by: waiter)
        #expect(check.totals.total == 29000)
        #expect(check.lines[0].state == .voided)
        try await bistro.start(latte)
        let now = try await bistro.view(check)
        #expect(now.lines[1].state == .inPrep)
        let asked = ApprovalTerms(amount: 29000, quantity: 2000, reason: "yanlış")
        await #expect(throws: PermissionRefusal.approvalRequired(.voidPrepared, subject: latte.raw, asked)) {
            try await bistro.void(latte, of: now, by: waiter)
        }
        let half = try await bistro.void(latte, of: now, quantity: Quantity(thousandths: 1000))
        #expect(half.lines[1].voidedQuantity == 1000)
        #expect(half.lines[1].state == .inPrep)
        #expect(half.totals.total == 14500)
        await #expect(throws: CheckRefusal.stale(version: half.version)) {
            try await bistro.void(latte, of: now)
        }
    }

    @Test func `the kitchen's progress stales no void, another change of the check does`() async throws {
        let bistro = try await Bistro.make()
        let seen = try await bistro.send(try await bistro.open([("Hamburger", 1), ("Latte", 2)]))
        try await bistro.start(seen.lines[1].id)
        try await ShowKitchenProgress(check: seen.id, branch: bistro.branch).run(bistro.runner, bistro.owner)
        let shown = try await bistro.view(seen)
        #expect(shown.version == seen.version + 1)
        let voided = try await bistro.void(seen.lines[0].id, of: seen, by: bistro.waiter)
        #expect(voided.version == shown.version + 1)
        await #expect(throws: CheckRefusal.stale(version: voided.version)) {
            try await bistro.void(seen.lines[1].id, of: shown)
        }
    }

    @Test func `scenario 14, a check comped as a whole closes with nothing and without a payment`()
        async throws
    {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open([("Latte", 1)]))
        let comp = CompLine(
            check.lines[0].id, of: check.id, branch: bistro.branch, reason: "gecikme", version: check.version)
        check = try await bistro.run { context, tx in try comp.run(context, in: tx) }
        #expect(check.lines[0].state == .comped)
        #expect(check.totals.total == 0 && check.totals.comp == 14500 && check.totals.discount == 0)
        check = try await bistro.pay(check)
        #expect(check.state == .closed)
        #expect(try await bistro.balance("comps") == 14500)
        let figures = try await bistro.xReport()
        #expect(figures.comps == 14500 && figures.voids.count == 0 && figures.net == 0)
    }

    @Test func `scenario 16, options are priced with their product and the kitchen reads them`() async throws
    {
        let bistro = try await Bistro.make()
        let (oat, shot) = (try #require(bistro.options["oat"]), try #require(bistro.options["shot"]))
        let latte = LineDraft(
            id: ID(UUID()), product: try #require(bistro.products["Latte"]),
            options: [.init(oat), .init(shot, 2)])
        let opened = try await bistro.open()
        let add = AddLines([latte], to: opened.id, branch: bistro.branch)
        let check = try await bistro.run { context, tx in try add.run(context, in: tx) }
        #expect(check.totals.total == 20000)
    }

    @Test
    func `scenario 18, the last portions go to one round whole, and a void before preparation gives back`()
        async throws
    {
        let bistro = try await Bistro.make()
        let cola = try #require(bistro.products["Kola"])
        _ = try await bistro.run { context, tx in
            try SetAvailability.run(
                cola.raw, at: bistro.branch, AvailabilityChange(state: .counted, remaining: 2), context,
                in: tx)
        }
        let first = try await bistro.open(table: 0, [("Kola", 2)])
        let second = try await bistro.open(table: 1, [("Kola", 1)])
        let sent = try await bistro.send(first)
        await #expect(throws: MenuRefusal.soldOut(subject: cola.raw, remaining: 0)) {
            try await bistro.send(second)
        }
        #expect(try await bistro.view(second).lines.allSatisfy { $0.state == .new })
        _ = try await bistro.void(sent.lines[0].id, of: sent, quantity: Quantity(thousandths: 1000))
        #expect(try await bistro.send(second).lines.allSatisfy { $0.state == .sent })
    }

    @Test func `one line without a station and nothing is sent`() async throws {
        let bistro = try await Bistro.make()
        let cola = try #require(bistro.products["Kola"])
        try await bistro.run { context, tx in
            try SetRouting.run(
                [RoutingRule(station: bistro.station, product: cola.raw)], at: bistro.branch, context, in: tx)
        }
        let check = try await bistro.open([("Kola", 1), ("Bira", 1)])
        let beer = try #require(bistro.products["Bira"])
        await #expect(throws: KitchenRefusal.unroutable(products: [beer.raw])) {
            try await bistro.send(check)
        }
        #expect(try await bistro.view(check).lines.allSatisfy { $0.state == .new })
        #expect(try await bistro.count("select count(*) from kitchen_items") == 0)
    }
}

extension Bistro {
    func floor() async throws -> FloorView {
        let (branch, organization) = (branch, organization)
        return try await db.transaction(.organization(organization.raw), .snapshot) { tx in
            try FloorView.load(branch, of: organization, seq: 0, in: tx)
        }
    }

    func xReport() async throws -> DayReportView {
        let (branch, organization, now) = (branch, organization, db.clock.now)
        return try await db.transaction(.organization(organization.raw), .snapshot) { tx in
            try XReport.run(branch, of: organization, at: now, in: tx)
        }
    }

    @discardableResult
    func void(
        _ line: ID<CheckLine>, of check: CheckView, quantity: Quantity? = nil, by actor: Actor? = nil
    ) async throws -> CheckView {
        let void = VoidLine(
            line, of: check.id, branch: branch, quantity: quantity, reason: "yanlış", version: check.version)
        return try await run(actor) { context, tx in try void.run(context, in: tx) }
    }

    /// The kitchen begins with a line.
    func start(_ line: ID<CheckLine>) async throws {
        let (branch, item) = (branch, try await item(of: line))
        try await run { context, tx in _ = try StartItem.run(item, at: branch, context, in: tx) }
    }
}
