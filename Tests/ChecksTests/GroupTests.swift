import Base
import Foundation
import Organizations
import Store
import Synchronization
import TestSupport
import Testing

@testable import Checks

/// Steps of checks that commit together, on what the process knows.
@Suite(.database) struct GroupTests {
    @Test func `steps of several checks that come at once are each whole`() async throws {
        let bistro = try await Bistro.make()
        let checks = try await bistro.knownChecks()
        // The first payment of a branch runs alone: its business day is not known yet.
        _ = try await bistro.grouped(.pay(try await bistro.grouped(.send(checks[3]))))
        let sent = try await bistro.grouped(.send(checks[2]))
        let steps: [Step] = [
            .add(checks[0], [try bistro.draft("Latte", 2)]), .add(checks[1], [try bistro.draft("Bira")]),
            .pay(sent),
        ]
        let views = try await bistro.together(steps)
        #expect(views[0].lines.count == 2 && views[1].lines.count == 2 && views[2].state == .closed)
        let ids = views.map(\.id.raw)
        let transactions = try await bistro.count(
            "select count(distinct xmin::text) from checks where id = any(\(ids)::uuid[])")
        #expect(transactions == 1)
        #expect(try await bistro.balance("check_clearing") == 0)
        let torn = try await bistro.count(
            """
            select count(*) from branch_streams where seq <> (
                select count(*) from screen_frames where screen_frames.branch = branch_streams.branch)
            """)
        #expect(torn == 0)
        let free = try await bistro.grouped(.open(2))
        #expect(free.no == checks[3].no + 1)
    }

    @Test func `the same key twice at once happens once`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.knownChecks()[0]
        let draft = try bistro.draft("Latte")
        let key = bistro.key("twice")
        let views = try await bistro.together([.add(check, [draft]), .add(check, [draft])], key: key)
        #expect(views[0].lines.count == 2 && views[1].lines.count == 2)
        #expect(try await bistro.view(check).lines.count == 2)
    }

    @Test func `additions of several devices to one check all stay`() async throws {
        let bistro = try await Bistro.make()
        let check = try await bistro.knownChecks()[0]
        let steps = try (0..<12).map { _ in Step.add(check, [try bistro.draft("Latte")]) }
        _ = try await bistro.together(steps)
        let view = try await bistro.view(check)
        #expect(view.lines.count == 13)
        #expect(view.version == check.version + 12)
    }

    @Test func `a check that changed behind the process's back is read anew`() async throws {
        let bistro = try await Bistro.make()
        let checks = try await bistro.knownChecks()
        let set = SetGuests(5, of: checks[0].id, branch: bistro.branch)
        try await bistro.run { context, tx in _ = try set.run(context, in: tx) }
        let views = try await bistro.together([
            .add(checks[0], [try bistro.draft("Latte")]), .add(checks[1], [try bistro.draft("Latte")]),
        ])
        #expect(views[0].guests == 5 && views[0].lines.count == 2 && views[1].lines.count == 2)
    }

    @Test func `a taken table refuses its command and no other`() async throws {
        let bistro = try await Bistro.make()
        let checks = try await bistro.knownChecks()
        let add = Step.add(checks[1], [try bistro.draft("Latte")])
        async let other = bistro.grouped(add)
        let refusal = try await bistro.refusal(of: .open(0))
        #expect(refusal?.code == "table_occupied")
        #expect(try await other.lines.count == 2)
    }
}

/// One step of a check as a till asks for it.
enum Step: Sendable {
    case open(Int)
    case add(CheckView, [LineDraft])
    case send(CheckView)
    /// In cash, all of it.
    case pay(CheckView)
    /// By these tenders.
    case payBy(CheckView, [TenderDraft])
}

extension Bistro {
    /// Four checks with a line each, one a table, opened with others' company: the process knows them.
    func knownChecks() async throws -> [CheckView] {
        var checks: [CheckView] = []
        for table in tables.indices {
            let view = try await grouped(.open(table))
            checks.append(try await grouped(.add(view, [try draft("Latte")])))
        }
        return checks
    }

    /// Runs a step that may commit with others.
    func grouped(_ step: Step, key: IdempotencyKey? = nil) async throws -> CheckView {
        let key = key ?? self.key()
        let answer: Answer
        switch step {
        case .open(let table):
            let open = OpenCheck(
                id: db.surroundings.newID(), branch: branch, orderType: .dineIn, table: tables[table],
                guests: 2)
            answer = try await run(open.touch, key) { try open.run($0, in: $1) }
        case .add(let check, let drafts):
            let add = AddLines(drafts, to: check.id, branch: branch)
            answer = try await run(add.touch(of: owner), key) { try add.run($0, in: $1) }
        case .send(let check):
            let send = SendLines(check.id, branch: branch)
            answer = try await run(send.touch(of: owner), key) { try send.run($0, in: $1) }
        case .pay(let check):
            let total = check.totals.total
            return try await grouped(
                .payBy(check, [tender(.cash, total, tendered: total)]), key: key)
        case .payBy(let check, let tenders):
            let pay = PayCheck(check.id, branch: branch, by: tenders, means)
            answer = try await pay.run(owner, key: key, runner)
        }
        return try CheckView.shape.read(JSON(parsing: answer.text))
    }

    private func run(
        _ touch: Touch, _ key: IdempotencyKey,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> CheckView
    ) async throws -> Answer {
        try await runner.run(owner, key: key, touching: touch) { context, tx in
            Answer(status: 200, text: try body(context, tx).text)
        }
    }

    /// The refusal of a step.
    func refusal(of step: Step) async throws -> Problem? {
        do { _ = try await grouped(step) } catch let refusal as any Refusal { return refusal.problem }
        return nil
    }

    /// Runs steps that have all come while as many groups were under way as there may be.
    func together(_ steps: [Step], key: IdempotencyKey? = nil) async throws -> [CheckView] {
        let over = Flag()
        return try await withThrowingTaskGroup(of: (Int, CheckView)?.self) { group in
            let (organization, db) = (organization, db)
            for number in 0..<TestDatabase.groups {
                let begun = Flag()
                group.addTask {
                    try await db.transaction(
                        .organization(organization.raw), touching: Touch(["holder \(number)"])
                    ) { tx in
                        tx.afterCommit {
                            begun.set()
                            for _ in 0..<10_000 where !over.isSet { usleep(1_000) }
                        }
                    }
                    return nil
                }
                while !begun.isSet { try await Task.sleep(for: .milliseconds(1)) }
            }
            for (place, step) in steps.enumerated() {
                group.addTask { (place, try await grouped(step, key: key)) }
            }
            try await Task.sleep(for: .milliseconds(100))
            over.set()
            let answers = try await group.reduce(into: []) { $0.append($1) }
            return answers.compactMap(\.self).sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// Something that has happened, told between threads.
private final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}
