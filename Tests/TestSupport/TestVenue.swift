public import Base
public import Organizations
public import Store

/// An organization with two branches in Istanbul, made straight in the tables, and a runner for its commands.
public struct TestVenue: Sendable {
    /// The organization.
    public let organization: ID<Organization>
    /// Its first branch.
    public let branch: ID<Branch>
    /// Its second branch.
    public let other: ID<Branch>
    /// Runs commands on the test's database.
    public let runner: CommandRunner

    /// A fresh one; a test that makes two names them apart.
    public static func make(_ slug: String = "kahve") async throws -> TestVenue {
        let db = TestDatabase.current
        let venue = TestVenue(
            organization: db.surroundings.newID(), branch: db.surroundings.newID(),
            other: db.surroundings.newID(),
            runner: CommandRunner(database: db, surroundings: db.surroundings))
        let now = db.surroundings.now()
        try await db.transaction(.system) { tx in
            try tx.run(
                """
                insert into organizations (id, slug, name, currency, jurisdiction, locales, created_at)
                values (\(venue.organization), \(slug), 'Kahve', 'TRY', 'TR', '{tr,en}', \(now))
                """)
            for (branch, name) in [(venue.branch, "Moda"), (venue.other, "Karaköy")] {
                try tx.run(
                    """
                    insert into branches (organization, id, name, time_zone, day_start_minutes, created_at)
                    values (\(venue.organization), \(branch), \(name), 'Europe/Istanbul', 240, \(now))
                    """)
                try tx.run(
                    """
                    insert into branch_streams (organization, branch) values (\(venue.organization), \(branch))
                    """)
            }
        }
        return venue
    }

    /// Hesap itself, allowed everything.
    public var system: Actor { .system(organization) }

    /// A person whose role allows these actions, and asks for approval of those.
    public func person(
        _ allowed: [Action], approve: [Action] = [], device: ID<Device>? = nil, name: String = "Ayşe"
    ) -> Actor {
        var grants: [Action: Grant] = [:]
        for action in allowed { grants[action] = Grant(.allow) }
        for action in approve { grants[action] = Grant(.approve) }
        return Actor(
            kind: .person, organization: organization, person: TestDatabase.current.surroundings.newID(),
            personName: name, device: device, role: "test", grants: grants)
    }

    /// Runs a command without a key, as Hesap itself unless someone is named.
    @discardableResult
    public func run<Result: Sendable>(
        as actor: Actor? = nil,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await runner.run(actor ?? system, command: TestDatabase.current.surroundings.newUUID(), body)
    }

    /// Reads as the organization.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await TestDatabase.current.transaction(.organization(organization.raw), .read, body)
    }

    /// The code of the problem that `body` is refused with; nil when it isn't.
    public func refusal(
        _ body: @Sendable () async throws -> Void
    ) async throws -> Problem? {
        do {
            try await body()
            return nil
        } catch let refusal as any Refusal {
            return refusal.problem
        } catch let problem as Problem {
            return problem
        }
    }

    /// What says whether a branch, its stations and their routing are still the same.
    public func stamp(of branch: ID<Branch>, in tx: borrowing Transaction) throws -> String {
        try tx.value("select xmin::text from branches where id = \(branch)", as: String.self) ?? ""
    }

    /// How many rows of a table belong to the organization and fit a condition.
    public func count(_ statement: SQL) async throws -> Int {
        try await read { tx in try tx.value(statement, as: Int.self) ?? -1 }
    }
}
