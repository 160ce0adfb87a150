import Base
import Store

/// What is kept under an idempotency key.
struct IdempotencyRecord: Sendable {
    let method: String
    let path: String
    let bodyHash: Bytes
    let state: String
    let status: Int?
    let body: String?
    let lockedUntil: Instant?

    func stands(for key: IdempotencyKey) -> Bool {
        method == key.method && path == key.path && bodyHash == key.bodyHash
    }
}

/// All SQL of idempotency records.
enum IdempotencyStore {
    /// A record's write, which travels with the commit.
    struct Write {
        let statement: SQL
        /// The rows a conditional write must touch; an insert's own constraint says as much.
        let affecting: Int?
    }

    static func record(
        _ organization: ID<Organization>, _ key: String, in tx: borrowing Transaction
    ) throws -> IdempotencyRecord? {
        let row = try tx.row(
            """
            select method, path, body_hash, state, status, body, locked_until from idempotency_records
            where organization = \(organization) and key = \(key)
            """, as: (String, String, Bytes, String, Int?, String?, Instant?).self)
        return row.map {
            IdempotencyRecord(
                method: $0.0, path: $0.1, bodyHash: $0.2, state: $0.3, status: $0.4, body: $0.5,
                lockedUntil: $0.6)
        }
    }

    /// The whole record of a command that knows its answer.
    static func answered(
        _ organization: ID<Organization>, _ key: IdempotencyKey, _ answer: Answer, at now: Instant
    ) -> Write {
        let row: SQL = """
            (\(organization)::uuid, \(key.text)::text, \(key.method)::text, \(key.path)::text,
                \(key.bodyHash)::bytea, 'done',
                \(answer.status)::integer, \(answer.text)::text, \(now)::timestamptz)
            """
        let statement: SQL = """
            insert into idempotency_records (organization, key, method, path, body_hash, state, status, body, created_at)
            select v.* from (values \(rows: [row])) as v (organization)
            where v.organization is not null
            """
        return Write(statement: statement, affecting: nil)
    }

    /// The record of a command whose answer comes from outside: nobody else may begin it before `until`.
    static func begun(
        _ organization: ID<Organization>, _ key: IdempotencyKey, until: Instant, at now: Instant
    ) -> Write {
        let statement: SQL = """
            insert into idempotency_records (organization, key, method, path, body_hash, state, locked_until, created_at)
            values (\(organization), \(key.text)::text, \(key.method), \(key.path), \(key.bodyHash),
            'in_progress',
                \(until), \(now))
            """
        return Write(statement: statement, affecting: nil)
    }

    /// Takes over a command whose owner has gone: true when the lock had lapsed and is ours now.
    static func takeOver(
        _ organization: ID<Organization>, _ key: String, until: Instant, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.run(
            """
            update idempotency_records set locked_until = \(until)
            where organization = \(organization) and key = \(key) and state = 'in_progress'
                and locked_until <= \(now)
            """) == 1
    }

    /// Gives a begun command its answer.
    static func completed(_ organization: ID<Organization>, _ key: String, _ answer: Answer) -> Write {
        let statement: SQL = """
            update idempotency_records set state = 'done', status = \(answer.status), body = \(answer.text),
                locked_until = null
            where organization = \(organization) and key = \(key) and state = 'in_progress'
            """
        return Write(statement: statement, affecting: 1)
    }

    /// Forgets a command that was begun and had no effect, so that it may be tried again.
    static func abandon(_ organization: ID<Organization>, _ key: String, in tx: borrowing Transaction) throws
    {
        try tx.run(
            """
            delete from idempotency_records
            where organization = \(organization) and key = \(key) and state = 'in_progress'
            """)
    }

    /// Deletes what was kept long enough, at most `limit` records, and says how many.
    static func prune(olderThan: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try tx.run(
            """
            delete from idempotency_records where (organization, key) in (
                select organization, key from idempotency_records
                where created_at < \(olderThan) limit \(limit))
            """)
    }
}
