public import Base
public import Store

/// The schema of accounts, journals, postings, checkpoints and guarded balances.
public enum LedgerSchema {
    /// The steps in order.
    public static let migrations: [Migration] = [
        Migration("ledger_0001_accounts", accounts),
        Migration("ledger_0002_journals", journals),
        Migration("ledger_0003_lean", lean),
    ]

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = [
        "ledger_unbalanced": LedgerRefusal.unbalanced,
        "journals_reversed_once": LedgerRefusal.alreadyReversed,
        "account_balances_not_below_floor": LedgerRefusal.insufficient,
    ]
}
