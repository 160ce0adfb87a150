public import Base

/// Why the ledger does not take a journal.
public enum LedgerRefusal: Refusal, Equatable {
    /// Debit and credit differ.
    case unbalanced
    /// Fewer than two postings.
    case tooFewPostings
    /// An amount of zero or below, or beyond ±(2^53−1).
    case badAmount
    /// A sum that does not fit.
    case overflow
    /// Another currency than the organization's accounts are kept in.
    case wrongCurrency
    /// The journal was reversed before.
    case alreadyReversed
    /// A guarded account would fall below what it may hold.
    case insufficient
    /// No such journal.
    case unknownJournal

    /// The problem for the caller.
    public var problem: Problem {
        switch self {
        case .unbalanced: Problem(422, "journal_unbalanced", "Debit and credit differ.")
        case .tooFewPostings: Problem(422, "journal_too_short", "A journal has at least two postings.")
        case .badAmount: Problem(422, "amount_out_of_range")
        case .overflow: Problem(422, "amount_out_of_range", "A sum does not fit.")
        case .wrongCurrency: Problem(422, "currency_mismatch")
        case .alreadyReversed: Problem(409, "journal_reversed", "The journal was reversed before.")
        case .insufficient: Problem(409, "insufficient_balance", "The account does not hold enough.")
        case .unknownJournal: Problem(404, "not_found")
        }
    }
}
