import Store

/// All SQL that proves the ledger.
enum VerificationStore {
    /// A rule: how many things it concerns, and which of them break it.
    struct Rule: Sendable {
        let words: String
        let examined: SQL
        let faults: SQL
    }

    static func check(_ rule: Rule, in tx: borrowing Transaction) throws -> LedgerVerification.Check {
        let examined = try tx.value(rule.examined, as: Int64.self) ?? 0
        let faults = try tx.rows("\(part: rule.faults) limit 10", as: (String).self)
        return LedgerVerification.Check(rule: rule.words, examined: examined, faults: faults)
    }

    static let rules: [Rule] = [
        balanced, complete, noOrphans, totals, reversals, checkpoints, guardedBalances, floors,
    ]

    private static let balanced = Rule(
        words: "every journal balances in every currency",
        examined: "select count(*) from journals",
        faults: """
            select 'journal ' || journal || ': ' || currency || ' is off by '
                || sum(case side when 'debit' then amount else -amount end)
            from postings group by journal, currency
            having sum(case side when 'debit' then amount else -amount end) <> 0 order by 1
            """)

    private static let complete = Rule(
        words: "every journal has all of its postings",
        examined: "select count(*) from journals",
        faults: """
            select 'journal ' || journals.id || ': ' || count(postings.journal) || ' of ' || journals.postings
                || ' postings'
            from journals left join postings on postings.journal = journals.id
                and postings.organization = journals.organization
            group by journals.id, journals.postings
            having count(postings.journal) <> journals.postings
                or coalesce(max(postings.no), 0) <> journals.postings order by 1
            """)

    private static let noOrphans = Rule(
        words: "every posting belongs to a journal and an account of its organization and currency",
        examined: "select count(*) from postings",
        faults: """
            select 'posting ' || postings.journal || '/' || postings.no
            from postings
            left join journals on journals.id = postings.journal and journals.organization = postings.organization
                and journals.effective_at = postings.effective_at
            left join accounts on accounts.id = postings.account and accounts.organization = postings.organization
                and accounts.currency = postings.currency
            where journals.id is null or accounts.id is null order by 1
            """)

    private static let totals = Rule(
        words: "debit equals credit over each organization and currency",
        examined: "select count(*) from (select distinct organization, currency from postings) as books",
        faults: """
            select 'organization ' || organization || ': ' || currency || ' is off by '
                || sum(case side when 'debit' then amount else -amount end)
            from postings group by organization, currency
            having sum(case side when 'debit' then amount else -amount end) <> 0 order by 1
            """)

    private static let reversals = Rule(
        words: "every reversal is the opposite of its journal",
        examined: "select count(*) from journals where reverses is not null",
        faults: """
            select 'journal ' || reversal.id from journals reversal
            where reversal.reverses is not null and (
                not exists (select 1 from journals original where original.id = reversal.reverses
                    and original.organization = reversal.organization)
                or exists (
                    select 1 from postings where postings.journal in (reversal.id, reversal.reverses)
                    group by postings.account
                    having sum(case side when 'debit' then amount else -amount end) <> 0))
            order by 1
            """)

    private static let checkpoints = Rule(
        words: "every checkpoint is the sum of the postings before it",
        examined: "select count(*) from account_checkpoints",
        faults: """
            select 'account ' || accounts.code || ' of ' || point.organization
            from account_checkpoints point join accounts on accounts.id = point.account
            cross join lateral (
                select coalesce(sum(amount) filter (where side = 'debit'), 0) as debits,
                    coalesce(sum(amount) filter (where side = 'credit'), 0) as credits
                from postings where postings.account = point.account and postings.written < point.before) as sums
            where sums.debits <> point.debits or sums.credits <> point.credits order by 1
            """)

    private static let guardedBalances = Rule(
        words: "every guarded balance is the sum of its postings",
        examined: "select count(*) from accounts where guarded",
        faults: """
            select 'account ' || accounts.code || ' of ' || accounts.organization
            from accounts left join account_balances balance on balance.account = accounts.id
            cross join lateral (
                select coalesce(sum(amount) filter (where side = 'debit'), 0) as debits,
                    coalesce(sum(amount) filter (where side = 'credit'), 0) as credits
                from postings where postings.account = accounts.id) as sums
            where accounts.guarded
                and (balance.account is null or sums.debits <> balance.debits or sums.credits <> balance.credits)
            order by 1
            """)

    private static let floors = Rule(
        words: "no guarded account is below its floor",
        examined: "select count(*) from account_balances",
        faults: """
            select 'account ' || account || ' of ' || organization from account_balances
            where case normal_side when 'debit' then debits - credits else credits - debits end < floor order by 1
            """)
}
