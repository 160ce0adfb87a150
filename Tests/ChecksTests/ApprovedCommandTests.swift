import Base
import Drawers
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks
import struct FoundationEssentials.UUID

@Suite(.database) struct ApprovedCommandTests {
    @Test func `what a role needs an approval for is done with one, once`() async throws {
        let bistro = try await Bistro.make()
        let cashier = bistro.person(
            "Zeynep",
            [.closeDay: Grant(.approve), .unbill: Grant(.approve), .moveCheck: Grant(.approve)])
        let check = try await bistro.send(try await bistro.open(table: 0, [("Latte", 1)]))
        let billed = try await bistro.run { context, tx in
            try BillCheck(check.id, branch: bistro.branch).run(context, in: tx)
        }
        let sum = ApprovalTerms(amount: 14500)
        await #expect(throws: PermissionRefusal.approvalRequired(.unbill, subject: check.id.raw, sum)) {
            try await bistro.run(cashier) { context, tx in
                try UnbillCheck(check.id, branch: bistro.branch, version: billed.version)
                    .run(context, in: tx)
            }
        }
        let approval = try await bistro.approval(of: .unbill, for: check.id.raw, sum)
        let unbill = UnbillCheck(
            check.id, branch: bistro.branch, version: billed.version, approval: approval)
        let open = try await bistro.run(cashier) { context, tx in try unbill.run(context, in: tx) }
        let move = MoveCheck(
            check.id, branch: bistro.branch, to: bistro.tables[1], version: open.version,
            approval: try await bistro.approval(
                of: .moveCheck, for: check.id.raw, ApprovalTerms(target: bistro.tables[1].raw)))
        let moved = try await bistro.run(cashier) { context, tx in try move.run(context, in: tx) }
        #expect(open.state == .open && moved.table?.name == "T2")
        try await bistro.closeDrawer(counted: 50_000)
        let close = CloseBusinessDay(
            bistro.branch, carryOver: true,
            approval: try await bistro.approval(
                of: .closeDay, for: bistro.branch.raw, ApprovalTerms(way: "carry_over")))
        #expect(try await bistro.run(cashier) { try close.run($0, in: $1) }.no == 1)
        await #expect(throws: PermissionRefusal.approvalUsed) {
            try await bistro.run(cashier) { try close.run($0, in: $1) }
        }
    }

    @Test func `a manager who approves 10 percent has not approved 90, nor another line or reason`()
        async throws
    {
        let bistro = try await Bistro.make()
        let cashier = bistro.person("Zeynep", [.discount: Grant(.allow, limit: 500)])
        let check = try await bistro.send(try await bistro.open(table: 0, [("Latte", 2), ("Kola", 1)]))
        func give(
            _ percent: Int64, line: ID<CheckLine>? = nil, reason: String = "waited",
            _ approval: ID<Approval>?
        ) async throws -> CheckView {
            let discount = GiveDiscount(
                .percent, percent, on: check.id, line: line, branch: bistro.branch, reason: reason,
                version: check.version, approval: approval)
            return try await bistro.run(cashier) { context, tx in try discount.run(context, in: tx) }
        }
        func terms(
            _ amount: Int64, _ percent: Int64, _ line: ID<CheckLine>? = nil, _ reason: String = "waited"
        ) -> ApprovalTerms {
            ApprovalTerms(amount: amount, percent: percent, line: line?.raw, reason: reason)
        }
        let (subject, latte) = (check.id.raw, check.lines[0].id)
        let asked = terms(3650, 1000)
        await #expect(throws: PermissionRefusal.approvalRequired(.discount, subject: subject, asked)) {
            try await give(1000, nil)
        }
        let approval = try await bistro.approval(of: .discount, for: subject, asked)
        let differs = { PermissionRefusal.approvalDiffers(.discount, subject: subject, $0) }
        await #expect(throws: differs(terms(32850, 9000))) { try await give(9000, approval) }
        await #expect(throws: differs(terms(2900, 1000, latte))) {
            try await give(1000, line: latte, approval)
        }
        await #expect(throws: differs(terms(3650, 1000, nil, "friend"))) {
            try await give(1000, reason: "friend", approval)
        }
        #expect(try await give(1000, approval).totals.total == 32850)
    }
}

extension Bistro {
    /// Somebody's approval of one action on these terms, as the PIN pad makes it.
    fileprivate func approval(
        of action: Action, for subject: UUID, _ terms: ApprovalTerms
    ) async throws -> ID<Approval> {
        let id = db.surroundings.newID(Approval.self)
        let (person, now) = (db.surroundings.newUUID(), db.clock.now)
        let shown = ApprovalTerms.shape.encode(terms).written
        try await run { context, tx in
            tx.later(
                """
                insert into approvals (organization, id, person, action, subject, terms, created_at, expires_at)
                values (\(organization), \(id), \(person), \(action), \(subject), \(shown), \(now),
                    \(now.advanced(seconds: 60)))
                """)
        }
        return id
    }

    /// Counts and closes the drawer that the tests take cash in.
    func closeDrawer(counted: Int64) async throws {
        try await run { context, tx in
            _ = try CountDrawer.run(
                session, in: branch, counted: counted, denominations: [], context, in: tx)
            _ = try CloseDrawer.run(session, in: branch, context, in: tx) { session, tx in
                try UnknownTenders.exist(in: session.id, of: session.organization, in: tx)
            }
        }
    }
}
