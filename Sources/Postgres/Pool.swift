import CShims
import Dispatch
import Store
import Synchronization

/// Connections to one server, each with a thread of its own on which transactions run; opened when first
/// needed.
final class Pool: Sendable {
    /// Work for one connection: runs on its thread and gives what tells the caller, once the connection is
    /// free.
    struct Job: Sendable {
        let submittedAt: Int64
        let run: @Sendable (Seat) -> @Sendable () -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var places: PoolState<Job>
        var nextID: UInt64 = 0
        var reaperArmed = false
        var counts = PoolCounts()
    }

    let name: String
    private let settings: PoolSettings
    private let state: Mutex<State>
    private let signals: [Signal]
    private let reconnecting = Mutex(Reconnecting())
    private let observe: StatementObserver?
    private let reaper: DispatchQueue

    init(_ name: String, _ settings: PoolSettings, observe: StatementObserver?) {
        self.name = name
        self.settings = settings
        self.observe = observe
        state = Mutex(State(places: PoolState(size: settings.connections, waitersMax: settings.waitersMax)))
        signals = (0..<settings.connections).map { _ in Signal() }
        reaper = DispatchQueue(label: "hesap.pool.\(name)")
    }

    /// Runs `work` on a connection's thread; waits for a free one, first come, first served.
    func perform<Result: Sendable>(
        _ work: @escaping @Sendable (Seat) throws -> Result
    ) async throws -> Result {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { continuation in
                submit(
                    Job(
                        submittedAt: monotonicMicroseconds(),
                        run: { seat in
                            let result = Swift.Result { try work(seat) }
                            return { continuation.resume(with: result) }
                        }, refuse: { continuation.resume(throwing: $0) }), id: id)
            }
        } onCancel: {
            state.withLock { $0.places.cancel(id) }?.refuse(CancellationError())
        }
    }

    /// Runs `work` on a connection's thread as soon as one is free; nobody waits for it here.
    func start(_ work: @escaping @Sendable (Seat) -> Void, refused: @escaping @Sendable () -> Void) {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        submit(
            Job(
                submittedAt: monotonicMicroseconds(),
                run: { seat in
                    work(seat)
                    return {}
                }, refuse: { _ in refused() }), id: id)
    }

    /// What the pool is doing, for metrics.
    var statistics: PoolStatistics {
        state.withLock { state in
            PoolStatistics(
                name: name, size: state.places.size, open: state.places.present, inUse: state.places.inUse,
                waiting: state.places.waiting, counts: state.counts)
        }
    }

    /// Refuses new work and the waiters, and waits until the transactions under way have ended.
    func close() async {
        let (refused, wake) = state.withLock { $0.places.close() }
        for job in refused { job.refuse(DatabaseError(kind: .connection, message: "the pool is closed")) }
        for worker in wake { signals[worker].wake() }
        for _ in 0..<600 where state.withLock({ $0.places.present }) > 0 {
            await withCheckedContinuation { continuation in
                reaper.asyncAfter(deadline: .now() + .milliseconds(50)) { continuation.resume() }
            }
        }
    }

    /// Counts a transaction that had to run again.
    func countRetry() { state.withLock { $0.counts.retries += 1 } }

    /// Opens a connection, unless the last try failed a moment ago.
    func connect() throws(DatabaseError) -> Connection {
        if let error = reconnecting.withLock({ $0.refusal(at: monotonicMicroseconds()) }) { throw error }
        do {
            let connection = try Connection(settings.connection, observe: observe)
            reconnecting.withLock { $0 = Reconnecting() }
            return connection
        } catch {
            reconnecting.withLock { $0.failed(error, at: monotonicMicroseconds()) }
            throw error
        }
    }

    // MARK: - Placing jobs

    private func submit(_ job: Job, id: UInt64) {
        let deadline = job.submittedAt + Int64(settings.waitMilliseconds) * 1000
        let (placement, arm) = state.withLock { state in
            let placement = state.places.submit(job, id: id, deadline: deadline)
            guard case .queued = placement else { return (placement, false) }
            state.counts.waits += 1
            defer { state.reaperArmed = true }
            return (placement, !state.reaperArmed)
        }
        switch placement {
        case .wake(let worker): signals[worker].wake()
        case .start(let worker): start(worker)
        case .queued: if arm { armReaper(deadline) }
        case .refused:
            state.withLock { $0.counts.refused += 1 }
            job.refuse(exhausted)
        }
    }

    private func start(_ worker: Int) {
        do {
            try OwnThread.start("pg-\(name.prefix(8))-\(worker)") { self.work(as: worker) }
        } catch {
            state.withLock { $0.places.startFailed(worker) }?.refuse(error)
        }
    }

    private var exhausted: DatabaseError {
        DatabaseError(kind: .poolExhausted, message: "no free connection in pool \(name)")
    }

    /// One timer per pool, only while someone waits: all wait equally long, so the first in line times out
    /// first.
    private func armReaper(_ deadline: Int64) {
        let pause = max(0, deadline - monotonicMicroseconds()) + 500
        reaper.asyncAfter(deadline: .now() + .microseconds(Int(pause))) { self.reap() }
    }

    private func reap() {
        let (expired, next) = state.withLock { state in
            let expired = state.places.expire(at: monotonicMicroseconds())
            state.counts.refused += Int64(expired.count)
            state.reaperArmed = state.places.nextDeadline != nil
            return (expired, state.places.nextDeadline)
        }
        for job in expired { job.refuse(exhausted) }
        if let next { armReaper(next) }
    }

    // MARK: - A worker's life

    private func work(as worker: Int) {
        let seat = Seat(self, lifetimeMicroseconds: Int64(settings.lifetimeSeconds) * 1_000_000)
        var next = state.withLock { $0.places.take(worker) }
        while true {
            switch next {
            case .job(let job):
                let started = monotonicMicroseconds()
                let tell = job.run(seat)
                let ended = monotonicMicroseconds()
                seat.retireIfOld(at: ended)
                next = state.withLock { state in
                    state.counts.add(waited: started - job.submittedAt, ran: ended - started)
                    return state.places.finished(worker)
                }
                // The caller goes on here, where it needs nobody to wake up.
                hesap_thread_lend(1)
                tell()
                hesap_thread_lend(0)
            case .rest:
                let woken = signals[worker].wait(microseconds: Int64(settings.idleSeconds) * 1_000_000)
                next = state.withLock { woken ? $0.places.take(worker) : $0.places.retire(worker) }
            case .leave: return
            }
        }
    }
}

/// The place of a worker's connection: opened when needed, replaced when broken or old. Stays on its thread.
final class Seat {
    private let pool: Pool
    private let lifetimeMicroseconds: Int64
    private var connection: Connection?

    init(_ pool: Pool, lifetimeMicroseconds: Int64) {
        self.pool = pool
        self.lifetimeMicroseconds = lifetimeMicroseconds
    }

    /// A connection that was alive a moment ago.
    func open() throws(DatabaseError) -> Connection {
        if let connection, connection.isAlive() { return connection }
        connection = nil
        let fresh = try pool.connect()
        connection = fresh
        return fresh
    }

    /// Counts a transaction that had to run again.
    func countRetry() { pool.countRetry() }

    /// Lets go of a connection that has lived long enough: servers and addresses change.
    func retireIfOld(at now: Int64) {
        guard let connection, now - connection.openedAt > lifetimeMicroseconds || connection.isBroken else {
            return
        }
        self.connection = nil
    }
}

/// The pause between tries to connect: doubles up to a limit, so that a server that comes back isn't
/// trampled.
struct Reconnecting {
    private var failures = 0
    private var notBefore: Int64 = 0
    private var last: DatabaseError?

    /// The last failure, while its pause lasts.
    func refusal(at now: Int64) -> DatabaseError? { now < notBefore ? last : nil }

    mutating func failed(_ error: DatabaseError, at now: Int64) {
        failures += 1
        last = error
        notBefore = now + min(DriverLimits.reconnectPauseMax, 10_000 << Int64(min(failures, 10)))
    }
}
