import Base
import CShims
import FoundationEssentials
import Store
import Synchronization

/// Where commands find company: whoever waits when a group can set out goes with it. While the database
/// commits one group the next one is on its way behind it, on the same connection. A lone command waits for
/// nobody.
///
/// A command runs while it comes, on the thread that brings it, unless something that it touches is touched
/// by one that is here already: then it runs when its group is made up. One that cannot go with others is
/// told so, and runs alone elsewhere: a lane is never held up by one that needs more than what the process
/// knows.
final class Lane: Sendable {
    /// Commands of one group at most.
    static let membersMax = 48
    /// Groups in a row after which a lane's connection is looked at anew.
    static let groupsMaxUsual = 256
    /// Milliseconds that a group waits for a lock before its commands run alone.
    private static let lockMilliseconds = 500

    private struct State {
        var crowd = Crowd()
        /// How many connections are at work, or about to be.
        var working = 0
        var isClosed = false

        /// Whether another connection is needed: whoever is told so sees to it.
        mutating func calls(_ connections: Int) -> Bool {
            guard working < connections, crowd.canGo() else { return false }
            working += 1
            return true
        }
    }

    private let pool: Pool
    private let connections: Int
    private let groupsMax: Int
    private let memory: Memory
    private let state = Mutex(State())

    init(_ pool: Pool, connections: Int, groupsMax: Int, _ memory: Memory) {
        self.pool = pool
        self.connections = connections
        self.groupsMax = groupsMax
        self.memory = memory
    }

    /// One for every two processors: the server needs as much of them as the database, and the same
    /// statements cost it a third more on two connections at a time than on one.
    static var connectionsUsual: Int { max(1, ProcessInfo.processInfo.activeProcessorCount / 2) }

    /// A lane's own connections, like those of the requests.
    static func settings(_ requests: PoolSettings, _ connections: Int) -> PoolSettings {
        var settings = requests
        settings.connections = connections
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
            return (false, state.calls(connections))
        }
        if isClosed { return member.aside() }
        if begins { begin() }
    }

    private func leave(_ names: Set<String>) {
        let begins = state.withLock { state in
            state.crowd.leave(names)
            return state.calls(connections)
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
        var group = first(on: seat)
        var groups = 1
        while var current = group {
            let members = current.members
            let isLast = groups >= groupsMax
            var next: Group?
            let durable = current.end { connection in
                if !isLast { next = behind(members.count, on: connection) }
            }
            state.withLock { state in
                for member in members { state.crowd.ended(member) }
            }
            tell(durable)
            // The work goes on where the connection has been looked at anew.
            if isLast { return begin() }
            groups += 1
            group = next ?? first(on: seat)
        }
    }

    private func tell(_ durable: [Ready]) {
        // The callers go on here, where they need nobody to wake up.
        hesap_thread_lend(1)
        for one in durable { one.tell() }
        hesap_thread_lend(0)
    }

    /// A group that finds the connection at rest; without one the connection's work is over.
    private func first(on seat: Seat) -> Group? {
        while true {
            let members = state.withLock { state in
                let members = state.crowd.canGo() ? state.crowd.next(Lane.membersMax) : []
                if members.isEmpty { state.working -= 1 }
                return members
            }
            guard !members.isEmpty else { return nil }
            if let group = group(of: members, on: { () throws(DatabaseError) in try seat.open() }) {
                return group
            }
        }
    }

    /// A group that sets out behind one of so many members, whose commit is under way.
    private func behind(_ committing: Int, on connection: Connection) -> Group? {
        let members = state.withLock { state in
            state.crowd.canGo(behind: committing) ? state.crowd.next(Lane.membersMax) : []
        }
        return members.isEmpty ? nil : group(of: members, on: { connection })
    }

    /// Sends these; nil when everybody had to be set aside.
    private func group(
        of members: [Member], on connection: () throws(DatabaseError) -> Connection
    ) -> Group? {
        do throws(DatabaseError) {
            let memory = ScopedMemory(memory: memory, scope: members[0].scope)
            if let group = Group(members, memory, on: try connection()) { return group }
        } catch {
            for member in members { member.aside() }
        }
        state.withLock { state in
            for member in members { state.crowd.ended(member) }
        }
        return nil
    }

    /// A connection's thread could not be had.
    private func giveUp() {
        let left = state.withLock { state in
            state.working -= 1
            return state.crowd.empty()
        }
        for member in left { member.aside() }
    }
}
