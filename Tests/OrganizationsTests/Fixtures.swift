import Base
import Organizations
import Store
import TestSupport
import struct FoundationEssentials.UUID

/// An organization with two branches, made straight in the tables.
struct Venue: Sendable {
    let organization: ID<Organization>
    let branch: ID<Branch>
    let other: ID<Branch>

    static func make(_ slug: String = "kahve") async throws -> Venue {
        let db = TestDatabase.current
        let venue = Venue(
            organization: db.surroundings.newID(), branch: db.surroundings.newID(),
            other: db.surroundings.newID())
        let now = db.surroundings.now()
        try await db.transaction(.system) { tx in
            try tx.run(
                """
                insert into organizations (id, slug, name, currency, jurisdiction, locales, created_at)
                values (\(venue.organization), \(slug), 'Kahve', 'TRY', 'TR', '{tr,en}', \(now))
                """)
            for branch in [venue.branch, venue.other] {
                try tx.run(
                    """
                    insert into branches (organization, id, name, time_zone, day_start_minutes, created_at)
                    values (\(venue.organization), \(branch), 'Moda', 'Europe/Istanbul', 240, \(now))
                    """)
                try tx.run(
                    "insert into branch_streams (organization, branch) values (\(venue.organization), \(branch))"
                )
            }
        }
        return venue
    }

    var actor: Actor { .system(organization) }

    var runner: CommandRunner {
        CommandRunner(database: TestDatabase.current, surroundings: TestDatabase.current.surroundings)
    }

    func key(_ text: String, body: UInt8 = 1, path: String = "/checks") -> IdempotencyKey {
        IdempotencyKey(text: text, method: "POST", path: path, bodyHash: Bytes([body]))
    }

    func frame(_ id: UUID, _ version: Int64 = 1, type: String = "check.changed") -> Frame {
        Frame(branch: branch, type: type, entity: "check", id: id, version: version, data: ["version": 1])
    }
}

/// How many rows a query counts, whoever they belong to.
func count(_ statement: SQL) async throws -> Int {
    let rows = try await TestDatabase.current.transaction(.system) { tx in
        try tx.value(statement, as: Int.self)
    }
    return rows ?? -1
}

extension SQL {
    /// Counts a table named by the test itself.
    init(counting table: String) { self.init(stringLiteral: "select count(*) from \(table)") }
}
