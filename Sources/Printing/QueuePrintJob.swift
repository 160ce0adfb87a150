public import Organizations
public import Store

public import struct FoundationEssentials.UUID

public import Base

/// Puts a document into a printer's queue, once per business key.
public enum QueuePrintJob {
    /// - Parameter content: the bytes for the printer (`ESCPOS.bytes`).
    /// - Returns: the job; the one that there is when the same revision was queued for that printer before
    ///   (I12).
    public static func run(
        _ key: PrintJob.Key, in branch: ID<Branch>, _ kind: Receipt.Kind, content: [UInt8],
        _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PrintJob {
        guard key.revision >= 1 else { throw PrintRefusal.badRevision }
        let job = PrintJob(
            id: context.surroundings.newID(), organization: context.actor.organization, branch: branch,
            key: key,
            kind: kind, state: .queued, attempts: 0, failure: nil, createdAt: context.now,
            begunAt: nil)
        if try PrintJobStore.insert(job, content: content, in: tx) { return job }
        guard let known = try PrintJobStore.find(key, of: context.actor.organization, in: tx) else {
            throw PrintRefusal.unknownJob
        }
        return known
    }

    /// Queues a document on a printer as its next revision.
    public static func next(
        _ document: String, of id: UUID, on printer: Printer, _ receipt: Receipt, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PrintJob {
        let revision = try nextRevision(
            document: document, id: id, target: printer.target, of: context.actor.organization, in: tx)
        let key = PrintJob.Key(document: document, id: id, target: printer.target, revision: revision)
        return try run(
            key, in: printer.branch, receipt.kind, content: ESCPOS.bytes(of: receipt, printer.settings),
            context, in: tx)
    }

    /// The revision that the next print of a document on a printer has: 1 when it was never printed there.
    public static func nextRevision(
        document: String, id: UUID, target: String, of organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> Int {
        try PrintJobStore.lastRevision(document, id, target, of: organization, in: tx) + 1
    }
}
