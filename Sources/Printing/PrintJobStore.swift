import Base
import Organizations
import Store

import struct FoundationEssentials.UUID

/// The statements on `print_jobs`.
enum PrintJobStore {
    /// Writes a new job; false when its business key is taken.
    static func insert(_ job: PrintJob, content: [UInt8], in tx: borrowing Transaction) throws -> Bool {
        try tx.run(
            """
            insert into print_jobs (organization, id, branch, document, document_id, target, revision, kind, content,
                state, attempts, created_at, changed_at)
            values (\(job.organization), \(job.id), \(job.branch), \(job.key.document), \(job.key.id),
                \(job.key.target), \(job.key.revision), \(job.kind.rawValue), \(Bytes(content)), \(job.state),
                \(job.attempts), \(job.createdAt), \(job.createdAt))
            on conflict (organization, document, document_id, target, revision) do nothing
            """) == 1
    }

    /// The job of a business key.
    static func find(
        _ key: PrintJob.Key, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PrintJob? {
        try read(
            """
            document = \(key.document) and document_id = \(key.id) and target = \(key.target)
                and revision = \(key.revision)
            """, organization, in: tx)
    }

    /// A job of this branch, locked.
    static func locked(
        _ id: ID<PrintJob>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> PrintJob? {
        try read("id = \(id) and branch = \(branch) for update", organization, in: tx)
    }

    /// The highest revision of a document on a printer; 0 when there is none.
    static func lastRevision(
        _ document: String, _ id: UUID, _ target: String, of organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select coalesce(max(revision), 0) from print_jobs
            where organization = \(organization) and document = \(document) and document_id = \(id)
                and target = \(target)
            """, as: Int.self) ?? 0
    }

    /// The oldest waiting job of a printer, locked; one that another taker holds is passed over.
    static func nextQueued(
        _ target: String, of organization: ID<Organization>, branch: ID<Branch>, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> (PrintJob, [UInt8])? {
        let found = try tx.row(
            """
            select id, content from print_jobs
            where organization = \(organization) and branch = \(branch) and target = \(target) and state = 'queued'
            order by created_at, id limit 1 for update skip locked
            """, as: (ID<PrintJob>, Bytes).self)
        guard let found, let job = try read("id = \(found.0)", organization, in: tx) else { return nil }
        return (job, found.1.raw)
    }

    /// Moves a job from the state it was read in.
    static func update(
        _ job: PrintJob, from state: PrintJobState, nextTry: Instant?, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update print_jobs set state = \(job.state), attempts = \(job.attempts), failure = \(job.failure),
                next_try_at = \(nextTry), changed_at = \(now)
            where organization = \(job.organization) and id = \(job.id) and state = \(state)
            """, affecting: 1)
    }

    /// Whether a job of this printer is handed over and not heard of yet.
    static func isUnderWay(
        _ target: String, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.value(
            """
            select exists (select 1 from print_jobs where organization = \(organization) and branch = \(branch)
                and target = \(target) and state = 'sent')
            """, as: Bool.self) ?? false
    }

    static func begin(_ job: PrintJob, at now: Instant, in tx: borrowing Transaction) {
        tx.later(
            """
            update print_jobs set begun_at = \(now), changed_at = \(now)
            where organization = \(job.organization) and id = \(job.id) and state = 'sent'
            """, affecting: 1)
    }

    /// The newest jobs of a branch, or those in one state.
    static func newest(
        of organization: ID<Organization>, _ branch: ID<Branch>, state: PrintJobState?, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [PrintJob] {
        try readAll(
            """
            branch = \(branch) and (\(state?.rawValue)::text is null or state = \(state?.rawValue))
                order by created_at desc, id desc limit \(limit)
            """, organization, in: tx)
    }

    /// Printers that something waits for, across all organizations.
    static func awaited(
        in tx: borrowing Transaction
    ) throws -> [(organization: ID<Organization>, branch: ID<Branch>, target: String)] {
        try tx.rows(
            "select distinct organization, branch, target from print_jobs where state = 'queued'",
            as: (ID<Organization>, ID<Branch>, String).self
        ).map { (organization: $0.0, branch: $0.1, target: $0.2) }
    }

    static func emptyPrinted(before moment: Instant, in tx: borrowing Transaction) throws -> Int {
        try tx.run(
            """
            update print_jobs set content = ''::bytea
            where state = 'done' and changed_at < \(moment) and length(content) > 0
            """)
    }

    /// Failed jobs whose time has come, and lost ones, go back into their queues; across all organizations.
    static func requeueDue(at now: Instant, lostBefore: Instant, in tx: borrowing Transaction) throws -> Int {
        try tx.run(
            """
            update print_jobs set state = 'failed', changed_at = \(now),
                failure = case when begun_at is null then 'lost' else \(PrintJob.uncertain) end,
                next_try_at = case when begun_at is null then \(now)::timestamptz end
            where state = 'sent' and changed_at <= \(lostBefore)
            """)
        return try tx.run(
            """
            update print_jobs set state = 'queued', next_try_at = null, changed_at = \(now)
            where state = 'failed' and next_try_at <= \(now)
            """)
    }

    /// Failed jobs whose time has come, and lost ones; across all organizations, counted up to `limit`.
    static func dueCount(
        at now: Instant, lostBefore: Instant, limit: Int, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from (
                (select 1 from print_jobs where state = 'sent' and changed_at <= \(lostBefore) limit \(limit))
                union all
                (select 1 from print_jobs where state = 'failed' and next_try_at <= \(now) limit \(limit))) as due
            """, as: Int.self) ?? 0
    }

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PrintJob? { try readAll(condition, organization, in: tx).first }

    private typealias Row = (
        ID<PrintJob>, ID<Branch>, String, UUID, String, Int, String, PrintJobState, Int, String?, Instant,
        Instant?
    )

    private static func readAll(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [PrintJob] {
        try tx.rows(
            """
            select id, branch, document, document_id, target, revision, kind, state, attempts, failure, created_at,
                begun_at
            from print_jobs where organization = \(organization) and \(part: condition)
            """, as: Row.self
        ).map { try job($0, organization) }
    }

    private static func job(_ row: Row, _ organization: ID<Organization>) throws -> PrintJob {
        guard let kind = Receipt.Kind(rawValue: row.6) else {
            throw DatabaseError(kind: .decoding, message: "print_jobs.kind is unknown")
        }
        return PrintJob(
            id: row.0, organization: organization, branch: row.1,
            key: .init(document: row.2, id: row.3, target: row.4, revision: row.5), kind: kind, state: row.7,
            attempts: row.8, failure: row.9, createdAt: row.10, begunAt: row.11)
    }
}
