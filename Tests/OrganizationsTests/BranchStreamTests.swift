import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@Suite(.database)
struct BranchStreamTests {
    static func show(_ venue: Venue, _ frames: Int) async throws {
        try await venue.runner.run(venue.actor, command: venue.branch.raw) { context, _ in
            for version in 0..<frames {
                context.show(venue.frame(context.surroundings.newUUID(), Int64(version)))
            }
        }
    }

    static func all(_ venue: Venue, after seq: Int64 = 0, limit: Int = 10_000) async throws -> [StreamFrame] {
        try await TestDatabase.current.transaction(.organization(venue.organization.raw)) { tx in
            try BranchStream.since(venue.organization, venue.branch, seq, limit: limit, in: tx)
        }
    }

    static func bounds(_ venue: Venue) async throws -> BranchStream.Bounds {
        try await TestDatabase.current.transaction(.organization(venue.organization.raw)) { tx in
            try BranchStream.bounds(venue.organization, venue.branch, in: tx)
        }
    }

    @Test func `numbers are gapless and in commit order under sixteen writers`() async throws {
        let venue = try await Venue.make()
        let runner = venue.runner
        try await withThrowingTaskGroup { group in
            for writer in 0..<16 {
                group.addTask {
                    for round in 0..<20 {
                        let fails = (writer + round).isMultiple(of: 7)
                        do {
                            try await runner.run(venue.actor, command: venue.branch.raw) { context, _ in
                                for _ in 0...(writer % 3) {
                                    context.show(venue.frame(context.surroundings.newUUID()))
                                }
                                if fails { throw Problem(409, "no") }
                            }
                        } catch is Problem {
                            continue
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let seqs = try await Self.all(venue).map(\.seq)
        #expect(seqs == Array(1...Int64(seqs.count)))
        #expect(try await Self.bounds(venue) == .init(oldest: 1, newest: Int64(seqs.count)))
    }

    @Test func `frames of one command keep their order`() async throws {
        let venue = try await Venue.make()
        try await Self.show(venue, 5)
        let frames = try await Self.all(venue)
        #expect(frames.map(\.version) == [0, 1, 2, 3, 4])
        #expect(frames.first?.data == #"{"version":1}"#)
    }

    @Test func `a command may show more than one row of frames holds`() async throws {
        let venue = try await Venue.make()
        try await Self.show(venue, 70)
        try await Self.show(venue, 1)
        let frames = try await Self.all(venue)
        #expect(frames.map(\.seq) == Array(1...71))
        #expect(frames.map(\.version) == Array(0..<70) + [0])
        #expect(try await Self.all(venue, after: 30, limit: 5).map(\.version) == Array(30..<35))
    }

    @Test func `replay begins after the number a screen knows and is limited`() async throws {
        let venue = try await Venue.make()
        try await Self.show(venue, 9)
        #expect(try await Self.all(venue, after: 4, limit: 3).map(\.seq) == [5, 6, 7])
    }

    @Test func `a frame for a branch without a stream fails the command`() async throws {
        let venue = try await Venue.make()
        let nowhere = ID<Branch>(venue.organization.raw)
        await #expect(throws: (any Error).self) {
            try await venue.runner.run(venue.actor, command: venue.branch.raw) { context, _ in
                context.show(
                    Frame(branch: nowhere, type: "a", entity: "a", id: nowhere.raw, version: 1, data: .null))
            }
        }
    }

    @Test func `frames older than three days go, and a screen that missed them needs a snapshot`()
        async throws
    {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        try await Self.show(venue, 3)
        db.clock.advance(seconds: 73 * 3600)
        try await Self.show(venue, 2)
        let report = try await Housekeeping.run(db, db.surroundings)
        #expect(report.framesPruned == 3)
        let bounds = try await Self.bounds(venue)
        #expect(bounds == .init(oldest: 4, newest: 5))
        #expect(bounds.canReplay(after: 3) && bounds.canReplay(after: 5))
        #expect(!bounds.canReplay(after: 2) && !bounds.canReplay(after: 6))
    }

    @Test func `an epoch is there from the start and changes on demand`() async throws {
        let db = TestDatabase.current
        let first = try await db.transaction(.system) { tx in try BranchStream.epoch(in: tx) }
        try await db.transaction(.system) { tx in try BranchStream.changeEpoch(to: "another", in: tx) }
        let second = try await db.transaction(.system) { tx in try BranchStream.epoch(in: tx) }
        #expect(first != second && second == "another")
    }

    @Test func `commits are announced with their branches, refusals are not`() async throws {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        let heard = Heard()
        let runner = CommandRunner(database: db, surroundings: db.surroundings) { heard.note($0) }
        try await runner.run(venue.actor, command: venue.branch.raw) { context, _ in
            context.show(venue.frame(venue.branch.raw))
        }
        await #expect(throws: Problem.self) {
            try await runner.run(venue.actor, command: venue.branch.raw) { context, _ in
                context.show(venue.frame(venue.branch.raw))
                throw Problem(409, "no")
            }
        }
        #expect(heard.branches == [[venue.branch]])
    }
}
