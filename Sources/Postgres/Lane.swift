import Base
import FoundationEssentials
import Store
import Synchronization

/// Where commands find company: whoever waits when a group can set out goes with it, and while the database
/// is busy with one group the next one is made up. A lone command waits for nobody.
///
/// A command runs while it comes, on the thread that brings it, unless something that it touches is touched
/// by one that is here already: then it runs when its group is made up. One that cannot go with others is
/// told so, and runs alone elsewhere: a lane is never held up by one that needs more than what the process
/// knows.
final class Lane: Sendable {
    /// Commands of one group at most.
    static let membersMax = 48
    /// Groups after which a lane's connection is looked at anew.
    private static let groupsMax = 256
    /// Milliseconds that a group waits for a lock before its commands run alone.
    private static let lockMilliseconds = 500

    private struct State {
        var crowd = Crowd()
        /// Whether somebody makes up the next group, or is about to.
        var isForming = false
        var isClosed = false

        /// Whether somebody is needed to make up a group: whoever is told so does it.
        mutating func calls() -> Bool {
            guard !isForming, crowd.canGo else { return false }
            isForming = true
            return true
        }
    }

    private let pool: Pool
    private let memory: Memory
    private let state = Mutex(State())

    init(_ pool: Pool, _ memory: Memory) {
        self.pool = pool
        self.memory = memory
    }

    /// As many as there are processors, and two at least: one is made up while the database is busy with the
    /// other.
    static var groupsUsual: Int { max(2, ProcessInfo.processInfo.activeProcessorCount) }

    /// A lane's own connections, like those of the requests.
    static func settings(_ requests: PoolSettings, _ groups: Int) -> PoolSettings {
        var settings = requests
        settings.connections = groups
        // Its statements are prepared already: that is worth keeping through a quiet hour.
        settings.idleSeconds = settings.lifetimeSeconds
        settings.connection.lockMilliseconds = lockMilliseconds
        settings.connection.joinsByKey = true
        return settings
    }

    var statistics: PoolStatistics { pool.statistics }

    /// How many commands wait for the next group.
    var waiting: Int { state.withLock { $0.crowd.waiting.count } }

    /// Runs `body` and commits it with the next group; nil when it has to run alone.
    func run<Result: Sendable>(
        _ scope: Scope, _ touch: Touch,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result? {
        let isFirst = state.withLock { $0.isClosed ? nil : $0.crowd.enter(touch.names) }
        guard let isFirst else { return nil }
        var run: (work: Work, result: Result)?
        if isFirst {
            run = Turn.run(ScopedMemory(memory: memory, scope: scope), body)
            if run == nil {
                leave(touch.names)
                return nil
            }
        }
        let (known, observation) = (run, Observation.current)
        return try await withCheckedThrowingContinuation { continuation in
            @Sendable func ready(_ work: Work, _ result: Result) -> Ready {
                Ready(
                    work: work, tell: { continuation.resume(returning: result) },
                    aside: { continuation.resume(returning: nil) },
                    fail: { continuation.resume(throwing: $0) })
            }
            join(
                Member(
                    scope: scope, names: touch.names, ready: known.map { ready($0.work, $0.result) },
                    run: { memory in
                        Observation.$current.withValue(observation) { Turn.run(memory, body) }
                            .map { ready($0.work, $0.result) }
                    }, aside: { continuation.resume(returning: nil) }))
        }
    }

    /// Sends those who wait elsewhere, and ends the connections.
    func close() async {
        let left = state.withLock { state in
            state.isClosed = true
            return state.crowd.empty()
        }
        for member in left { member.aside() }
        await pool.close()
    }

    private func join(_ member: Member) {
        let (isClosed, begins) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.crowd.waiting.append(member)
            return (false, state.calls())
        }
        if isClosed { return member.aside() }
        if begins { begin() }
    }

    private func leave(_ names: Set<String>) {
        let begins = state.withLock { state in
            state.crowd.leave(names)
            return state.calls()
        }
        if begins { begin() }
    }

    private func begin() {
        pool.start {
            self.work(on: $0)
        } refused: {
            self.giveUp()
        }
    }

    /// Group after group, as long as there is someone whom nobody else takes.
    private func work(on seat: Seat) {
        for _ in 0..<Lane.groupsMax {
            let members = state.withLock { $0.crowd.next(Lane.membersMax) }
            let group = members.first.map { Group(members, ScopedMemory(memory: memory, scope: $0.scope)) }
            let sent = group?.send(on: seat)
            // While the database is busy with this one, the next one is made up.
            let begins = state.withLock { state in
                state.isForming = false
                return state.calls()
            }
            if begins { begin() }
            if let sent { group?.end(sent) }
            let goesOn = state.withLock { state in
                for member in members { state.crowd.ended(member) }
                return state.calls()
            }
            guard goesOn else { return }
        }
        begin()
    }

    /// A connection's thread could not be had.
    private func giveUp() {
        let left = state.withLock { state in
            state.isForming = false
            return state.crowd.empty()
        }
        for member in left { member.aside() }
    }
}
