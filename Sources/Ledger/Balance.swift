public import Base
public import Organizations
public import Store

/// What an account holds.
public struct Balance: Sendable, Equatable {
    /// Everything posted on the left side, in minor units.
    public let debits: Int64
    /// Everything posted on the right side.
    public let credits: Int64

    /// A balance of two sums.
    public init(debits: Int64, credits: Int64) {
        self.debits = debits
        self.credits = credits
    }

    /// What is on an account whose normal side this is; negative when the other side weighs more.
    public func amount(_ normal: Side) -> Int64 { normal == .debit ? debits - credits : credits - debits }

    /// What an account holds: its checkpoint and everything posted later; for a moment in the past,
    /// everything that had happened by then.
    ///
    /// - Parameter asOf: by the time that things happened (`effectiveAt`), the moment included; nil:
    ///   everything.
    public static func of(
        _ account: AccountCode, _ organization: ID<Organization>, _ currency: Currency,
        asOf moment: Instant? = nil,
        in tx: borrowing Transaction
    ) throws -> Balance {
        let lines = try BalanceStore.lines(organization, currency, asOf: moment, code: account.code, in: tx)
        return lines.first?.balance ?? Balance(debits: 0, credits: 0)
    }
}

/// All accounts of one currency with what they hold.
public struct TrialBalance: Sendable, Equatable {
    /// One account.
    public struct Line: Sendable, Equatable {
        /// Its code.
        public let code: String
        /// What it is.
        public let type: AccountType
        /// The side on which it grows.
        public let normal: Side
        /// What it holds.
        public let balance: Balance
    }

    /// The accounts by their codes.
    public let lines: [Line]
    /// The sum of both sides over all accounts; they are equal in a sound ledger.
    public let total: Balance

    /// Reads it.
    ///
    /// - Parameter asOf: by the time that things happened, the moment included; nil: everything.
    public static func read(
        _ organization: ID<Organization>, _ currency: Currency, asOf moment: Instant? = nil,
        in tx: borrowing Transaction
    ) throws -> TrialBalance {
        let lines = try BalanceStore.lines(organization, currency, asOf: moment, code: nil, in: tx)
        var (debits, credits): (Int64, Int64) = (0, 0)
        for line in lines {
            debits = try debits.plus(line.balance.debits)
            credits = try credits.plus(line.balance.credits)
        }
        return TrialBalance(lines: lines, total: Balance(debits: debits, credits: credits))
    }
}

/// Folds later postings into the checkpoints of open accounts, so that balances stay cheap to read.
public enum FoldCheckpoints {
    /// One round over all organizations, to be run every second; says how many accounts were folded.
    ///
    /// Only postings of transactions that no running one can precede any more are folded: whatever commits
    /// later is added to the checkpoint when the balance is read.
    public static func run(_ database: any Database, _ surroundings: Surroundings) async throws -> Int {
        let now = surroundings.now()
        return try await database.transaction(.system) { tx in try BalanceStore.fold(at: now, in: tx) }
    }
}
