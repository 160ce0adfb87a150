import Base
import Organizations
import Store

/// The statements on `payment_attempts`.
enum AttemptStore {
    /// Writes a new attempt; a second open one of its intent is refused by `payment_attempts_one_open`.
    static func insert(
        _ attempt: PaymentAttempt, declineCode: String?, nextInquiry: Instant?, resolvedAt: Instant?,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into payment_attempts (organization, id, intent, number, connector, amount, currency, state,
                reference, decline_code, created_at, sent_at, resolved_at, next_inquiry_at)
            values (\(attempt.organization), \(attempt.id), \(attempt.intent), \(attempt.number),
                \(attempt.connector), \(attempt.amount.minor), \(attempt.amount.currency), \(attempt.state),
                \(attempt.reference), \(declineCode), \(attempt.createdAt), \(attempt.sentAt), \(resolvedAt),
                \(nextInquiry))
            """)
    }

    /// How many attempts the intent has had.
    static func count(
        _ intent: ID<PaymentIntent>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            "select count(*) from payment_attempts where organization = \(organization) and intent = \(intent)",
            as: Int.self) ?? 0
    }

    /// Marks an attempt as about to leave, once: false when it no longer stands at `created`.
    static func send(
        _ id: ID<PaymentAttempt>, of organization: ID<Organization>, at now: Instant, due: Instant,
        in tx: borrowing Transaction
    ) throws -> Bool {
        let moved = try tx.run(
            """
            update payment_attempts set state = 'sent', sent_at = \(now), next_inquiry_at = \(due)
            where organization = \(organization) and id = \(id) and state = 'created'
            """)
        return moved == 1
    }

    /// An attempt, locked for the rest of the transaction.
    static func locked(
        _ id: ID<PaymentAttempt>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PaymentAttempt? {
        try read("organization = \(organization) and id = \(id) for update", organization, in: tx).first
    }

    /// The intent's last attempt, locked.
    static func lastLocked(
        _ intent: ID<PaymentIntent>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PaymentAttempt? {
        try read(
            "organization = \(organization) and intent = \(intent) order by number desc limit 1 for update",
            organization, in: tx
        ).first
    }

    /// All attempts of an intent, the first one first.
    static func all(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [PaymentAttempt] {
        try read(
            "organization = \(organization) and intent = \(intent) order by number", organization, in: tx)
    }

    /// Moves an attempt from the state it was read in.
    static func update(
        _ attempt: PaymentAttempt, from state: AttemptState, declineCode: String?, nextInquiry: Instant?,
        at now: Instant,
        in tx: borrowing Transaction
    ) {
        let resolved: Instant? = attempt.state.isOpen ? nil : now
        tx.later(
            """
            update payment_attempts set state = \(attempt.state), reference = \(attempt.reference),
                decline_code = \(declineCode), next_inquiry_at = \(nextInquiry), resolved_at = \(resolved)
            where organization = \(attempt.organization) and id = \(attempt.id) and state = \(state)
            """, affecting: 1)
    }

    /// Takes attempts whose inquiry is due, across all organizations, and sets their next one.
    static func claimDue(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> [DueInquiry] {
        let rows = try tx.rows(
            """
            select organization, id, intent, connector, created_at, sent_at, state from payment_attempts
            where next_inquiry_at <= \(now) and state <> 'created'
            order by next_inquiry_at limit \(limit) for update skip locked
            """,
            as: (
                ID<Organization>, ID<PaymentAttempt>, ID<PaymentIntent>, String, Instant, Instant?,
                AttemptState
            ).self
        )
        for row in rows {
            let next = InquirySchedule.next(since: row.5 ?? row.4, now: now)
            tx.later(
                """
                update payment_attempts set next_inquiry_at = \(next), inquiries = inquiries + 1
                where organization = \(row.0) and id = \(row.1)
                """)
        }
        return rows.map {
            DueInquiry(
                organization: $0.0, attempt: $0.1, intent: $0.2, connector: $0.3, since: $0.5 ?? $0.4,
                state: $0.6)
        }
    }

    /// How many inquiries are due, across all organizations, counted up to `limit`.
    static func dueCount(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try tx.value(
            """
            select count(*) from (
                select 1 from payment_attempts
                where next_inquiry_at <= \(now) and state <> 'created' limit \(limit)) as due
            """, as: Int.self) ?? 0
    }

    /// Makes one attempt's inquiry due at once.
    static func hasten(
        _ intent: ID<PaymentIntent>, of organization: ID<Organization>, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.run(
            """
            update payment_attempts set next_inquiry_at = \(now)
            where organization = \(organization) and intent = \(intent) and state in ('unknown', 'needs_action')
                and next_inquiry_at is not null
            """) == 1
    }

    /// Attempts that never left, made before `limit`, across all organizations.
    static func unsent(before limit: Instant, in tx: borrowing Transaction) throws -> [DueInquiry] {
        try tx.rows(
            """
            select organization, id, intent, connector, created_at from payment_attempts
            where state = 'created' and created_at <= \(limit) and next_inquiry_at is not null
            order by created_at limit 1000
            """, as: (ID<Organization>, ID<PaymentAttempt>, ID<PaymentIntent>, String, Instant).self
        ).map {
            DueInquiry(
                organization: $0.0, attempt: $0.1, intent: $0.2, connector: $0.3, since: $0.4, state: .created
            )
        }
    }

    /// Makes attempts that left before `limit` and have no outcome due at once; across all organizations.
    static func hastenSent(before limit: Instant, at now: Instant, in tx: borrowing Transaction) throws {
        try tx.run(
            """
            update payment_attempts set next_inquiry_at = \(now)
            where state = 'sent' and sent_at <= \(limit) and next_inquiry_at > \(now)
            """)
    }

    private typealias Row = (
        ID<PaymentAttempt>, ID<PaymentIntent>, Int, String, Int64, Currency, AttemptState, String?, Instant?,
        Instant
    )

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [PaymentAttempt] {
        try tx.rows(
            """
            select id, intent, number, connector, amount, currency, state, reference, sent_at, created_at
            from payment_attempts where \(part: condition)
            """, as: Row.self
        ).map {
            PaymentAttempt(
                id: $0.0, organization: organization, intent: $0.1, number: $0.2, connector: $0.3,
                amount: Money(minor: $0.4, $0.5), state: $0.6, reference: $0.7, sentAt: $0.8, createdAt: $0.9)
        }
    }
}

/// An attempt that is to be asked about.
struct DueInquiry: Sendable {
    let organization: ID<Organization>
    let attempt: ID<PaymentAttempt>
    let intent: ID<PaymentIntent>
    let connector: String
    /// Since when its outcome is open.
    let since: Instant
    /// Where it stood when it was taken up.
    let state: AttemptState
}
