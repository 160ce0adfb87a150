public import Base
public import Organizations
public import Store

/// Moves print jobs along: queued → sent → done, or failed → queued again.
public enum MovePrintJob {
    /// How often a job is handed over before it waits for a person.
    public static let attemptsMax = 8

    /// Takes the oldest waiting job of a printer and hands it over; nil when none is due. What may have been
    /// printed before says so: KOPYA.
    public static func take(
        target: String, in branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (job: PrintJob, content: [UInt8])? {
        guard
            let (waiting, content) = try PrintJobStore.nextQueued(
                target, of: context.actor.organization, branch: branch, at: context.now, in: tx)
        else { return nil }
        let job = try waiting.moved(.send)
        PrintJobStore.update(job, from: waiting.state, nextTry: nil, at: context.now, in: tx)
        return (job, job.begunAt == nil ? content : ESCPOS.copyMark + content)
    }

    /// Where the job's printer listens, and the job taken; nil when nothing waits there or another process is
    /// at it. A printer does one job after the other, in the order they were asked for.
    ///
    /// Jobs of a printer that is gone fail for good.
    public static func takeForPrinter(
        _ target: String, in branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (job: PrintJob, content: [UInt8], address: PrinterAddress)? {
        let organization = context.actor.organization
        let printer = try PrinterStore.locked(target, of: organization, branch: branch, in: tx)
        guard try !PrintJobStore.isUnderWay(target, of: organization, branch: branch, in: tx) else {
            return nil
        }
        guard let (job, content) = try take(target: target, in: branch, context, in: tx) else { return nil }
        if let printer { return (job, content, printer.address) }
        let failed = try job.moved(.fail, failure: "printer_removed")
        PrintJobStore.update(failed, from: job.state, nextTry: nil, at: context.now, in: tx)
        failed.show("print.failed", context)
        return nil
    }

    /// The first byte goes out next: from now on nobody knows, until it is done, whether it was printed.
    public static func begin(
        _ id: ID<PrintJob>, in branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        let job = try locked(id, branch, context, in: tx)
        guard job.state == .sent else {
            throw PrintRefusal.unexpectedState(state: job.state, event: .finish)
        }
        PrintJobStore.begin(job, at: context.now, in: tx)
    }

    /// The printer took all of it.
    public static func finish(
        _ id: ID<PrintJob>, in branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PrintJob {
        let job = try locked(id, branch, context, in: tx)
        let done = try job.moved(.finish)
        PrintJobStore.update(done, from: job.state, nextTry: nil, at: context.now, in: tx)
        if done.attempts > 1 { done.show("print.done", context) }
        return done
    }

    /// It did not get onto paper: it fails, and after a while it is tried again by `requeueDue`. Where nobody
    /// knows (`PrintJob.uncertain`), it waits for a person: nothing is knowingly printed twice.
    public static func fail(
        _ id: ID<PrintJob>, code: String, in branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PrintJob {
        let job = try locked(id, branch, context, in: tx)
        let failed = try job.moved(.fail, failure: code)
        let isTried = failed.attempts < attemptsMax && code != PrintJob.uncertain
        let next = isTried ? context.now.advanced(seconds: wait(failed.attempts)) : nil
        PrintJobStore.update(failed, from: job.state, nextTry: next, at: context.now, in: tx)
        failed.show("print.failed", context)
        context.audit(
            "print.fail", entity: "print_job", id: id.raw, branch: branch, before: job.json,
            after: failed.json)
        return failed
    }

    /// A person tries a failed job again.
    public static func retry(
        _ id: ID<PrintJob>, in branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PrintJob {
        let job = try locked(id, branch, context, in: tx)
        let queued = try job.moved(.retry)
        PrintJobStore.update(queued, from: job.state, nextTry: nil, at: context.now, in: tx)
        queued.show("print.queued", context)
        context.audit(
            "print.retry", entity: "print_job", id: id.raw, branch: branch, before: job.json,
            after: queued.json)
        return queued
    }

    /// Puts failed jobs whose time has come back into their queues, and those that were handed over, not
    /// begun and never heard of again; begun ones fail as uncertain. A worker's step, across all
    /// organizations.
    ///
    /// - Returns: how many.
    public static func requeueDue(at now: Instant, in tx: borrowing Transaction) throws -> Int {
        try PrintJobStore.requeueDue(at: now, lostBefore: now.advanced(seconds: -lostAfter), in: tx)
    }

    /// How many jobs are to be put back into their queues, counted up to `limit`.
    public static func waiting(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try PrintJobStore.dueCount(
            at: now, lostBefore: now.advanced(seconds: -lostAfter), limit: limit, in: tx)
    }

    /// Lets go of the bytes of what was printed more than a day ago: the job itself stays, so that a later
    /// print of the same is known as a copy. A worker's step, across all organizations.
    ///
    /// - Returns: how many.
    @discardableResult
    public static func forgetPrinted(at now: Instant, in tx: borrowing Transaction) throws -> Int {
        try PrintJobStore.emptyPrinted(before: now.advanced(seconds: -86_400), in: tx)
    }

    /// Seconds after which a job that was handed over counts as lost.
    public static let lostAfter: Int64 = 45

    /// Seconds before the next try: 5, 10, 20, 40, then every minute.
    static func wait(_ attempts: Int) -> Int64 { min(60, 5 << Int64(max(0, min(attempts, attemptsMax) - 1))) }

    private static func locked(
        _ id: ID<PrintJob>, _ branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PrintJob {
        guard let job = try PrintJobStore.locked(id, of: context.actor.organization, branch: branch, in: tx)
        else {
            throw PrintRefusal.unknownJob
        }
        return job
    }
}
