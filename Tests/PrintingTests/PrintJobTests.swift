import Base
import FoundationEssentials
import Organizations
import Store
import TestSupport
import Testing

@testable import Printing

@Suite(.database) struct PrintJobTests {
    let organization = ID<Organization>(UUID())
    let branch = ID<Branch>(UUID())
    let document = UUID()

    private func command<Result: Sendable>(
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        let runner = CommandRunner(
            database: TestDatabase.current, surroundings: TestDatabase.current.surroundings)
        return try await runner.run(.system(organization), command: UUID(), body)
    }

    private func queue(revision: Int = 1, content: [UInt8] = [1, 2, 3]) async throws -> PrintJob {
        let key = PrintJob.Key(document: "check", id: document, target: "bar", revision: revision)
        let branch = branch
        return try await command { context, tx in
            try QueuePrintJob.run(key, in: branch, .bill, content: content, context, in: tx)
        }
    }

    @Test func `the same revision of a document goes to a printer once`() async throws {
        let first = try await queue()
        let again = try await queue(content: [9])
        #expect(again == first)
        let reprint = try await queue(revision: 2)
        #expect(reprint.id != first.id)
        let rows = try await TestDatabase.current.rowsAsOwner("select count(*) from print_jobs")
        #expect(rows.values == ["2"])
    }

    @Test func `twelve at once queue one job`() async throws {
        let ids = try await withThrowingTaskGroup(of: ID<PrintJob>.self) { group in
            for _ in 0..<12 { group.addTask { try await queue().id } }
            return try await group.reduce(into: Set<ID<PrintJob>>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }

    @Test func `a job is taken, fails, comes back after its wait and is printed`() async throws {
        let db = TestDatabase.current
        let branch = branch
        let job = try await queue()
        let taken = try await command { context, tx in
            try MovePrintJob.take(target: "bar", in: branch, context, in: tx)?.content
        }
        #expect(taken == [1, 2, 3])
        let none = try await command { context, tx in
            try MovePrintJob.take(target: "bar", in: branch, context, in: tx) == nil
        }
        #expect(none)
        let failed = try await command { context, tx in
            try MovePrintJob.fail(job.id, code: "paper_out", in: branch, context, in: tx)
        }
        #expect(failed.state == .failed && failed.attempts == 1 && failed.failure == "paper_out")
        let now = db.clock.now
        #expect(try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: now, in: tx) } == 0)
        let later = now.advanced(seconds: 5)
        #expect(
            try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: later, in: tx) } == 1)
        let done = try await command { context, tx in
            _ = try MovePrintJob.take(target: "bar", in: branch, context, in: tx)
            return try MovePrintJob.finish(job.id, in: branch, context, in: tx)
        }
        #expect(done.state == .done && done.attempts == 2)
        await #expect(throws: PrintRefusal.unexpectedState(state: .done, event: .retry)) {
            try await command { context, tx in try MovePrintJob.retry(job.id, in: branch, context, in: tx) }
        }
    }

    @Test func `a job that was handed over and never heard of again goes back into its queue`() async throws {
        let db = TestDatabase.current
        let branch = branch
        _ = try await queue()
        _ = try await command { context, tx in
            try MovePrintJob.take(target: "bar", in: branch, context, in: tx)?.job.id
        }
        let later = db.clock.now.advanced(seconds: 121)
        #expect(
            try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: later, in: tx) } == 1)
        let again = try await command { context, tx in
            try MovePrintJob.take(target: "bar", in: branch, context, in: tx)?.job.attempts
        }
        #expect(again == 2)
    }

    @Test func `a print job moves only as listed`() {
        let allowed: [String: PrintJobState] = [
            "queued send": .sent, "sent finish": .done, "sent fail": .failed, "failed retry": .queued,
        ]
        for state in PrintJobState.allCases {
            for event in PrintJobEvent.allCases {
                #expect((try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"])
            }
        }
    }

    @Test func `another organization's job is not there`() async throws {
        let job = try await queue()
        let branch = branch
        let runner = CommandRunner(
            database: TestDatabase.current, surroundings: TestDatabase.current.surroundings)
        await #expect(throws: PrintRefusal.unknownJob) {
            try await runner.run(.system(ID(UUID())), command: UUID()) { context, tx in
                try MovePrintJob.retry(job.id, in: branch, context, in: tx)
            }
        }
    }
}
