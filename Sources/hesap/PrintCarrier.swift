import Base
import Organizations
import Printing
import Store
import Synchronization

/// Carries print jobs to their printers: each printer for itself, one job after the other.
///
/// A job is taken before the printer is called and marked before its first byte goes out, each in a commit of
/// its own, so that after a kill it is known of every job whether it can have been printed.
final class PrintCarrier: Sendable {
    private let runner: CommandRunner
    private let log: Log
    private let busy = Mutex<Set<String>>([])
    private let isStopping = Atomic<Bool>(false)

    init(_ runner: CommandRunner, _ log: Log) {
        self.runner = runner
        self.log = log
    }

    /// Looks until cancelled; a job that is under way is ended first.
    func run() async throws {
        await withTaskCancellationHandler {
            await look()
        } onCancel: {
            isStopping.store(true, ordering: .relaxed)
        }
        try Task.checkCancellation()
    }

    private func look() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    let awaited = try await runner.database.transaction(.system) { tx in
                        try FindPrinters.awaited(in: tx)
                    }
                    for (organization, branch, target) in awaited where claim(target) {
                        group.addTask { [self] in
                            await serve(target, branch, organization)
                            _ = busy.withLock { $0.remove(target) }
                        }
                    }
                } catch {
                    log.warning("print jobs cannot be read", ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(2))
                }
                try? await Task.sleep(for: .milliseconds(400))
            }
        }
    }

    private func claim(_ target: String) -> Bool { busy.withLock { $0.insert(target).inserted } }

    /// Empties one printer's queue, as far as it prints.
    private func serve(_ target: String, _ branch: ID<Branch>, _ organization: ID<Organization>) async {
        do {
            while !Task.isCancelled, try await carry(target, branch, organization) == .printed {}
        } catch {
            log.warning("a print job is stuck", ["printer": target, "error": "\(error)"])
        }
    }

    /// One job; nil when nothing waits.
    private func carry(
        _ target: String, _ branch: ID<Branch>, _ organization: ID<Organization>
    ) async throws -> PrinterLine.Outcome? {
        let taken = try await command(organization) { context, tx in
            try MovePrintJob.takeForPrinter(target, in: branch, context, in: tx)
        }
        guard let (job, content, address) = taken else { return nil }
        let outcome = try await print(job, content, at: address)
        // What is under way is written down even while the server stops.
        try await Task { [self] in
            try await command(organization) { context, tx in
                switch outcome {
                case .printed: _ = try MovePrintJob.finish(job.id, in: branch, context, in: tx)
                case .unreachable:
                    _ = try MovePrintJob.fail(
                        job.id, code: "unreachable", in: branch, context, in: tx)
                case .uncertain:
                    _ = try MovePrintJob.fail(
                        job.id, code: PrintJob.uncertain, in: branch, context, in: tx)
                }
            }
        }.value
        if outcome != .printed {
            log.warning(
                "not printed", ["printer": target, "job": job.id.description, "why": "\(outcome)"])
        }
        return outcome
    }

    private func print(
        _ job: PrintJob, _ content: [UInt8], at address: PrinterAddress
    ) async throws -> PrinterLine.Outcome {
        guard let line = await PrinterLine.open(address.host, address.port) else { return .unreachable }
        guard !Task.isCancelled else {
            PrinterLine.giveUp(line)
            return .unreachable
        }
        do {
            try await command(job.organization) { context, tx in
                try MovePrintJob.begin(job.id, in: job.branch, context, in: tx)
            }
        } catch {
            PrinterLine.giveUp(line)
            throw error
        }
        return await PrinterLine.send(content, over: line) { [self] in
            isStopping.load(ordering: .relaxed)
        }
    }

    private func command<Result: Sendable>(
        _ organization: ID<Organization>,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await runner.run(.system(organization), command: runner.surroundings.newUUID(), body)
    }
}
