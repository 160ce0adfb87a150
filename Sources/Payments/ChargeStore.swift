import Base
import Organizations
import Store

/// The statements on `payment_charges` and `payment_breaks`.
enum ChargeStore {
    /// Writes the charge of a successful attempt.
    ///
    /// - Parameter late: the money came after the intent was given up; such a charge settles nothing.
    static func insert(_ charge: Charge, late: Bool, at now: Instant, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into payment_charges (organization, id, intent, attempt, connector, amount, currency, refunded, state,
                reference, late, created_at)
            values (\(charge.organization), \(charge.id), \(charge.intent), \(charge.attempt), \(charge.connector),
                \(charge.amount.minor), \(charge.amount.currency), \(charge.refunded), \(charge.state),
                \(charge.reference), \(late), \(now))
            """)
    }

    /// The charge that settles an intent, locked: refunds of one charge happen one after the other.
    static func locked(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Charge? {
        try read(
            "organization = \(organization) and intent = \(intent) and not late for update", organization,
            in: tx)
    }

    /// The charge that settles an intent.
    static func find(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Charge? {
        try read("organization = \(organization) and intent = \(intent) and not late", organization, in: tx)
    }

    /// A charge by its id.
    static func find(
        _ id: ID<Charge>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Charge? {
        try read("organization = \(organization) and id = \(id)", organization, in: tx)
    }

    /// Whether an attempt's money is in the books already.
    static func exists(
        of attempt: ID<PaymentAttempt>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Bool {
        try read("organization = \(organization) and attempt = \(attempt)", organization, in: tx) != nil
    }

    /// Grows (or, after a failed refund, shrinks) what went back; the database keeps it within the charge.
    static func addRefunded(
        _ amount: Int64, _ charge: ID<Charge>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update payment_charges set refunded = refunded + \(amount)
            where organization = \(organization) and id = \(charge) and state = 'succeeded'
            """, affecting: 1)
    }

    /// Records a disagreement with a provider.
    static func insert(
        _ found: PaymentBreak, of organization: ID<Organization>, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into payment_breaks (organization, id, kind, intent, attempt, expected, expected_currency, actual,
                actual_currency, state, created_at)
            values (\(organization), \(found.id), \(found.kind), \(found.intent), \(found.attempt),
                \(found.expected.minor), \(found.expected.currency), \(found.actual.minor),
                \(found.actual.currency), 'open', \(now))
            """)
    }

    /// Closes the open disagreements about an attempt with a person's reason.
    static func resolveBreaks(
        of attempt: ID<PaymentAttempt>, _ organization: ID<Organization>, reason: String, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update payment_breaks set state = 'resolved', resolution = \(reason), resolved_at = \(now)
            where organization = \(organization) and attempt = \(attempt) and state = 'open'
            """)
    }

    /// Disagreements that nobody resolved yet, the oldest first.
    static func openBreaks(of organization: ID<Organization>, in tx: borrowing Transaction) throws
        -> [PaymentBreak]
    {
        try tx.rows(
            """
            select id, kind, intent, attempt, expected, expected_currency, actual, actual_currency
            from payment_breaks where organization = \(organization) and state = 'open' order by created_at, id
            """,
            as: (
                ID<PaymentBreak>, PaymentBreak.Kind, ID<PaymentIntent>, ID<PaymentAttempt>, Int64, Currency,
                Int64,
                Currency
            ).self
        ).map {
            PaymentBreak(
                id: $0.0, kind: $0.1, intent: $0.2, attempt: $0.3, expected: Money(minor: $0.4, $0.5),
                actual: Money(minor: $0.6, $0.7))
        }
    }

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Charge? {
        try tx.row(
            """
            select id, intent, attempt, connector, amount, currency, refunded, state, reference
            from payment_charges where \(part: condition)
            """,
            as: (
                ID<Charge>, ID<PaymentIntent>, ID<PaymentAttempt>, String, Int64, Currency, Int64,
                ChargeState, String
            ).self
        ).map {
            Charge(
                id: $0.0, organization: organization, intent: $0.1, attempt: $0.2, connector: $0.3,
                amount: Money(minor: $0.4, $0.5), refunded: $0.6, state: $0.7, reference: $0.8)
        }
    }
}
