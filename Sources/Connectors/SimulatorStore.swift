import Base
import Organizations
import Payments
import Store

/// What the simulated provider remembers: its own tables, never read by our side of the story.
enum SimulatorStore {
    /// What it remembers of a charge.
    struct Kept: Sendable {
        let moved: Money
        let refusal: String?
    }

    /// Remembers a charge, once per key; the first answer counts.
    static func keep(
        _ request: AuthorizeRequest, moved: Money, refusal: String?, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> Kept {
        tx.later(
            """
            insert into simulator_charges (organization, key, amount, currency, refusal, created_at)
            values (\(request.organization), \(request.attempt), \(moved.minor), \(moved.currency), \(refusal), \(now))
            on conflict (organization, key) do nothing
            """)
        return try find(request.attempt, of: request.organization, in: tx)
            ?? Kept(moved: moved, refusal: refusal)
    }

    /// What it remembers of a charge.
    static func find(
        _ key: ID<PaymentAttempt>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Kept? {
        try tx.row(
            """
            select amount, currency, refusal from simulator_charges
            where organization = \(organization) and key = \(key)
            """, as: (Int64, Currency, String?).self
        ).map { Kept(moved: Money(minor: $0.0, $0.1), refusal: $0.2) }
    }

    /// Remembers a refund, once per key, and grants it while the charge has that much left.
    ///
    /// A charge that was decided locally is unknown here; its refunds are granted.
    static func keep(_ request: RefundRequest, at now: Instant, in tx: borrowing Transaction) throws -> Bool {
        let charged = try tx.value(
            """
            select amount from simulator_charges
            where organization = \(request.organization) and key = \(request.attempt) for update
            """, as: Int64.self)
        if let known = try refund(request.refund, of: request.organization, in: tx) { return known }
        let given = try tx.value(
            """
            select coalesce(sum(amount), 0)::bigint from simulator_refunds
            where organization = \(request.organization) and charge = \(request.attempt) and granted
            """, as: Int64.self)
        let left = (charged ?? .max) - (given ?? 0)
        let granted = request.amount.minor <= left
        tx.later(
            """
            insert into simulator_refunds (organization, key, charge, amount, granted, created_at)
            values (\(request.organization), \(request.refund), \(request.attempt), \(request.amount.minor),
                \(granted), \(now))
            on conflict (organization, key) do nothing
            """)
        return granted
    }

    /// Whether it granted a refund; nil when it knows none of that key.
    static func refund(
        _ key: ID<Refund>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Bool? {
        try tx.value(
            "select granted from simulator_refunds where organization = \(organization) and key = \(key)",
            as: Bool.self)
    }
}
