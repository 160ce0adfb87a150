import Base
import Organizations
import Printing
import Store
import TestSupport
import Testing

@testable import Checks

/// What paper says of a branch, and when its business day begins.
@Suite(.database) struct BranchDetailTests {
    @discardableResult
    private func change(_ change: BranchChange, _ bistro: Bistro) async throws -> Branch {
        try await bistro.run { context, tx in try ChangeBranch.run(bistro.branch, change, context, in: tx) }
    }

    @Test func `a receipt begins with the address and the tax number that the branch has now`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        try await change(
            BranchChange(
                version: 1, name: "Kadıköy", address: "Moda Cad. 12\nKadıköy", taxOffice: "Kadıköy",
                taxNumber: "1234567890"), bistro)
        let (branch, organization, now) = (bistro.branch, bistro.organization, bistro.db.clock.now)
        let paper = try await bistro.db.transaction(.organization(organization.raw)) { tx in
            try PrintCheck.run(check.id, branch, of: organization, .bill, .turkish, at: now, in: tx)
        }
        let page = ReceiptHTML.fragment(of: paper)
        for part in ["Kadıköy", "Moda Cad. 12", "1234567890"] { #expect(page.contains(part), "\(part)") }
        // A step that knew the branch as it was before reads it again.
        _ = try await bistro.pay(check, bistro.tender(.cash, 7500))
    }

    @Test func `a day's beginning is not moved over the day that runs`() async throws {
        let bistro = try await Bistro.make()
        #expect(try await change(BranchChange(version: 1, dayStart: 300), bistro).version == 2)
        await #expect(throws: OrganizationRefusal.staleVersion(current: 2)) {
            try await change(BranchChange(version: 1, dayStart: 300), bistro)
        }
        await #expect(throws: OrganizationRefusal.dayWouldChange) {
            try await change(BranchChange(version: 2, dayStart: 1439), bistro)
        }
        await #expect(throws: OrganizationRefusal.unknownTimeZone) {
            try await change(BranchChange(version: 2, timeZone: "Ay/Kara"), bistro)
        }
        await #expect(throws: PermissionRefusal.self) {
            try await bistro.run(bistro.person("Anna", [.pay: Grant(.allow)])) { context, tx in
                try ChangeBranch.run(bistro.branch, BranchChange(version: 2, name: "X"), context, in: tx)
            }
        }
    }
}
