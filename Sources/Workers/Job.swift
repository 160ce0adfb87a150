public import Base

/// Work that returns again and again beside the requests: sealing the audit trail, asking what became of a
/// payment.
public struct Job: Sendable {
    /// Its name in logs and figures.
    public let name: String
    /// Seconds from the end of one run to the start of the next.
    public let seconds: Double
    let work: @Sendable () async throws -> Void

    /// A job that runs every `seconds`.
    public init(
        _ name: String, everySeconds seconds: Double, _ work: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.seconds = seconds
        self.work = work
    }
}

/// Runs jobs side by side until cancelled. A run that fails is logged and counted; the next one comes all the
/// same, later after every failure, up to a minute.
public struct Workers: Sendable {
    private let jobs: [Job]
    private let log: Log
    private let metrics: Metrics

    /// Longest pause after failures.
    static let pauseSecondsMax = 60.0

    /// Workers for these jobs.
    public init(_ jobs: [Job], log: Log, metrics: Metrics) {
        self.jobs = jobs
        self.log = log
        self.metrics = metrics
    }

    /// Runs until cancelled.
    public func run() async throws {
        try await withThrowingTaskGroup { group in
            for job in jobs { group.addTask { try await repeatedly(job) } }
            try await group.waitForAll()
        }
    }

    private func repeatedly(_ job: Job) async throws {
        var pause = job.seconds
        while !Task.isCancelled {
            do {
                try await job.work()
                metrics.jobs[job.name, "done"].add()
                pause = job.seconds
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                metrics.jobs[job.name, "failed"].add()
                log.warning("job failed", ["job": job.name, "error": "\(error)"])
                pause = min(max(1, pause * 2), Workers.pauseSecondsMax)
            }
            try await Task.sleep(for: .seconds(pause))
        }
    }
}
