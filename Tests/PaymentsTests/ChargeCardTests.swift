import Base
import Ledger
import Organizations
import Payments
import Store
import TestSupport
import Testing

/// Cards that are decided inside the till's own transaction.
@Suite(.database) struct ChargeCardTests {
    @Test func `a good card is charged, and goods and tip stand against the receivable`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_ok")
        #expect(intent.state == .succeeded && intent.card.brand == "visa" && intent.card.last4 == "4242")
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        #expect(try await till.balance(.checkClearing) == 10_000)
        #expect(try await till.balance(.tipsPayable) == 500)
        #expect(try await till.attempts(intent.id).map(\.state) == [.succeeded])
        #expect(try await till.intent(intent.id) == intent)
        try await till.expectSoundBooks()
    }

    @Test(arguments: [
        ("sim_declined", "card_declined"), ("sim_insufficient_funds", "insufficient_funds"),
        ("sim_nonsense", "unknown_card"),
    ])
    func `a declined card says why and books nothing`(token: String, code: String) async throws {
        let till = try await Till.make()
        let intent = try await till.pay(token)
        #expect(intent.state == .requiresPaymentMethod && intent.declineCode == code)
        #expect(try await till.attempts(intent.id).map(\.state) == [.declined])
        #expect(try await till.venue.count("select count(*) from journals") == 0)
    }

    @Test func `a lost answer is unknown, never a failure`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        #expect(intent.state == .processing)
        #expect(try await till.attempts(intent.id).map(\.state) == [.unknown])
        #expect(try await till.venue.count("select count(*) from journals") == 0)
        let waiting = try await till.venue.read { tx in
            try FindPayment.unknownCount(of: till.venue.organization, branch: till.venue.branch, in: tx)
        }
        #expect(waiting == 1)
    }

    @Test func `what never left us may be confirmed again`() async throws {
        let till = try await Till.make()
        let charge = try till.charge("sim_not_sent")
        #expect(try await till.pay(charge).state == .requiresConfirmation)
        let again = try await till.pay(till.charge("sim_ok", id: charge.id.raw))
        #expect(again.state == .succeeded)
        #expect(try await till.attempts(charge.id).map(\.state) == [.notSent, .succeeded])
        try await till.expectSoundBooks()
    }

    @Test func `a declined intent may be confirmed again with another card, and both attempts stay`()
        async throws
    {
        let till = try await Till.make()
        let id = till.db.surroundings.newUUID()
        _ = try await till.pay(till.charge("sim_declined", id: id))
        let second = try await till.pay(till.charge("sim_ok", id: id))
        #expect(second.state == .succeeded && second.declineCode == nil)
        #expect(try await till.attempts(ID(id)).map(\.state) == [.declined, .succeeded])
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
    }

    @Test func `asked again with the same id, a settled payment comes back as it is`() async throws {
        let till = try await Till.make()
        let charge = try till.charge("sim_ok")
        let first = try await till.pay(charge)
        #expect(try await till.pay(charge) == first)
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
    }

    @Test func `an id that stands for another payment is refused`() async throws {
        let till = try await Till.make()
        let id = till.db.surroundings.newUUID()
        _ = try await till.pay(till.charge("sim_ok", id: id))
        await #expect(throws: PaymentRefusal.intentDiffers) {
            try await till.pay(till.charge("sim_ok", id: id, amount: 999, tip: 0))
        }
    }

    @Test func `twelve at once make one attempt and one charge`() async throws {
        let till = try await Till.make()
        let charge = try till.charge("sim_ok")
        let states = try await withThrowingTaskGroup(of: PaymentIntent.self) { group in
            for _ in 0..<12 { group.addTask { try await till.pay(charge) } }
            return try await group.reduce(into: []) { $0.append($1.state) }
        }
        #expect(states == Array(repeating: .succeeded, count: 12))
        #expect(try await till.attempts(charge.id).count == 1)
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        try await till.expectSoundBooks()
    }

    @Test func `twelve at once on a declined intent make one further attempt`() async throws {
        let till = try await Till.make()
        let id = till.db.surroundings.newUUID()
        _ = try await till.pay(till.charge("sim_declined", id: id))
        let charge = try till.charge("sim_ok", id: id)
        _ = try await withThrowingTaskGroup(of: PaymentIntent.self) { group in
            for _ in 0..<12 { group.addTask { try await till.pay(charge) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(try await till.attempts(ID(id)).map(\.state) == [.declined, .succeeded])
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
    }

    @Test func `the database itself refuses a second open attempt`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        await #expect(throws: PaymentRefusal.attemptOpen) {
            try await till.venue.run { context, tx in
                try tx.run(
                    """
                    insert into payment_attempts (organization, id, intent, number, connector, amount, currency, state,
                        created_at)
                    values (\(till.venue.organization), \(context.surroundings.newUUID()), \(intent.id), 2, 'simulator',
                        10500, 'TRY', 'created', \(context.now))
                    """)
            }
        }
    }

    @Test func `nothing is charged when the sale that it belongs to is rolled back`() async throws {
        let till = try await Till.make()
        let charge = try till.charge("sim_ok")
        await #expect(throws: CancellationError.self) {
            try await till.venue.run { context, tx in
                _ = try ChargeCard.local(charge, till.simulator, context, in: tx)
                throw CancellationError()
            }
        }
        #expect(try await till.intent(charge.id) == nil)
        #expect(try await till.venue.count("select count(*) from postings") == 0)
    }

    @Test func `another organization's payment is not there`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_ok")
        let stranger = try await Till.make(slug: "stranger")
        let seen = try await stranger.venue.read { tx in
            try FindPayment.intent(intent.id, of: till.venue.organization, in: tx)
        }
        #expect(seen == nil)
        await #expect(throws: PaymentRefusal.unknownIntent) { try await stranger.refund(intent, 100) }
    }

    @Test func `each step of a payment is one message of the outbox, none is told twice`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        till.db.clock.advance(seconds: 5)
        _ = try await till.inquire()
        till.db.clock.advance(seconds: 100_000)
        _ = try await till.inquire()
        let topics = try await till.venue.read { tx in
            try tx.rows(
                "select topic from outbox where aggregate = \(intent.id.raw) order by sequence",
                as: (String).self)
        }
        #expect(topics == ["payment_intent.processing", "payment_intent.succeeded"])
        let frames = try await till.venue.read { tx in
            try tx.rows("select type from screen_frames order by seq", as: (String).self)
        }
        #expect(frames == ["payment.unknown", "payment.resolved"])
    }
}
