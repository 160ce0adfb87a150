import Base
import FoundationEssentials
import Organizations
import Store
import TestSupport
import Testing

@testable import Printing

@Suite(.database) struct PrintJobTests {
    let document = UUID()

    private func queue(
        _ venue: TestVenue, revision: Int = 1, content: [UInt8] = [1, 2, 3]
    ) async throws -> PrintJob {
        let key = PrintJob.Key(document: "check", id: document, target: "bar", revision: revision)
        return try await venue.run { context, tx in
            try QueuePrintJob.run(key, in: venue.branch, .bill, content: content, context, in: tx)
        }
    }

    @Test func `the same revision of a document goes to a printer once`() async throws {
        let venue = try await TestVenue.make()
        let first = try await queue(venue)
        let again = try await queue(venue, content: [9])
        #expect(again == first)
        let reprint = try await queue(venue, revision: 2)
        #expect(reprint.id != first.id)
        #expect(try await venue.count("select count(*) from print_jobs") == 2)
    }

    @Test func `twelve at once queue one job`() async throws {
        let venue = try await TestVenue.make()
        let ids = try await withThrowingTaskGroup(of: ID<PrintJob>.self) { group in
            for _ in 0..<12 { group.addTask { try await queue(venue).id } }
            return try await group.reduce(into: Set<ID<PrintJob>>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }

    @Test func `a job is taken, fails, comes back after its wait and is printed`() async throws {
        let venue = try await TestVenue.make()
        let db = TestDatabase.current
        let job = try await queue(venue)
        let taken = try await venue.run { context, tx in
            try MovePrintJob.take(target: "bar", in: venue.branch, context, in: tx)?.content
        }
        #expect(taken == [1, 2, 3])
        let none = try await venue.run { context, tx in
            try MovePrintJob.take(target: "bar", in: venue.branch, context, in: tx) == nil
        }
        #expect(none)
        let failed = try await venue.run { context, tx in
            try MovePrintJob.fail(job.id, code: "paper_out", in: venue.branch, context, in: tx)
        }
        #expect(failed.state == .failed && failed.attempts == 1 && failed.failure == "paper_out")
        let now = db.clock.now
        #expect(try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: now, in: tx) } == 0)
        let later = now.advanced(seconds: 5)
        #expect(
            try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: later, in: tx) } == 1)
        let done = try await venue.run { context, tx in
            _ = try MovePrintJob.take(target: "bar", in: venue.branch, context, in: tx)
            return try MovePrintJob.finish(job.id, in: venue.branch, context, in: tx)
        }
        #expect(done.state == .done && done.attempts == 2)
        await #expect(throws: PrintRefusal.unexpectedState(state: .done, event: .retry)) {
            try await venue.run { context, tx in
                try MovePrintJob.retry(job.id, in: venue.branch, context, in: tx)
            }
        }
    }

    @Test func `a job that was handed over and never heard of again goes back into its queue`() async throws {
        let venue = try await TestVenue.make()
        let db = TestDatabase.current
        _ = try await queue(venue)
        _ = try await venue.run { context, tx in
            try MovePrintJob.take(target: "bar", in: venue.branch, context, in: tx)?.job.id
        }
        let later = db.clock.now.advanced(seconds: 121)
        #expect(
            try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: later, in: tx) } == 1)
        let again = try await venue.run { context, tx in
            try MovePrintJob.take(target: "bar", in: venue.branch, context, in: tx)?.job.attempts
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
        let venue = try await TestVenue.make()
        let job = try await queue(venue)
        let stranger = try await TestVenue.make("stranger")
        await #expect(throws: PrintRefusal.unknownJob) {
            try await stranger.run { context, tx in
                try MovePrintJob.retry(job.id, in: venue.branch, context, in: tx)
            }
        }
    }
}
