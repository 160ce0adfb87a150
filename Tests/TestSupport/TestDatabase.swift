public import Base
public import Postgres
public import Store
public import Testing

/// A database of one test: a fresh copy of the schema, reached through the server's own roles, with a clock
/// to move.
///
/// ```swift
/// @Test(.database) func `a check opens`() async throws {
///     let db = TestDatabase.current
///     try await db.transaction(.organization(id)) { tx in … }
/// }
/// ```
public final class TestDatabase: Database {
    @TaskLocal static var running: TestDatabase?
    private static let turns = Turns(2)

    /// The database of the test that is running; only inside `@Test(.database)`.
    public static var current: TestDatabase {
        guard let running else { preconditionFailure("the test needs the trait .database") }
        return running
    }

    /// The refusals of every module by the names of their constraints.
    public static var refusals: [String: any Refusal] { Schema.refusals }

    /// How many groups of commands may be under way at once, whatever the machine's processors.
    public static let groups = 2

    /// The server's pools, as the product uses them.
    public let database: PostgresDatabase
    /// The clock of `surroundings`.
    public let clock = TestClock()
    /// Time, identity and chance of this test.
    public let surroundings: Surroundings
    /// The address for the owner of the tables.
    public let url: String
    /// The address for the cluster's superuser.
    public let administratorURL: String

    private let name: String
    private let cluster: PrivateCluster

    private init(_ name: String, _ cluster: PrivateCluster) {
        self.name = name
        self.cluster = cluster
        url = cluster.address(user: "hesap", database: name)
        administratorURL = cluster.address(user: "postgres", database: name)
        database = PostgresDatabase(
            requests: PoolSettings(ConnectionSettings(url: url), connections: 8),
            system: PoolSettings(ConnectionSettings(url: url), connections: 4), refusals: Schema.refusals,
            groups: TestDatabase.groups)
        surroundings = clock.surroundings
    }

    /// Runs `body` in one transaction, exactly as the product does.
    @discardableResult
    public func transaction<Result: Sendable>(
        _ scope: Scope, _ access: Access, _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result { try await database.transaction(scope, access, body) }

    /// The same together with others that wait.
    @discardableResult
    public func transaction<Result: Sendable>(
        _ scope: Scope, touching touch: Touch,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result { try await database.transaction(scope, touching: touch, body) }

    /// Runs plain statements as the owner of the tables: to make tables of a test's own.
    public func asOwner(_ text: String) async throws { try await Direct.run(text, on: url) }

    /// Runs plain statements as the superuser, past row-level security: to prepare or break what no command
    /// can.
    public func asAdministrator(_ text: String) async throws {
        try await Direct.run(text, on: administratorURL)
    }

    /// The rows of one statement as the superuser, past row-level security.
    public func rowsAsAdministrator(_ statement: SQL) async throws -> Rows {
        try await Direct.rows(statement, on: administratorURL)
    }

    /// The rows of one statement as the owner of the tables.
    public func rowsAsOwner(_ statement: SQL) async throws -> Rows {
        try await Direct.rows(statement, on: url)
    }

    /// Runs a step of the schema once more, on what a test has put in.
    public func apply(again step: Migration) async throws {
        try await Migrator.run(url, Schema.migrations + [Migration("again_0001", step.sql)])
    }

    /// The owner's address of a further database with nothing in it; it goes with the run.
    public func makeEmptyDatabase() async throws -> String {
        let empty = "\(name)_\(surroundings.newUUID().text.replacing("-", with: ""))"
        try await Direct.run("create database \(empty) owner hesap", on: administratorURL)
        return cluster.address(user: "hesap", database: empty)
    }

    fileprivate static func lend(_ body: () async throws -> Void) async throws {
        await turns.take()
        defer { turns.giveBack() }
        let (name, cluster) = try await TestCluster.shared.makeCopy()
        let lent = TestDatabase(name, cluster)
        do {
            try await $running.withValue(lent) { try await body() }
        } catch {
            await lent.end()
            throw error
        }
        await lent.end()
    }

    private func end() async {
        await database.close()
        await TestCluster.shared.giveBack(name, in: cluster)
    }
}

/// Gives each test (of a suite) a database of its own, at most two at a time.
public struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
    /// Every test of a suite gets its own.
    public var isRecursive: Bool { true }

    /// Lends a database for the time of one test.
    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await TestDatabase.lend { try await function() }
    }
}

extension Trait where Self == DatabaseTrait {
    /// A database of its own for the test: `TestDatabase.current`.
    public static var database: DatabaseTrait { DatabaseTrait() }
}
