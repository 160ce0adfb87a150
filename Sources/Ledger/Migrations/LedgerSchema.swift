public import Base
public import Store

/// The schema of accounts, journals, postings, checkpoints and guarded balances.
public enum LedgerSchema {
    /// The steps in order.
    public static let migrations: [Migration] = [
        Migration("ledger_0001_accounts", accounts),
        Migration("ledger_0002_journals", journals),
        Migration("ledger_0003_lean", lean),
        Migration(
            "ledger_0004_spare",
            """
            alter table journals drop constraint journals_reversed_once;
            create unique index journals_reversed_once on journals (reverses) where reverses is not null;
            """),
    ]

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = [
        "ledger_unbalanced": LedgerRefusal.unbalanced,
        "journals_reversed_once": LedgerRefusal.alreadyReversed,
        "account_balances_not_below_floor": LedgerRefusal.insufficient,
    ]
}
