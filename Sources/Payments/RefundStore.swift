import Base
import Organizations
import Store

import struct FoundationEssentials.UUID

/// The statements on `payment_refunds`.
enum RefundStore {
    /// Writes a new refund.
    static func insert(_ refund: Refund, nextTry: Instant?, at now: Instant, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into payment_refunds (organization, id, branch, charge, intent, amount, currency, reason, cause, state,
                reference_kind, reference_id, counter, created_at, changed_at, next_try_at)
            values (\(refund.organization), \(refund.id), \(refund.branch), \(refund.charge), \(refund.intent),
                \(refund.amount.minor), \(refund.amount.currency), \(refund.reason), \(refund.cause),
                \(refund.state), \(refund.reference.kind), \(refund.reference.id),
                \(CounterPosting.json(refund.counter)), \(now), \(now), \(nextTry))
            """)
    }

    /// Moves a refund from the state it was read in.
    static func update(
        _ refund: Refund, from state: RefundState, reference: String?, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update payment_refunds set state = \(refund.state), next_try_at = null, changed_at = \(now),
                connector_reference = coalesce(\(reference), connector_reference)
            where organization = \(refund.organization) and id = \(refund.id) and state = \(state)
            """, affecting: 1)
    }

    /// A refund, locked for the rest of the transaction.
    static func locked(
        _ id: ID<Refund>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Refund? {
        try read("organization = \(organization) and id = \(id) for update", organization, in: tx).first
    }

    /// All refunds of an intent, the oldest first.
    static func all(
        of intent: ID<PaymentIntent>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Refund] {
        try read(
            "organization = \(organization) and intent = \(intent) order by created_at, id", organization,
            in: tx)
    }

    /// Takes refunds that are to be sent, across all organizations, and sets their next try.
    static func claimDue(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> [DueRefund] {
        let rows = try tx.rows(
            """
            select r.organization, r.id, r.created_at, r.tries, r.amount, r.currency, c.attempt, c.connector, c.reference
            from payment_refunds r
            join payment_charges c on c.organization = r.organization and c.id = r.charge
            where r.next_try_at <= \(now) and r.state = 'pending'
            order by r.next_try_at limit \(limit) for update of r skip locked
            """,
            as: (
                ID<Organization>, ID<Refund>, Instant, Int, Int64, Currency, ID<PaymentAttempt>, String,
                String
            ).self)
        for row in rows {
            let earliest = now.advanced(seconds: InquirySchedule.callSeconds)
            let next = max(earliest, InquirySchedule.next(since: row.2, now: now))
            tx.later(
                """
                update payment_refunds set next_try_at = \(next), tries = tries + 1
                where organization = \(row.0) and id = \(row.1)
                """)
        }
        return rows.map {
            DueRefund(
                request: RefundRequest(
                    organization: $0.0, refund: $0.1, attempt: $0.6, reference: $0.8,
                    amount: Money(minor: $0.4, $0.5)),
                connector: $0.7, since: $0.2, tries: $0.3)
        }
    }

    /// How many refunds are to be sent, across all organizations, counted up to `limit`.
    static func dueCount(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try tx.value(
            """
            select count(*) from (
                select 1 from payment_refunds
                where next_try_at <= \(now) and state = 'pending' limit \(limit)) as due
            """, as: Int.self) ?? 0
    }

    private typealias Row = (
        ID<Refund>, ID<Branch>?, ID<Charge>, ID<PaymentIntent>, Int64, Currency, String, Refund.Cause,
        RefundState,
        String, UUID, JSON
    )

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Refund] {
        var refunds: [Refund] = []
        let rows = try tx.rows(
            """
            select id, branch, charge, intent, amount, currency, reason, cause, state, reference_kind, reference_id, counter
            from payment_refunds where \(part: condition)
            """, as: Row.self)
        for row in rows {
            guard let counter = CounterPosting.template(row.11) else {
                throw DatabaseError(
                    kind: .decoding, message: "payment_refunds.counter is no posting template")
            }
            refunds.append(
                Refund(
                    id: row.0, organization: organization, branch: row.1, charge: row.2, intent: row.3,
                    amount: Money(minor: row.4, row.5), reason: row.6, cause: row.7, state: row.8,
                    reference: PaymentReference(row.9, row.10), counter: counter))
        }
        return refunds
    }
}

/// A refund that is to be sent to its connector.
struct DueRefund: Sendable {
    let request: RefundRequest
    let connector: String
    /// Since when it waits.
    let since: Instant
    /// How often it was sent before.
    let tries: Int
}
