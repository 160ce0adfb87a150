import Base
import Connectors
import Ledger
import Payments
import Store
import TestSupport
import Testing

@Suite(.database) struct RefundChargeTests {
    @Test func `a part goes back, then the rest, never more`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_ok")
        #expect(try await till.refund(intent, 4_000).state == .succeeded)
        await #expect(throws: PaymentRefusal.refundExceedsCharge(left: 6_500)) {
            try await till.refund(intent, 6_501)
        }
        #expect(try await till.refund(intent, 6_500).state == .succeeded)
        await #expect(throws: PaymentRefusal.refundExceedsCharge(left: 0)) {
            try await till.refund(intent, 1)
        }
        #expect(try await till.balance(.pspReceivable("simulator")) == 0)
        try await till.expectSoundBooks()
    }

    @Test func `ten at once of 3000 on 10000: three succeed`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay(till.charge("sim_ok", amount: 10_000, tip: 0))
        let succeeded = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    do {
                        return try await till.refund(intent, 3_000).state == .succeeded
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(succeeded == 3)
        #expect(try await till.balance(.pspReceivable("simulator")) == 1_000)
        try await till.expectSoundBooks()
    }

    @Test func `asked again with the same id, nothing goes back twice`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_ok")
        let id = till.db.surroundings.newUUID()
        let first = try await till.refund(intent, 2_000, id: id)
        #expect(try await till.refund(intent, 2_000, id: id) == first)
        await #expect(throws: PaymentRefusal.refundDiffers) { try await till.refund(intent, 2_001, id: id) }
        #expect(try await till.balance(.pspReceivable("simulator")) == 8_500)
    }

    @Test(arguments: ["sim_declined", "sim_timeout", "sim_not_sent"])
    func `what took no money gives none back`(token: String) async throws {
        let till = try await Till.make()
        let intent = try await till.pay(token)
        await #expect(throws: PaymentRefusal.nothingToRefund) { try await till.refund(intent, 100) }
    }

    @Test func `over the network a refund waits for its answer, its amount reserved meanwhile`() async throws
    {
        let till = try await Till.make(local: false)
        let intent = try await till.payInSteps(till.charge("sim_ok"))
        #expect(try await till.refund(intent, 10_000).state == .pending)
        await #expect(throws: PaymentRefusal.refundExceedsCharge(left: 500)) {
            try await till.refund(intent, 501)
        }
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        #expect(try await SendRefunds.run(till.runner, till.connectors, Listener()) == 1)
        #expect(try await till.balance(.pspReceivable("simulator")) == 500)
        #expect(
            try await till.venue.count("select count(*) from audit_events where action = 'heard.succeeded'")
                == 1)
        #expect(try await SendRefunds.run(till.runner, till.connectors) == 0)
        try await till.expectSoundBooks()
    }

    @Test func `a refund whose answer is lost stays pending and is asked again with the same key`()
        async throws
    {
        let till = try await Till.make(local: false)
        let intent = try await till.payInSteps(till.charge("sim_ok"))
        _ = try await till.refund(intent, 10_000)
        till.simulator.faults.next(.loseAnswer)
        #expect(try await SendRefunds.run(till.runner, till.connectors) == 0)
        #expect(try await SendRefunds.run(till.runner, till.connectors) == 0)
        till.db.clock.advance(seconds: 30)
        #expect(try await SendRefunds.run(till.runner, till.connectors) == 1)
        #expect(try await till.venue.count("select count(*) from simulator_refunds") == 1)
        #expect(try await till.balance(.pspReceivable("simulator")) == 500)
    }

    @Test func `a refused refund gives the reserved amount free again`() async throws {
        let till = try await Till.make(local: false)
        let intent = try await till.payInSteps(till.charge("sim_ok"))
        _ = try await till.refund(intent, 10_000)
        till.simulator.faults.next(.answer(.declined(code: "expired_card")))
        #expect(try await SendRefunds.run(till.runner, till.connectors, Listener()) == 1)
        #expect(
            try await till.venue.count("select count(*) from audit_events where action = 'heard.failed'") == 1
        )
        let charge = try await till.venue.read { tx in
            try FindPayment.charge(of: intent.id, till.venue.organization, in: tx)
        }
        #expect(charge?.refunded == 0)
        #expect(try await till.balance(.pspReceivable("simulator")) == 10_500)
        try await till.expectSoundBooks()
    }

    @Test func `the database itself keeps refunds within the charge`() async throws {
        let till = try await Till.make()
        let intent = try await till.pay("sim_ok")
        await #expect(throws: PaymentRefusal.refundExceedsCharge(left: 0)) {
            try await till.venue.run { _, tx in
                try tx.run(
                    """
                    update payment_charges set refunded = 10501
                    where organization = \(till.venue.organization) and intent = \(intent.id)
                    """)
            }
        }
    }
}
