/// Who runs what in a pool: jobs, workers and waiters as plain values. Threads and clocks stay in `Pool`.
struct PoolState<Job> {
    /// What to do with a job that has come.
    enum Placement: Equatable {
        /// Wake this idle worker: its job is assigned.
        case wake(Int)
        /// Start this worker's thread: its job is assigned.
        case start(Int)
        /// It waits in the queue; `first` when the queue was empty.
        case queued(first: Bool)
        /// The queue is full, or the pool is closed.
        case refused
    }

    /// What an idle worker found.
    enum Next {
        case job(Job)
        case rest
        case leave
    }

    private struct Waiter {
        let id: UInt64
        let deadline: Int64
        let job: Job
    }

    private enum Worker {
        case absent
        case idle
        case busy
        case assigned(Job)
    }

    let waitersMax: Int
    private var workers: [Worker]
    private var idle: [Int] = []
    private var queue: [Waiter] = []
    private var head = 0
    private(set) var isClosed = false

    init(size: Int, waitersMax: Int) {
        workers = Array(repeating: .absent, count: size)
        self.waitersMax = waitersMax
    }

    var size: Int { workers.count }
    var waiting: Int { queue.count - head }
    /// Workers whose thread lives.
    var present: Int { workers.count { if case .absent = $0 { false } else { true } } }
    /// Workers with work.
    var inUse: Int { present - idle.count }
    /// When the longest waiter gives up.
    var nextDeadline: Int64? { waiting > 0 ? queue[head].deadline : nil }

    /// Places a job: an idle worker first (the one that worked last), then a new one, then the queue.
    mutating func submit(_ job: Job, id: UInt64, deadline: Int64) -> Placement {
        guard !isClosed else { return .refused }
        if let worker = idle.popLast() {
            workers[worker] = .assigned(job)
            return .wake(worker)
        }
        if let worker = workers.firstIndex(where: { if case .absent = $0 { true } else { false } }) {
            workers[worker] = .assigned(job)
            return .start(worker)
        }
        guard waiting < waitersMax else { return .refused }
        queue.append(Waiter(id: id, deadline: deadline, job: job))
        return .queued(first: waiting == 1)
    }

    /// A worker is awake: its assigned job, if it has one.
    mutating func take(_ worker: Int) -> Next {
        if case .assigned(let job) = workers[worker] {
            workers[worker] = .busy
            return .job(job)
        }
        return isClosed ? leave(worker) : .rest
    }

    /// A worker has finished a job: the longest waiter's comes next.
    mutating func finished(_ worker: Int) -> Next {
        if waiting > 0 {
            let next = queue[head]
            head += 1
            compact()
            return .job(next.job)
        }
        guard !isClosed else { return leave(worker) }
        workers[worker] = .idle
        idle.append(worker)
        return .rest
    }

    /// A worker has been idle for long: it leaves, unless a job came in the last moment.
    mutating func retire(_ worker: Int) -> Next {
        if case .assigned = workers[worker] { return take(worker) }
        return leave(worker)
    }

    /// Takes out the waiters whose time is over.
    mutating func expire(at now: Int64) -> [Job] {
        var expired: [Job] = []
        while waiting > 0, queue[head].deadline <= now {
            expired.append(queue[head].job)
            head += 1
        }
        compact()
        return expired
    }

    /// Takes out one waiter that no longer wants its turn.
    mutating func cancel(_ id: UInt64) -> Job? {
        guard let index = queue[head...].firstIndex(where: { $0.id == id }) else { return nil }
        return queue.remove(at: index).job
    }

    /// A worker whose thread could not start gives its job back.
    mutating func startFailed(_ worker: Int) -> Job? {
        guard case .assigned(let job) = workers[worker] else { return nil }
        workers[worker] = .absent
        return job
    }

    /// No more jobs: gives the waiters that must be refused and the idle workers that must be woken to leave.
    mutating func close() -> (refused: [Job], wake: [Int]) {
        isClosed = true
        let refused = queue[head...].map(\.job)
        queue = []
        head = 0
        return (refused, idle)
    }

    private mutating func leave(_ worker: Int) -> Next {
        workers[worker] = .absent
        idle.removeAll { $0 == worker }
        return .leave
    }

    /// The queue's used front is given back in steps, so that taking from it stays cheap.
    private mutating func compact() {
        guard head == queue.count || head >= 256 else { return }
        queue.removeFirst(head)
        head = 0
    }
}
