import Base
@testable import Organizations
import Postgres
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@Suite(.database)
struct AuditTests {
    static func write(_ venue: Venue, _ count: Int, branch: ID<Branch>? = nil) async throws {
        for number in 0..<count {
            try await venue.runner.run(venue.actor, command: venue.branch.raw) { context, _ in
                context.audit(
                    "line.voided", entity: "line", id: venue.branch.raw, branch: branch ?? venue.branch,
                    before: ["quantity": 2], after: ["quantity": 1], reason: "soğuk \(number)")
            }
        }
    }

    /// Seals until nothing is left: a transaction of another test in the same cluster may hold it up for a
    /// moment.
    static func sealAll() async throws -> Int {
        let db = TestDatabase.current
        var sealed = 0
        for _ in 0..<200 {
            sealed += try await SealAudit.run(db)
            guard try await AuditVerification.run(db).contains(where: { $0.unsealed > 0 }) else {
                return sealed
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Problem(500, "nothing_sealed")
    }

    static func verify(_ venue: Venue) async throws -> AuditVerification {
        let all = try await AuditVerification.run(TestDatabase.current)
        return try #require(all.first { $0.organization == venue.organization })
    }

    @Test func `events are sealed in the background and the chain holds`() async throws {
        let venue = try await Venue.make()
        let other = try await Venue.make("iki")
        try await Self.write(venue, 5)
        try await Self.write(other, 2)
        #expect(try await Self.verify(venue).unsealed == 5)
        #expect(try await Self.sealAll() == 7)
        try await Self.write(venue, 3)
        #expect(try await Self.sealAll() == 3)
        let report = try await Self.verify(venue)
        #expect(report.sealed == 8 && report.unsealed == 0 && report.fault == nil)
        #expect(try await Self.verify(other).sealed == 2)
    }

    @Test func `seals of the first releases and later ones stand in one chain`() async throws {
        let venue = try await Venue.make()
        let organization = venue.organization
        try await Self.write(venue, 3)
        var old = 0
        while old < 3 {
            // Transactions of other tests hold the chain back for a moment.
            old += try await TestDatabase.current.transaction(.system) { tx in
                try SealAudit.seal(organization, .json, in: tx)
            }
        }
        try await Self.write(venue, 2)
        #expect(try await Self.sealAll() == 2)
        let report = try await Self.verify(venue)
        #expect(old == 3 && report.sealed == 5 && report.fault == nil)
        try await Direct.run(
            "set session_replication_role = replica; update audit_seals set form = 3 - form",
            on: TestDatabase.current.administratorURL)
        #expect(try await Self.verify(venue).fault != nil)
    }

    @Test func `four sealers at once beside eight writers make one chain`() async throws {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await Self.write(venue, 10) } }
            for _ in 0..<4 { group.addTask { for _ in 0..<10 { _ = try await SealAudit.run(db) } } }
            try await group.waitForAll()
        }
        _ = try await Self.sealAll()
        let report = try await Self.verify(venue)
        #expect(report.sealed == 80 && report.fault == nil)
    }

    @Test func `no role changes, deletes or empties audit events, seals or messages`() async throws {
        let venue = try await Venue.make()
        try await Self.write(venue, 2)
        try await venue.runner.run(venue.actor, command: venue.branch.raw) { context, _ in
            context.publish(topic: "t", aggregate: venue.branch.raw, data: [:])
        }
        _ = try await Self.sealAll()
        let db = TestDatabase.current
        for table in ["audit_events", "audit_seals", "outbox"] {
            for verb in [
                "update \(table) set organization = organization", "delete from \(table)",
                "truncate \(table)",
            ] {
                let statement = SQL(stringLiteral: verb)
                await #expect(throws: (any Error).self, "\(verb)") {
                    try await db.transaction(.organization(venue.organization.raw)) { tx in
                        _ = try tx.run(statement)
                    }
                }
                await #expect(throws: (any Error).self, "\(verb)") {
                    try await db.transaction(.system) { tx in _ = try tx.run(statement) }
                }
                await #expect(throws: (any Error).self, "\(verb)") {
                    try await Direct.run(verb, on: db.administratorURL)
                }
            }
        }
        await #expect(throws: (any Error).self) {
            try await db.transaction(.organization(venue.organization.raw)) { tx in
                _ = try tx.run(
                    """
                    insert into audit_seals (organization, number, event_seq, event_at, written, hash)
                    select organization, number + 1, event_seq, event_at, written, hash from audit_seals
                    """)
            }
        }
    }

    @Test func `what a superuser changes, removes or slips in is found, with its number`() async throws {
        let venue = try await Venue.make()
        try await Self.write(venue, 6)
        _ = try await Self.sealAll()
        let db = TestDatabase.current
        let seqs = try await db.transaction(.system) { tx in
            try tx.rows("select event_seq from audit_seals order by number", as: (Int64).self)
        }
        let hidden = "set session_replication_role = replica; "
        func tamper(_ text: String) async throws {
            try await Direct.run(hidden + text, on: db.administratorURL)
        }

        try await tamper("update audit_events set reason = 'x' where seq = \(seqs[2])")
        #expect(try await Self.verify(venue).fault == .changed(seq: seqs[2]))
        try await tamper("update audit_events set reason = 'soğuk 2' where seq = \(seqs[2])")
        #expect(try await Self.verify(venue).fault == nil)

        try await tamper("create table kept as select * from audit_events where seq = \(seqs[3])")
        try await tamper("delete from audit_events where seq = \(seqs[3])")
        #expect(try await Self.verify(venue).fault == .missing(seq: seqs[3]))
        try await tamper("insert into audit_events select * from kept")
        #expect(try await Self.verify(venue).fault == nil)

        try await tamper("update kept set seq = seq + 1000000; insert into audit_events select * from kept")
        #expect(try await Self.verify(venue).fault == .slippedIn(seq: seqs[3] + 1_000_000))
        try await tamper("delete from audit_events where seq > 1000000")

        try await tamper("delete from audit_seals where number = 2")
        #expect(try await Self.verify(venue).fault == .broken(number: 3))
    }

    @Test func `the trail is read newest first, page by page, by branch, person and thing`() async throws {
        let venue = try await Venue.make()
        try await Self.write(venue, 5)
        try await Self.write(venue, 1, branch: venue.other)
        let db = TestDatabase.current
        let organization = venue.organization
        var after: String?
        var reasons: [String?] = []
        repeat {
            let cursor = after
            let page = try await db.transaction(.organization(organization.raw)) { tx in
                try AuditPage.read(organization, branch: venue.branch, limit: 2, after: cursor, in: tx)
            }
            #expect(page.items.count <= 2)
            reasons += page.items.map(\.reason)
            after = page.next
        } while after != nil
        #expect(reasons == ["soğuk 4", "soğuk 3", "soğuk 2", "soğuk 1", "soğuk 0"])
        let none = try await db.transaction(.organization(organization.raw)) { tx in
            try AuditPage.read(organization, branch: nil, entity: organization.raw, in: tx)
        }
        #expect(none.items.isEmpty)
    }
}
