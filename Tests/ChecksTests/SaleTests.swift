import Base
import Foundation
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct SaleTests {
    @Test func `a whole sale goes from the table through the kitchen into the books`() async throws {
        let bistro = try await Bistro.make()
        var check = try await bistro.open(table: 0, [("Latte", 2), ("Bira", 1)])
        #expect(check.totals.total == 51000)
        check = try await bistro.send(check)
        #expect(check.lines.allSatisfy { $0.state == .sent && $0.round == 1 })
        check = try await bistro.pay(check, bistro.tender(.cash, 51000, tendered: 60000))
        #expect(check.state == .closed)
        #expect(check.totals.remaining == 0)
        #expect(check.tenders.first?.change == 9000)
        #expect(try await bistro.balance("check_clearing") == 0)
        #expect(try await bistro.balance("revenue:1000") == -26364)
        #expect(try await bistro.balance("kdv_payable:1000") == -2636)
        #expect(try await bistro.balance("revenue:2000") == -18333)
        #expect(try await bistro.balance("kdv_payable:2000") == -3667)
        #expect(try await bistro.balance("cash:\(bistro.drawer)") == 50_000 + 51_000)
        let again = try await bistro.open(table: 0)
        #expect(again.no == check.no + 1)
    }
}
