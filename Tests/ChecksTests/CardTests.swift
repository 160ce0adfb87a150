import Base
import Connectors
import Foundation
import Organizations
import Payments
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct CardTests {
    @Test func `a declined card books nothing`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 2)]))
        await #expect(throws: TenderRefusal.cardDeclined(reason: "insufficient_funds")) {
            try await bistro.pay(
                check, bistro.tender(.cash, 5000), bistro.tender(.card, 10000, card: "sim_insufficient_funds")
            )
        }
        #expect(try await bistro.view(check) == check)
        #expect(try await bistro.balance("check_clearing") == 0)
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 50_000)
    }

    @Test func `while a card's answer is missing its cash waits and nobody else can pay the part`()
        async throws
    {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let pay = PayCheck(
            check.id, branch: bistro.branch,
            by: [bistro.tender(.cash, 10000), bistro.tender(.card, 20000, card: "sim_timeout")], bistro.means)
        let answer = try await pay.run(bistro.owner, key: bistro.key(), bistro.runner)
        #expect(answer.status == 202)
        let waiting = try CheckView.shape.read(JSON(parsing: answer.text))
        #expect(waiting.state == .open)
        #expect(waiting.tenders.map(\.state) == [.initiated, .unknown])
        #expect(waiting.totals.paid == 0)
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 50_000)
        await #expect(throws: TenderRefusal.nothingDue) {
            try await bistro.pay(check, bistro.tender(.cash, 30000))
        }
        let session = bistro.session
        let held = try await bistro.db.transaction(.organization(bistro.organization.raw)) { tx in
            try UnknownTenders.exist(in: session, of: bistro.organization, in: tx)
        }
        #expect(held)
        let card = try #require(waiting.tenders.last)
        let inquire = InquireTender(card.id, of: check.id, branch: bistro.branch, bistro.means)
        let told = try await inquire.run(bistro.owner, key: bistro.key(), bistro.runner)
        let closed = try CheckView.shape.read(JSON(parsing: told.text))
        #expect(closed.state == .closed)
        #expect(closed.tenders.allSatisfy { $0.state == .captured })
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 60_000)
        #expect(try await bistro.balance("check_clearing") == 0)
        #expect(try await bistro.floor().tables.allSatisfy { $0.state == .free })
    }

    @Test func `an inquiry waits for the check before it takes the card, as a payment does`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let waiting = try await bistro.pay(check, bistro.tender(.card, 30000, card: "sim_timeout"))
        let card = try #require(waiting.tenders.first)
        let inquire = InquireTender(card.id, of: check.id, branch: bistro.branch, bistro.means)
        let (organization, branch) = (bistro.organization, bistro.branch)
        let intent = try await bistro.db.transaction(.organization(organization.raw)) { tx in
            try TenderStore.intent(of: card.id, check.id, branch, bistro.owner, in: tx)
        }
        let (locked, isLocked) = AsyncStream.makeStream(of: Void.self)
        async let told = { () async throws -> Answer in
            for await _ in locked { break }
            return try await inquire.run(bistro.owner, key: bistro.key(), bistro.runner)
        }()
        try await bistro.db.transaction(.organization(organization.raw)) { tx in
            _ = try tx.value(
                "select id from checks where organization = \(organization) and id = \(check.id) for update",
                as: ID<Check>.self)
            isLocked.finish()
            // The inquiry has come as far as it can when somebody waits for a lock.
            for _ in 1...400 {
                let waits = try tx.value(
                    "select exists (select 1 from pg_locks where not granted)", as: Bool.self)
                if waits == true { break }
                Thread.sleep(forTimeInterval: 0.01)
            }
            _ = try tx.value(
                "select id from payment_intents where organization = \(organization) and id = \(intent) for update nowait",
                as: ID<PaymentIntent>.self)
        }
        #expect(try CheckView.shape.read(JSON(parsing: try await told.text)).state == .closed)
    }

    @Test func `an inquiry that finds no money cancels what waited with the card`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let waiting = try await bistro.pay(
            check, bistro.tender(.cash, 10000), bistro.tender(.card, 20000, card: "sim_timeout_declined"))
        let card = try #require(waiting.tenders.last)
        let inquire = InquireTender(card.id, of: check.id, branch: bistro.branch, bistro.means)
        let told = try await inquire.run(bistro.owner, key: bistro.key(), bistro.runner)
        let open = try CheckView.shape.read(JSON(parsing: told.text))
        #expect(open.tenders.map(\.state) == [.cancelled, .failed])
        #expect(open.totals.remaining == 30000)
        #expect(try await bistro.pay(open, bistro.tender(.cash, 30000)).state == .closed)
    }

    @Test func `a person may say what became of a card, with a reason`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let waiting = try await bistro.pay(check, bistro.tender(.card, 30000, card: "sim_timeout"))
        let card = try #require(waiting.tenders.first)
        let resolve = ResolveTender(
            card.id, of: check.id, branch: bistro.branch, captured: true, reason: "slip elde", bistro.means)
        let closed = try await bistro.run { context, tx in try resolve.run(context, in: tx) }
        #expect(closed.state == .closed)
        #expect(try await bistro.balance("psp_receivable:simulator") == 30000)
    }

    @Test func `two cards, one unknown and then declined: the other one's money goes back`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let waiting = try await bistro.pay(
            check, bistro.tender(.card, 10000, tip: 500),
            bistro.tender(.card, 20000, card: "sim_timeout_declined"))
        #expect(waiting.state == .partiallyPaid)
        let card = try #require(waiting.tenders.last)
        let resolve = ResolveTender(
            card.id, of: check.id, branch: bistro.branch, captured: false, reason: "slip yok", bistro.means)
        let open = try await bistro.run { context, tx in try resolve.run(context, in: tx) }
        #expect(open.tenders.map(\.state) == [.cancelled, .failed])
        #expect(open.totals.remaining == 30000 && open.totals.tips == 0)
        #expect(try await bistro.balance("psp_receivable:simulator") == 0)
        #expect(try await bistro.balance("check_clearing") == 0)
    }

    @Test func `a card that must be called is paid in steps, with the same answer twice`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let pay = PayCheck(
            check.id, branch: bistro.branch,
            by: [bistro.tender(.cash, 10000), bistro.tender(.card, 20000, card: "sim_slow_ok")], bistro.means)
        let key = bistro.key()
        let answer = try await pay.run(bistro.owner, key: key, bistro.runner)
        #expect(answer.status == 200)
        let closed = try CheckView.shape.read(JSON(parsing: answer.text))
        #expect(closed.state == .closed)
        #expect(closed.tenders.map(\.state) == [.captured, .captured])
        let again = try await pay.run(bistro.owner, key: key, bistro.runner)
        #expect(again.replayed && again.text == answer.text)
        #expect(try await bistro.balance("check_clearing") == 0)
    }

    @Test func `a called card that says no cancels the rest of its payment`() async throws {
        let db = TestDatabase.current
        let remote = Simulator(database: db, surroundings: db.surroundings, local: false, pause: { _ in })
        let bistro = try await Bistro.make(card: remote)
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        await #expect(throws: TenderRefusal.self) {
            try await bistro.pay(
                check, bistro.tender(.cash, 10000), bistro.tender(.card, 20000, card: "sim_declined"))
        }
        let open = try await bistro.view(check)
        #expect(open.tenders.map(\.state).sorted { $0.rawValue < $1.rawValue } == [.cancelled, .failed])
        #expect(open.totals.remaining == 30000)
        #expect(try await bistro.pay(open, bistro.tender(.card, 30000)).state == .closed)
        #expect(try await bistro.balance("check_clearing") == 0)
    }

    @Test func `a crash before the terminal was asked frees what was reserved, and nothing is booked`()
        async throws
    {
        let db = TestDatabase.current
        let remote = Simulator(database: db, surroundings: db.surroundings, local: false, pause: { _ in })
        let bistro = try await Bistro.make(card: remote)
        let check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        let pay = PayCheck(
            check.id, branch: bistro.branch, by: [bistro.tender(.cash, 10000), bistro.tender(.card, 20000)],
            bistro.means)
        let key = bistro.key()
        _ = try await bistro.runner.begin(bistro.owner, key: key) { context, tx in
            try pay.begin(context, in: tx)
        }
        await #expect(throws: TenderRefusal.nothingDue) {
            try await bistro.pay(check, bistro.tender(.card, 30000))
        }
        await #expect(throws: IdempotencyRefusal.inUse) {
            try await pay.run(bistro.owner, key: key, bistro.runner)
        }
        db.clock.advance(seconds: 3600)
        _ = try await RecoverAttempts.run(
            bistro.runner, bistro.means.connectors, CheckFollower(bistro.means))
        await #expect(throws: TenderRefusal.terminalUnreachable) {
            try await pay.run(bistro.owner, key: key, bistro.runner)
        }
        let open = try await bistro.view(check)
        #expect(Set(open.tenders.map(\.state)) == [.cancelled, .failed])
        #expect(try await bistro.pay(open, bistro.tender(.card, 30000)).state == .closed)
        #expect(try await bistro.balance("check_clearing") == 0)
        #expect(try await bistro.balance("psp_receivable:simulator") == 30000)
    }
}
