import Base
import Organizations
import Store
import TestSupport
import Testing

@Suite(.database)
struct SagaTests {
    static func begin(_ venue: Venue, _ key: String = "k1", body: UInt8 = 1) async throws -> String {
        switch try await venue.runner.begin(venue.actor, key: venue.key(key, body: body), { _, _ in true }) {
        case .fresh: "fresh"
        case .answered(let answer): "answered \(answer.status)"
        case .takenOver: "taken over"
        }
    }

    static func complete(_ venue: Venue, _ status: Int = 200) async throws -> Answer {
        try await venue.runner.complete(venue.actor, key: venue.key("k1")) { context, _ in
            context.show(venue.frame(context.command))
            return Answer(status: status, body: ["outcome": "captured"])
        }
    }

    @Test func `a command is begun once, completed once, and answered from then on`() async throws {
        let venue = try await Venue.make()
        #expect(try await Self.begin(venue) == "fresh")
        await #expect(throws: IdempotencyRefusal.inUse) { try await Self.begin(venue) }
        _ = try await Self.complete(venue)
        #expect(try await Self.begin(venue) == "answered 200")
        await #expect(throws: (any Error).self) { try await Self.complete(venue) }
        #expect(try await count("select count(*) from screen_frames") == 1)
    }

    @Test func `a begun command whose owner is gone is taken over by one request`() async throws {
        let venue = try await Venue.make()
        #expect(try await Self.begin(venue) == "fresh")
        TestDatabase.current.clock.advance(seconds: CommandRunner.sagaSeconds)
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<6 {
                group.addTask { (try? await Self.begin(venue)) ?? "in use" }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == "taken over" }.count == 1)
        #expect(outcomes.filter { $0 == "in use" }.count == 5)
    }

    @Test func `an abandoned command may be tried again, another body is refused`() async throws {
        let venue = try await Venue.make()
        #expect(try await Self.begin(venue) == "fresh")
        await #expect(throws: IdempotencyRefusal.mismatch) { try await Self.begin(venue, body: 2) }
        try await venue.runner.abandon(venue.actor, key: venue.key("k1")) { _, _ in }
        #expect(try await Self.begin(venue) == "fresh")
    }

    @Test func `keys are kept thirty days`() async throws {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        #expect(try await Self.begin(venue) == "fresh")
        _ = try await Self.complete(venue)
        db.clock.advance(seconds: 30 * 86_400)
        #expect(try await Housekeeping.run(db, db.surroundings).keysPruned == 0)
        #expect(try await Self.begin(venue) == "answered 200")
        db.clock.advance(seconds: 1)
        #expect(try await Housekeeping.run(db, db.surroundings).keysPruned == 1)
        #expect(try await Self.begin(venue) == "fresh")
    }

    @Test func `a key of no or too many characters is refused`() async throws {
        let venue = try await Venue.make()
        for text in ["", String(repeating: "k", count: 256)] {
            await #expect(throws: IdempotencyRefusal.badKey) { try await Self.begin(venue, text) }
        }
        #expect(try await Self.begin(venue, String(repeating: "k", count: 255)) == "fresh")
    }
}
