import Base
import Foundation
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct RefundTests {
    private func refund(
        _ bistro: Bistro, _ check: CheckView, _ amount: Int64
    ) async throws -> CheckView {
        let refund = RefundTender(
            check.tenders[0].id, of: check.id, branch: bistro.branch, amount: amount, reason: "soğuk",
            bistro.means)
        return try await bistro.run { context, tx in try refund.run(context, in: tx) }
    }

    @Test func `a refund before the check is closed makes the amount due again`() async throws {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open([("Kola", 4)]))
        check = try await bistro.pay(check, bistro.tender(.cash, 20000))
        #expect(check.state == .partiallyPaid)
        check = try await refund(bistro, check, 5000)
        #expect(check.totals.paid == 15000 && check.totals.remaining == 15000)
        #expect(check.tenders[0].state == .partiallyRefunded)
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 65_000)
        check = try await bistro.pay(check, bistro.tender(.card, 15000))
        #expect(check.state == .closed)
        #expect(try await bistro.balance("check_clearing") == 0)
    }

    @Test func `a refund after closing takes revenue and KDV back and never exceeds the tender`() async throws
    {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open([("Latte", 2), ("Bira", 1)]))
        check = try await bistro.pay(check, bistro.tender(.card, 51000, tip: 1000))
        check = try await refund(bistro, check, 10000)
        #expect(check.state == .closed && check.totals.remaining == 0)
        let seen = check
        await #expect(throws: TenderRefusal.exceedsRefundable(most: 41000)) {
            try await refund(bistro, seen, 41001)
        }
        check = try await refund(bistro, check, 41000)
        #expect(check.tenders[0].state == .refunded)
        #expect(try await bistro.balance("psp_receivable:simulator") == 1000)
        #expect(try await bistro.balance("tips_payable") == -1000)
        let figures = try await bistro.xReport()
        #expect(figures.net == 0 && figures.refunds == 51000)
        #expect(figures.kdv.map(\.gross) == [0, 0])
        for code in ["revenue:1000", "revenue:2000", "kdv_payable:1000", "kdv_payable:2000"] {
            #expect(abs(try await bistro.balance(code)) <= 1)
        }
    }
}
