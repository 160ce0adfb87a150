import Base
import Organizations
import Store

/// All SQL of balances and checkpoints.
enum BalanceStore {
    static func lines(
        _ organization: ID<Organization>, _ currency: Currency, asOf moment: Instant?, code: String?,
        in tx: borrowing Transaction
    ) throws -> [TrialBalance.Line] {
        try tx.rows(
            moment.map { past(organization, currency, asOf: $0, code: code) }
                ?? present(organization, currency, code: code),
            as: (String, AccountType, Side, Int64, Int64).self
        ).map {
            TrialBalance.Line(
                code: $0.0, type: $0.1, normal: $0.2, balance: Balance(debits: $0.3, credits: $0.4))
        }
    }

    private static func present(
        _ organization: ID<Organization>, _ currency: Currency, code: String?
    ) -> SQL {
        """
        select account.code, account.type, account.normal_side,
            coalesce(point.debits, 0) + later.debits, coalesce(point.credits, 0) + later.credits
        from accounts account
        left join account_checkpoints point on point.account = account.id
        cross join lateral (
            select coalesce(sum(amount) filter (where side = 'debit'), 0) as debits,
                coalesce(sum(amount) filter (where side = 'credit'), 0) as credits
            from postings where postings.account = account.id
                and postings.written >= coalesce(point.before, '0'::xid8)) as later
        where account.organization = \(organization) and account.currency = \(currency)
            and (\(code)::text is null or account.code = \(code)::text)
        order by account.code
        """
    }

    private static func past(
        _ organization: ID<Organization>, _ currency: Currency, asOf moment: Instant, code: String?
    ) -> SQL {
        """
        select account.code, account.type, account.normal_side, until.debits, until.credits
        from accounts account
        cross join lateral (
            select coalesce(sum(amount) filter (where side = 'debit'), 0) as debits,
                coalesce(sum(amount) filter (where side = 'credit'), 0) as credits
            from postings where postings.account = account.id and postings.effective_at <= \(moment)) as until
        where account.organization = \(organization) and account.currency = \(currency)
            and (\(code)::text is null or account.code = \(code)::text)
        order by account.code
        """
    }

    /// Two rounds at once do no harm: each writes sums that are right for the horizon it writes beside them.
    static func fold(at now: Instant, in tx: borrowing Transaction) throws -> Int {
        try tx.run(
            """
            with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as reached)
            insert into account_checkpoints (organization, account, before, debits, credits, folded_at)
            select account.organization, account.id, horizon.reached, coalesce(point.debits, 0) + later.debits,
                coalesce(point.credits, 0) + later.credits, \(now)::timestamptz
            from horizon cross join accounts account
            left join account_checkpoints point on point.account = account.id
            cross join lateral (
                select count(*) as count, coalesce(sum(amount) filter (where side = 'debit'), 0) as debits,
                    coalesce(sum(amount) filter (where side = 'credit'), 0) as credits
                from postings where postings.account = account.id
                    and postings.written >= coalesce(point.before, '0'::xid8)
                    and postings.written < horizon.reached) as later
            where later.count > 0
            on conflict (account) do update set before = excluded.before, debits = excluded.debits,
                credits = excluded.credits, folded_at = excluded.folded_at
            """)
    }
}
