import Base
import Organizations
import Store

import struct FoundationEssentials.UUID

/// The statements on `payment_intents`.
enum PaymentIntentStore {
    /// Writes a new intent; false when its id is taken (then it waits for the other writer's commit).
    static func insert(_ intent: PaymentIntent, at now: Instant, in tx: borrowing Transaction) throws -> Bool
    {
        let written = try tx.run(
            """
            insert into payment_intents (organization, id, branch, amount, currency, state, review, connector, token,
                brand, last4, decline_code, reference_kind, reference_id, counter, version, created_at, changed_at)
            values (\(intent.organization), \(intent.id), \(intent.branch), \(intent.amount.minor),
                \(intent.amount.currency), \(intent.state), \(intent.review), \(intent.connector),
                \(intent.card.token), \(intent.card.brand), \(intent.card.last4), \(intent.declineCode),
                \(intent.reference.kind), \(intent.reference.id), \(CounterPosting.json(intent.counter)),
                \(intent.version), \(now), \(now))
            on conflict (organization, id) do nothing
            """)
        return written == 1
    }

    /// An intent, locked for the rest of the transaction.
    static func locked(
        _ id: ID<PaymentIntent>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PaymentIntent? {
        try read("organization = \(organization) and id = \(id) for update", organization, in: tx)
    }

    /// An intent as it stands.
    static func find(
        _ id: ID<PaymentIntent>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PaymentIntent? {
        try read("organization = \(organization) and id = \(id)", organization, in: tx)
    }

    /// How many intents of a branch wait for an outcome, over all currencies.
    static func unknownCount(
        of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Int64 {
        try tx.value(
            """
            select count(*) from payment_intents
            where organization = \(organization) and branch = \(branch) and state = 'processing'
            """, as: Int64.self) ?? 0
    }

    /// Writes what changes in an intent; the version that was read proves that nobody else moved it.
    static func update(
        _ intent: PaymentIntent, from version: Int64, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update payment_intents set state = \(intent.state), review = \(intent.review), token = \(intent.card.token),
                brand = \(intent.card.brand), last4 = \(intent.card.last4), decline_code = \(intent.declineCode),
                version = \(intent.version), changed_at = \(now)
            where organization = \(intent.organization) and id = \(intent.id) and version = \(version)
            """, affecting: 1)
    }

    private typealias Row = (
        ID<PaymentIntent>, ID<Branch>?, Int64, Currency, PaymentIntentState, Bool, String, String, String?,
        String?,
        String?, String, UUID, JSON, Int64
    )

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> PaymentIntent? {
        let row = try tx.row(
            """
            select id, branch, amount, currency, state, review, connector, token, brand, last4, decline_code,
                reference_kind, reference_id, counter, version
            from payment_intents where \(part: condition)
            """, as: Row.self)
        guard let row else { return nil }
        guard let counter = CounterPosting.template(row.13) else {
            throw DatabaseError(kind: .decoding, message: "payment_intents.counter is no posting template")
        }
        return PaymentIntent(
            id: row.0, organization: organization, branch: row.1, amount: Money(minor: row.2, row.3),
            state: row.4,
            review: row.5, connector: row.6, card: .init(token: row.7, brand: row.8, last4: row.9),
            declineCode: row.10, reference: PaymentReference(row.11, row.12), counter: counter,
            version: row.14)
    }
}
