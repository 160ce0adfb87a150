import Base
import Foundation
import Kitchen
import Menu
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct EveryCommandTests {
    /// Runs a command on a check; it must leave one check frame with the new version and one audit event
    /// (I16).
    private func step(
        _ bistro: Bistro, _ check: CheckView,
        _ command: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> CheckView
    ) async throws -> CheckView {
        let frames: SQL = "select count(*) from screen_frames where type = 'check.changed'"
        let events: SQL = "select count(*) from audit_events where entity = 'check'"
        let before = (try await bistro.count(frames), try await bistro.count(events))
        let after = try await bistro.run { context, tx in try command(context, tx) }
        #expect(try await bistro.count(frames) == before.0 + 1)
        #expect(try await bistro.count(events) == before.1 + 1)
        #expect(after.version == check.version + 1)
        #expect(try await bistro.view(check) == after)
        return after
    }

    @Test func `every command leaves one frame, one audit event and the check as it answered`() async throws {
        let bistro = try await Bistro.make()
        let branch = bistro.branch
        var check = try await bistro.open(table: 0, [("Latte", 2), ("Kola", 1), ("Bira", 1)])
        let id = check.id
        let lines = check.lines.map(\.id)
        let extra = try bistro.draft("Patates")
        check = try await step(bistro, check) {
            try AddLines([extra], to: id, branch: branch).run($0, in: $1)
        }
        check = try await step(bistro, check) {
            try ChangeLine(
                lines[0], of: id, branch: branch,
                .init(quantity: Quantity(thousandths: 3000), note: "az", allergy: "fıstık")
            )
            .run($0, in: $1)
        }
        check = try await step(bistro, check) {
            try DeleteLine(extra.id, of: id, branch: branch).run($0, in: $1)
        }
        check = try await step(bistro, check) { try SendLines(id, branch: branch).run($0, in: $1) }
        check = try await step(bistro, check) { try SetGuests(5, of: id, branch: branch).run($0, in: $1) }
        check = try await step(bistro, check) { try BillCheck(id, branch: branch).run($0, in: $1) }
        check = try await step(bistro, check) { [check] in
            try UnbillCheck(id, branch: branch, version: check.version).run($0, in: $1)
        }
        check = try await step(bistro, check) { [check] in
            try GiveDiscount(.percent, 1000, on: id, branch: branch, reason: "dost", version: check.version)
                .run($0, in: $1)
        }
        check = try await step(bistro, check) { [check] in
            try CompLine(lines[1], of: id, branch: branch, reason: "ikram", version: check.version).run(
                $0, in: $1)
        }
        check = try await step(bistro, check) { [check] in
            try RemoveDiscount(check.discounts[0].id, of: id, branch: branch, version: check.version)
                .run($0, in: $1)
        }
        check = try await step(bistro, check) { [check] in
            try VoidLine(lines[2], of: id, branch: branch, reason: "yok", version: check.version).run(
                $0, in: $1)
        }
        check = try await step(bistro, check) { [check] in
            try MoveCheck(id, branch: branch, to: bistro.tables[3], version: check.version).run($0, in: $1)
        }
        #expect(check.totals.total == 43500)
        let pay = PayCheck(id, branch: branch, by: [bistro.tender(.cash, 43500)], bistro.means)
        check = try await step(bistro, check) { try pay.run($0, in: $1).view }
        #expect(check.state == .closed)
    }

    @Test func `an edit of the menu never changes an open check`() async throws {
        let bistro = try await Bistro.make()
        let latte = try #require(bistro.products["Latte"])
        let check = try await bistro.open(table: 0, [("Latte", 1)])
        try await bistro.run { context, tx in
            _ = try ArchiveProduct.run(latte, ArchiveRequest(version: 1), context, in: tx)
        }
        #expect(try await bistro.view(check) == check)
        await #expect(throws: MenuRefusal.unknownProduct(latte.raw)) {
            try await bistro.open(table: 1, [("Latte", 1)])
        }
        let paid = try await bistro.pay(try await bistro.send(check), bistro.tender(.cash, 14500))
        #expect(paid.state == .closed)
    }

    @Test func `lists go through all checks page by page, the newest first`() async throws {
        let bistro = try await Bistro.make()
        for table in 0..<3 { _ = try await bistro.open(table: table) }
        var seen: [Int64] = []
        var after: String?
        repeat {
            let list = ListChecks(branch: bistro.branch, open: true, limit: 2, after: after)
            let page = try await bistro.db.transaction(.organization(bistro.organization.raw)) { tx in
                try list.run(of: bistro.organization, in: tx)
            }
            seen += page.items.map(\.no)
            after = page.next
        } while after != nil
        #expect(seen == [3, 2, 1])
    }

    @Test
    func `opening again with the same key gives the same answer, with another id a second party is refused`()
        async throws
    {
        let bistro = try await Bistro.make()
        let open = OpenCheck(
            id: ID(UUID()), branch: bistro.branch, orderType: .dineIn, table: bistro.tables[0], guests: 2,
            lines: [try bistro.draft("Kola")])
        let key = bistro.key()
        let body: @Sendable (CommandContext, borrowing Transaction) throws -> Answer = { context, tx in
            Answer(status: 201, body: try open.run(context, in: tx).json)
        }
        let first = try await bistro.runner.run(bistro.owner, key: key, body)
        let again = try await bistro.runner.run(bistro.owner, key: key, body)
        #expect(!first.replayed && again.replayed && again.text == first.text)
        #expect(try await bistro.count("select count(*) from check_lines") == 1)
    }

    @Test func `a held course waits, is fired once, and only then is sent`() async throws {
        let bistro = try await Bistro.make()
        let opened = try await bistro.open(table: 0)
        let drafts = [try bistro.draft("Latte", course: 1), try bistro.draft("Kahvaltı", course: 2)]
        let (id, branch) = (opened.id, bistro.branch)
        try await bistro.run { context, tx in
            _ = try AddLines(drafts, to: id, branch: branch).run(context, in: tx)
        }
        let sent = try await bistro.run { context, tx in
            try SendLines(id, branch: branch, holding: [2]).run(context, in: tx)
        }
        #expect(sent.lines.map(\.state) == [.sent, .held])
        let fire = FireLines(course: 2, of: id, branch: branch)
        let fired = try await bistro.run { context, tx in try fire.run(context, in: tx) }
        #expect(fired.lines.map(\.state) == [.sent, .sent])
        await #expect(throws: KitchenRefusal.courseAlreadyFired(course: 2)) {
            try await bistro.run { context, tx in try fire.run(context, in: tx) }
        }
    }
}
