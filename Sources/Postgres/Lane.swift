import Base
import FoundationEssentials
import Store
import Synchronization

/// Commands of some branches, one group after the other on one connection: whoever waits when a group has
/// ended goes with the next one. Nobody waits for company.
///
/// A command that cannot go with others is told so, and runs alone elsewhere: a lane is never held up by one
/// that needs more than what the process knows.
final class Lane: Sendable {
    /// Commands of one group at most.
    static let membersMax = 24
    /// Groups after which a lane's connection is looked at anew.
    private static let groupsMax = 256
    /// Milliseconds that a group waits for a lock before its commands run alone.
    private static let lockMilliseconds = 500

    private struct State {
        var waiting: [Member] = []
        var isRunning = false
        var isClosed = false
    }

    private let pool: Pool
    private let memory: Memory
    private let state = Mutex(State())

    init(_ pool: Pool, _ memory: Memory) {
        self.pool = pool
        self.memory = memory
    }

    /// One for every two processors, and two at least: one works while the other one waits for PostgreSQL.
    static var usual: Int { max(2, ProcessInfo.processInfo.activeProcessorCount / 2) }

    /// A lane's own connection, like those of the requests.
    static func settings(_ requests: PoolSettings) -> PoolSettings {
        var settings = requests
        settings.connections = 1
        // Its statements are prepared already: that is worth keeping through a quiet hour.
        settings.idleSeconds = settings.lifetimeSeconds
        settings.connection.lockMilliseconds = lockMilliseconds
        settings.connection.joinsByKey = true
        return settings
    }

    var statistics: PoolStatistics { pool.statistics }

    /// How many commands wait for the next group.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Runs `body` in the next group; nil when it has to run alone.
    func run<Result: Sendable>(
        _ scope: Scope, _ touch: Touch,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result? {
        let observation = Observation.current
        return try await withCheckedThrowingContinuation { continuation in
            join(
                Member(
                    scope: scope, names: touch.names,
                    run: { tx in
                        let result = try Observation.$current.withValue(observation) { try body(tx) }
                        return { continuation.resume(returning: result) }
                    },
                    aside: { continuation.resume(returning: nil) },
                    fail: { continuation.resume(throwing: $0) }))
        }
    }

    /// Sends those who wait elsewhere, and ends the connection.
    func close() async {
        let left = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for member in left { member.aside() }
        await pool.close()
    }

    private func join(_ member: Member) {
        let (isClosed, begins) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.waiting.append(member)
            defer { state.isRunning = true }
            return (false, !state.isRunning)
        }
        if isClosed { return member.aside() }
        if begins { begin() }
    }

    private func begin() {
        pool.start {
            self.work(on: $0)
        } refused: {
            self.giveUp()
        }
    }

    /// Group after group, as long as someone waits.
    private func work(on seat: Seat) {
        for _ in 0..<Lane.groupsMax {
            let members = state.withLock { state in
                let members = Lane.next(of: &state.waiting)
                if members.isEmpty { state.isRunning = false }
                return members
            }
            guard let scope = members.first?.scope else { return }
            Group(members, ScopedMemory(memory: memory, scope: scope)).run(on: seat)
        }
        begin()
    }

    /// The connection's thread could not be had.
    private func giveUp() {
        let left = state.withLock { state in
            state.isRunning = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for member in left { member.aside() }
    }

    /// The first one and all behind it that may go with it: of its scope, and touching nothing that another
    /// one of them touches, or one that waits longer.
    static func next(of waiting: inout [Member]) -> [Member] {
        guard let first = waiting.first else { return [] }
        var (taken, left): ([Member], [Member]) = ([], [])
        var touched: Set<String> = []
        for member in waiting {
            let goes =
                member.scope == first.scope && taken.count < membersMax
                && touched.isDisjoint(with: member.names)
            if goes { taken.append(member) } else { left.append(member) }
            if member.scope == first.scope { touched.formUnion(member.names) }
        }
        waiting = left
        return taken
    }
}

/// A command that waits for its group. Exactly one of what it is told ends its wait.
struct Member: Sendable {
    let scope: Scope
    let names: Set<String>
    /// Runs it, and gives what tells its caller once the commit is durable.
    let run: @Sendable (borrowing Transaction) throws -> @Sendable () -> Void
    /// It has to run alone.
    let aside: @Sendable () -> Void
    /// Nobody knows whether it was committed.
    let fail: @Sendable (any Error) -> Void
}
