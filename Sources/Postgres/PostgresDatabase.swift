public import Base
public import Store
import FoundationEssentials

/// A PostgreSQL server as the rules' `Database`: separate pools for requests, for the system's own work, and
/// for a replica.
///
/// Every transaction runs under a role that owns nothing (`hesap_app` or `hesap_system`), so row-level
/// security holds; the start of a transaction travels with its first statement, and its commit with the last
/// ones.
public final class PostgresDatabase: Database {
    private let requests: Pool
    private let system: Pool
    private let replica: Pool?
    private let refusals: [String: any Refusal]
    private let memory = Memory()
    let lane: Lane?

    /// Connects to nothing yet: connections are opened by the first transactions.
    ///
    /// - Parameters:
    ///   - requests: the pool for organizations' transactions.
    ///   - system: the pool for sign-in, key look-up and workers.
    ///   - replica: a read-only copy that takes `.read` transactions of organizations.
    ///   - refusals: constraint names and the refusals that their violations are thrown as.
    ///   - groups: on how many connections groups of commands set out; fewer make larger groups. Nil: one for
    ///     every two processors; none: every command commits alone.
    ///   - groupsInARow: after so many groups their connection is looked at anew: whether it is alive, and
    ///     not too old.
    ///   - observe: told of every round trip, for metrics.
    public init(
        requests: PoolSettings, system: PoolSettings, replica: PoolSettings? = nil,
        refusals: [String: any Refusal] = [:], groups: Int? = nil, groupsInARow: Int? = nil,
        observe: StatementObserver? = nil
    ) {
        self.requests = Pool("requests", requests, observe: observe)
        self.system = Pool("system", system, observe: observe)
        self.replica = replica.map { Pool("replica", $0, observe: observe) }
        self.refusals = refusals
        let groups = groups ?? Lane.connectionsUsual
        lane =
            groups == 0
            ? nil
            : Lane(
                Pool("lane", Lane.settings(requests, groups), observe: observe), connections: groups,
                groupsMax: groupsInARow ?? Lane.groupsMaxUsual, memory)
    }

    /// Runs `body` in one transaction and commits it; see `Database`.
    @discardableResult
    public func transaction<Result: Sendable>(
        _ scope: Scope, _ access: Access, _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        let opening = Opening(scope, access).statements
        let refusals = refusals
        let memory = ScopedMemory(memory: memory, scope: scope)
        // The body runs on the connection's thread, where the task's own values are not known.
        let observation = Observation.current
        return try await pool(scope, access).perform { seat in
            do {
                return try Observation.$current.withValue(observation) {
                    try Tries(on: seat, opening: opening, readOnly: access != .write, memory).run(body)
                }
            } catch let error as DatabaseError {
                guard case .constraint(let name) = error.kind, let refusal = refusals[name] else {
                    throw error
                }
                throw refusal
            }
        }
    }

    /// Runs `body` with others that wait at the same moment, on what this process knows; alone, and on the
    /// database's answers, where that is not enough.
    @discardableResult
    public func transaction<Result: Sendable>(
        _ scope: Scope, touching touch: Touch,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        if let result = try await lane?.run(scope, touch, body) { return result }
        return try await transaction(scope, .write, body)
    }

    /// One entry per pool.
    public var statistics: [PoolStatistics] {
        [requests.statistics, system.statistics] + (replica.map { [$0.statistics] } ?? [])
            + (lane.map { [$0.statistics] } ?? [])
    }

    /// Ends the pools once the transactions under way have ended.
    public func close() async {
        await lane?.close()
        await requests.close()
        await system.close()
        await replica?.close()
    }

    private func pool(_ scope: Scope, _ access: Access) -> Pool {
        switch (scope, access) {
        case (.system, _): system
        case (.organization, .read): replica ?? requests
        case (.organization, .write), (.organization, .snapshot): requests
        }
    }
}

/// The start of a transaction: its kind, its role and its organization. Sent with the first statement.
struct Opening {
    let statements: [SQL]

    /// The start of a group's transaction, which tells also how it stands on the rows that it writes.
    static func telling(_ scope: Scope) -> [SQL] {
        Opening(scope, .write).statements + ["select pg_current_xact_id()::xid::text"]
    }

    init(_ scope: Scope, _ access: Access) {
        let begin: SQL =
            switch access {
            case .write: "begin"
            case .read: "begin read only"
            case .snapshot: "begin isolation level repeatable read read only"
            }
        // `set_config('role', …, true)` is SET LOCAL ROLE, in one statement with the organization.
        let wall: SQL =
            switch scope {
            case .organization(let id):
                "select set_config('role', 'hesap_app', true), set_config('hesap.organization', \(id.text), true)"
            case .system:
                "select set_config('role', 'hesap_system', true), set_config('hesap.organization', '', true)"
            }
        statements = [begin, wall]
    }
}
