import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@Suite(.database)
struct OutboxTests {
    @Test func `messages are numbered without gaps per aggregate, whatever fails in between`() async throws {
        let venue = try await Venue.make()
        let runner = venue.runner
        let aggregates = [venue.branch.raw, venue.other.raw, venue.organization.raw]
        try await withThrowingTaskGroup { group in
            for writer in 0..<9 {
                group.addTask {
                    for round in 0..<8 {
                        do {
                            try await runner.run(venue.actor, command: aggregates[0]) { context, _ in
                                context.publish(
                                    topic: "check", aggregate: aggregates[writer % 3],
                                    data: ["round": .integer(Int64(round))])
                                context.publish(
                                    topic: "check", aggregate: aggregates[(writer + 1) % 3], data: [:])
                                if round == 3 { throw Problem(409, "no") }
                            }
                        } catch is Problem {
                            continue
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let rows = try await TestDatabase.current.transaction(.system) { tx in
            try tx.rows(
                "select aggregate, count(*), min(sequence), max(sequence) from outbox group by aggregate",
                as: (UUID, Int64, Int64, Int64).self)
        }
        #expect(rows.count == 3)
        for row in rows { #expect(row.1 == 42 && row.2 == 1 && row.3 == 42) }
    }
}
