import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@Suite(.database)
struct CommandTests {
    static let tables = ["roles", "screen_frames", "audit_events", "outbox", "idempotency_records"]

    /// A command that makes one role, shows one frame, writes one audit event and publishes one message.
    static func addRole(
        _ venue: Venue, _ role: String
    ) -> @Sendable (CommandContext, borrowing Transaction) throws -> Answer {
        { context, tx in
            tx.later(
                """
                insert into roles (organization, id, name, position)
                values (\(venue.organization), \(role), \(role), 1)
                """)
            context.show(venue.frame(context.command))
            context.audit("role.added", entity: "role", id: context.command, branch: venue.branch)
            context.publish(topic: "role", aggregate: venue.branch.raw, data: ["role": .string(role)])
            return Answer(status: 201, body: ["role": .string(role)])
        }
    }

    @Test func `a command leaves its effect, one frame, one audit event, one message and its answer`()
        async throws
    {
        let venue = try await Venue.make()
        let answer = try await venue.runner.run(
            venue.actor, key: venue.key("k1"), Self.addRole(venue, "barista"))
        #expect(answer == Answer(status: 201, body: ["role": "barista"]))
        for table in Self.tables { #expect(try await count(SQL(counting: table)) == 1, "\(table)") }
    }

    @Test func `the same key with the same body repeats the answer and does nothing`() async throws {
        let venue = try await Venue.make()
        let body = Self.addRole(venue, "barista")
        let first = try await venue.runner.run(venue.actor, key: venue.key("k1"), body)
        let second = try await venue.runner.run(venue.actor, key: venue.key("k1"), body)
        #expect(!first.replayed && second.replayed)
        #expect(first.text == second.text && first.status == second.status)
        for table in Self.tables { #expect(try await count(SQL(counting: table)) == 1, "\(table)") }
    }

    @Test func `a repeated command that could not run any more still gets its first answer`() async throws {
        let venue = try await Venue.make()
        _ = try await venue.runner.run(venue.actor, key: venue.key("k1"), Self.addRole(venue, "barista"))
        let second = try await venue.runner.run(venue.actor, key: venue.key("k1")) { _, _ in
            throw Problem(409, "nothing_due")
        }
        #expect(second.replayed && second.status == 201)
    }

    @Test func `the same key with another body or path is refused and changes nothing`() async throws {
        let venue = try await Venue.make()
        _ = try await venue.runner.run(venue.actor, key: venue.key("k1"), Self.addRole(venue, "barista"))
        for key in [venue.key("k1", body: 2), venue.key("k1", path: "/tables")] {
            await #expect(throws: IdempotencyRefusal.mismatch) {
                try await venue.runner.run(venue.actor, key: key, Self.addRole(venue, "runner"))
            }
        }
        #expect(IdempotencyRefusal.mismatch.problem.status == 422)
        #expect(try await count("select count(*) from roles") == 1)
    }

    @Test func `twelve requests with one key at once have one effect and one answer`() async throws {
        let venue = try await Venue.make()
        let runner = venue.runner
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await runner.run(venue.actor, key: venue.key("k1")) { context, tx in
                        let role = context.surroundings.newUUID().text
                        tx.later(
                            """
                            insert into roles (organization, id, name, position)
                            values (\(venue.organization), \(role), 'x', 1)
                            """)
                        context.show(venue.frame(context.command))
                        return Answer(status: 200, body: .string(role))
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.filter { !$0.replayed }.count == 1)
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(try await count("select count(*) from roles") == 1)
        #expect(try await count("select count(*) from screen_frames") == 1)
    }

    @Test func `a refused command leaves nothing, not even its key`() async throws {
        let venue = try await Venue.make()
        await #expect(throws: Problem(409, "no")) {
            try await venue.runner.run(venue.actor, key: venue.key("k1")) { context, tx in
                _ = try Self.addRole(venue, "barista")(context, tx)
                throw Problem(409, "no")
            }
        }
        for table in Self.tables { #expect(try await count(SQL(counting: table)) == 0, "\(table)") }
        let answer = try await venue.runner.run(
            venue.actor, key: venue.key("k1"), Self.addRole(venue, "barista"))
        #expect(!answer.replayed)
    }

    @Test func `a key belongs to one organization`() async throws {
        let one = try await Venue.make("bir")
        let other = try await Venue.make("iki")
        _ = try await one.runner.run(one.actor, key: one.key("k1"), Self.addRole(one, "barista"))
        let answer = try await other.runner.run(
            other.actor, key: other.key("k1", body: 9), Self.addRole(other, "barista"))
        #expect(!answer.replayed)
    }
}
