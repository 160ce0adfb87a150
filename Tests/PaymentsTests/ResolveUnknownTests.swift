import Base
import Connectors
import Ledger
import Organizations
import Store
import TestSupport
import Testing

@testable import Payments

/// A person decides what nobody can tell.
@Suite(.database) struct ResolveUnknownTests {
    private func resolve(
        _ till: Till, _ intent: PaymentIntent, _ outcome: ResolveUnknown.Outcome,
        reason: String = "slip elimde",
        as actor: Actor? = nil
    ) async throws -> PaymentIntent {
        try await till.venue.run(as: actor) { context, tx in
            try ResolveUnknown.run(
                intent.id, outcome, reason: reason, subject: intent.reference.id, approval: nil, context,
                in: tx)
        }
    }

    @Test func `captured: the money is booked, and inquiry never books it again`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        #expect(try await resolve(till, intent, .captured).state == .succeeded)
        till.db.clock.advance(seconds: 90_000)
        #expect(try await till.inquire().asked == 0)
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        let audits = try await till.venue.count(
            "select count(*) from audit_events where action = 'payment.resolve' and reason = 'slip elimde'")
        #expect(audits == 1)
        try await till.expectSoundBooks()
    }

    @Test func `failed, but the money did come: it goes back by itself, once`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        #expect(try await resolve(till, intent, .failed).state == .requiresPaymentMethod)
        #expect(try await till.attempts(intent.id).map(\.state) == [.abandoned])
        for _ in 0..<3 {
            till.db.clock.advance(seconds: 100_000)
            _ = try await till.inquire()
        }
        let breaks = try await till.venue.count(
            "select count(*) from payment_breaks where kind = 'late_success'")
        #expect(breaks == 1)
        #expect(try await till.venue.count("select count(*) from payment_refunds") == 1)
        #expect(try await till.intent(intent.id)?.state == .requiresPaymentMethod)
        #expect(try await till.balance(.pspReceivable("simulator")) == 0)
        #expect(try await till.balance(.suspense) == 0)
        try await till.expectSoundBooks()
    }

    @Test func `failed, then paid with another card while the first money comes late: each is told apart`()
        async throws
    {
        let till = try await Till.make()
        let charge = try till.charge("sim_timeout")
        let intent = try await till.pay(charge)
        _ = try await resolve(till, intent, .failed)
        #expect(try await till.pay(till.charge("sim_ok", id: charge.id.raw)).state == .succeeded)
        till.db.clock.advance(seconds: 3_600)
        _ = try await till.inquire()
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        #expect(try await till.balance(.checkClearing) == 10_000)
        #expect(try await till.refund(intent, 10_000).state == .succeeded)
        try await till.expectSoundBooks()
    }

    @Test func `only what is unknown can be decided`() async throws {
        let till = try await Till.make()
        for token in ["sim_ok", "sim_declined"] {
            let intent = try await till.pay(token)
            await #expect(throws: PaymentRefusal.notUnknown(state: intent.state.rawValue)) {
                try await resolve(till, intent, .captured)
            }
        }
    }

    @Test func `a reason is required and holds no card number`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        await #expect(throws: PaymentRefusal.reasonMissing) {
            try await resolve(till, intent, .captured, reason: "  ")
        }
        await #expect(throws: PaymentRefusal.cardNumber) {
            try await resolve(till, intent, .captured, reason: "kart 4111 1111 1111 1111")
        }
    }

    @Test func `it takes the right, or a second pair of eyes`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        let waiter = till.venue.person([.pay])
        await #expect(throws: PermissionRefusal.forbidden(.resolvePayment)) {
            try await resolve(till, intent, .captured, as: waiter)
        }
        let cashier = till.venue.person([.pay], approve: [.resolvePayment])
        await #expect(
            throws: PermissionRefusal.approvalRequired(
                .resolvePayment, subject: intent.reference.id,
                ApprovalTerms(amount: intent.amount.minor, way: "captured", reason: "slip elimde"))
        ) {
            try await resolve(till, intent, .captured, as: cashier)
        }
        #expect(try await till.intent(intent.id)?.state == .processing)
    }

    @Test func `a payment in review is decided by a person and its break is closed`() async throws {
        let till = try await Till.make(local: false)
        till.simulator.faults.next(.wrongAmount(-500))
        let intent = try await till.payInSteps(till.charge("sim_ok"))
        let resolved = try await resolve(till, intent, .captured)
        #expect(resolved.state == .succeeded && !resolved.review)
        #expect(try await till.venue.count("select count(*) from payment_breaks where state = 'open'") == 0)
        try await till.expectSoundBooks()
    }

    @Test func `two who learn of late money at once send it back once`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_timeout")
        _ = try await resolve(till, intent, .failed)
        let attempt = try #require(try await till.attempts(intent.id).first)
        let answer = ProviderAnswer(reference: "late", amount: intent.amount)
        for _ in 0..<2 {
            try await till.venue.run { context, tx in
                try SettleAttempt.run(
                    attempt.id, of: intent.id, .succeeded(answer), till.simulator, context, in: tx)
            }
        }
        #expect(try await till.venue.count("select count(*) from payment_refunds") == 1)
        #expect(try await till.balance(.suspense) == 0)
    }

    @Test func `a wish of nothing, or one whose postings do not add up, is refused`() async throws {
        let till = try await Till.make()
        #expect(throws: PaymentRefusal.amountNotPositive) { try till.charge("sim_ok", amount: 0, tip: 0) }
        #expect(throws: PaymentRefusal.counterDiffers) { try till.charge("sim_ok", amount: 100, tip: 100) }
    }
}
