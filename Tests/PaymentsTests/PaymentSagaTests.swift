import Base
import Connectors
import Ledger
import Store
import TestSupport
import Testing

@testable import Payments

/// Cards that are asked over a network: three steps, with a crash between any two.
@Suite(.database) struct PaymentSagaTests {
    @Test func `three steps take the money once`() async throws {
        let till = try await Till.make()
        let intent = try await till.payInSteps(till.charge("sim_slow_ok"))
        #expect(intent.state == .succeeded && intent.card.brand == "troy")
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        try await till.expectSoundBooks()
    }

    @Test func `the attempt is committed before the call, and marked as sent`() async throws {
        let till = try await Till.make(local: false)
        let prepared = try await till.prepare(till.charge("sim_ok"))
        #expect(try await till.attempts(prepared.intent.id).map(\.state) == [.created])
        _ = try await ChargeCard.call(prepared, till.simulator, till.runner)
        let attempt = try #require(try await till.attempts(prepared.intent.id).first)
        #expect(attempt.state == .sent && attempt.sentAt == till.db.clock.now)
    }

    @Test func `a crash before the call: the attempt never left, and the intent may be confirmed again`()
        async throws
    {
        let till = try await Till.make(local: false)
        let charge = try till.charge("sim_ok")
        let prepared = try await till.prepare(charge)
        till.db.clock.advance(seconds: 31)
        let report = try await RecoverAttempts.run(till.runner, till.connectors, Listener())
        #expect(report.unsent == 1)
        #expect(try await till.attempts(charge.id).map(\.state) == [.notSent])
        #expect(try await till.intent(charge.id)?.state == .requiresConfirmation)
        #expect(try await heard(till, "heard.requires_confirmation") == 1)
        // The crashed process wakes up after all: it must not call any more.
        #expect(try await ChargeCard.call(prepared, till.simulator, till.runner) == .notSent)
        #expect(try await till.venue.count("select count(*) from simulator_charges") == 0)
        #expect(try await till.payInSteps(charge).state == .succeeded)
        try await till.expectSoundBooks()
    }

    @Test func `a younger attempt is left alone: it may be a call under way`() async throws {
        let till = try await Till.make(local: false)
        let prepared = try await till.prepare(till.charge("sim_ok"))
        till.db.clock.advance(seconds: 20)
        #expect(try await RecoverAttempts.run(till.runner, till.connectors).unsent == 0)
        #expect(
            try await till.settle(prepared, ChargeCard.call(prepared, till.simulator, till.runner)).state
                == .succeeded)
    }

    @Test func `a crash after sending, before it arrived: inquiry finds nothing and the card is declined`()
        async throws
    {
        let till = try await Till.make(local: false)
        let prepared = try await till.prepare(till.charge("sim_ok"))
        // As if the process died between the mark and the first byte.
        till.simulator.faults.next(.dropRequest)
        _ = try await ChargeCard.call(prepared, till.simulator, till.runner)
        till.db.clock.advance(seconds: 31)
        let report = try await RecoverAttempts.run(till.runner, till.connectors)
        #expect(report.inquiries == .init(asked: 1, resolved: 1))
        let intent = try await till.intent(prepared.intent.id)
        #expect(intent?.state == .requiresPaymentMethod && intent?.declineCode == "not_received")
    }

    @Test func `a crash between call and settle: inquiry finds the money, and it is booked once`()
        async throws
    {
        let till = try await Till.make(local: false)
        let prepared = try await till.prepare(till.charge("sim_ok"))
        let outcome = try await ChargeCard.call(prepared, till.simulator, till.runner)
        till.db.clock.advance(seconds: 31)
        let report = try await RecoverAttempts.run(till.runner, till.connectors, Listener())
        #expect(report.inquiries.resolved == 1)
        #expect(try await till.intent(prepared.intent.id)?.state == .succeeded)
        #expect(try await heard(till, "heard.succeeded") == 1)
        // The crashed process settles late: nothing happens twice.
        #expect(try await till.settle(prepared, outcome).state == .succeeded)
        #expect(try await RecoverAttempts.run(till.runner, till.connectors).inquiries.asked == 0)
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        try await till.expectSoundBooks()
    }

    @Test func `settled by eight at once, the money is booked once`() async throws {
        let till = try await Till.make(local: false)
        let prepared = try await till.prepare(till.charge("sim_ok"))
        let outcome = try await ChargeCard.call(prepared, till.simulator, till.runner)
        try await withThrowingTaskGroup(of: PaymentIntent.self) { group in
            for _ in 0..<8 { group.addTask { try await till.settle(prepared, outcome) } }
            for try await intent in group { #expect(intent.state == .succeeded) }
        }
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        #expect(try await till.venue.count("select count(*) from payment_charges") == 1)
    }

    @Test(arguments: [("sim_timeout", "succeeded"), ("sim_timeout_declined", "requires_payment_method")])
    func `a lost answer is found by the inquiries that the schedule says`(token: String, end: String)
        async throws
    {
        for local in [true, false] {
            let till = try await Till.make(local: local, slug: "kahve-\(local)")
            let intent =
                local ? try await till.pay(token) : try await till.payInSteps(till.charge(token))
            #expect(intent.state == .processing)
            #expect(try await till.inquire().asked == 0)
            till.db.clock.advance(seconds: 5)
            till.simulator.faults.next(.unreachable)
            #expect(try await till.inquire() == .init(asked: 1, resolved: 0))
            till.db.clock.advance(seconds: 20)
            #expect(try await till.inquire().asked == 0)
            till.db.clock.advance(seconds: 5)
            #expect(try await till.inquire(Listener()) == .init(asked: 1, resolved: 1))
            #expect(try await till.intent(intent.id)?.state.rawValue == end)
            till.db.clock.advance(seconds: 100_000)
            #expect(try await till.inquire().asked == 0)
            #expect(try await till.balance(.pspReceivable("simulator")) == (end == "succeeded" ? 10_500 : 0))
            try await till.expectSoundBooks()
        }
    }

    @Test func `a person may ask at once`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        let due = try await till.venue.run { context, tx in
            try InquireUnknown.hasten(intent.id, context, in: tx)
        }
        #expect(due)
        #expect(try await till.inquire().resolved == 1)
        let again = try await till.venue.run { context, tx in
            try InquireUnknown.hasten(intent.id, context, in: tx)
        }
        #expect(!again)
    }

    @Test func `four workers ask about each payment once`() async throws {
        let till = try await Till.make()
        for _ in 0..<10 { _ = try await till.pay("sim_timeout") }
        till.db.clock.advance(seconds: 5)
        let asked = try await withThrowingTaskGroup(of: InquireUnknown.Report.self) { group in
            for _ in 0..<4 { group.addTask { try await till.inquire() } }
            return try await group.reduce(0) { $0 + $1.asked }
        }
        #expect(asked == 10)
        #expect(try await till.balance(.pspReceivable("simulator")) == 105_000)
        try await till.expectSoundBooks()
    }

    @Test func `another amount than asked stops the intent for a person and books nothing`() async throws {
        let till = try await Till.make(local: false)
        till.simulator.faults.next(.wrongAmount(1))
        let intent = try await till.payInSteps(till.charge("sim_ok"))
        #expect(intent.state == .processing && intent.review)
        #expect(try await till.venue.count("select count(*) from journals") == 0)
        let found = try await till.venue.read { tx in
            try FindPayment.openBreaks(of: till.venue.organization, in: tx)
        }
        #expect(found.map(\.kind) == [.amount])
        #expect(found.map(\.actual.minor) == [10_501])
        till.db.clock.advance(seconds: 90_000)
        #expect(try await till.inquire().asked == 0)
    }

    @Test func `money that comes after the intent was given up goes back by itself`() async throws {
        let till = try await Till.make(local: false)
        till.simulator.faults.next(.answer(.needsAction))
        let intent = try await till.payInSteps(till.charge("sim_ok"))
        #expect(intent.state == .requiresAction)
        let canceled = try await till.venue.run { context, tx in
            try CancelIntent.run(intent.id, context, in: tx)
        }
        #expect(canceled.state == .canceled)
        till.db.clock.advance(seconds: 5)
        _ = try await till.inquire()
        #expect(try await till.intent(intent.id)?.state == .canceled)
        let found = try await till.venue.read { tx in
            try FindPayment.openBreaks(of: till.venue.organization, in: tx)
        }
        #expect(found.map(\.kind) == [.lateSuccess])
        #expect(try await till.balance(.suspense) == -10_500)
        #expect(try await SendRefunds.run(till.runner, till.connectors) == 1)
        #expect(try await till.balance(.suspense) == 0)
        #expect(try await till.balance(.pspReceivable("simulator")) == 0)
        let refunds = try await till.venue.read { tx in
            try FindPayment.refunds(of: intent.id, till.venue.organization, in: tx)
        }
        #expect(refunds.map(\.cause) == [.lateSuccess] && refunds.map(\.state) == [.succeeded])
        try await till.expectSoundBooks()
    }

    @Test func `a payment that is under way or done cannot be given up`() async throws {
        let till = try await Till.make()
        for token in ["sim_timeout", "sim_ok"] {
            let intent = try await till.pay(token)
            await #expect(throws: IllegalTransition.self) {
                try await till.venue.run { context, tx in try CancelIntent.run(intent.id, context, in: tx) }
            }
        }
    }

    private func heard(_ till: Till, _ action: String) async throws -> Int {
        try await till.venue.count("select count(*) from audit_events where action = \(action)")
    }
}
