public import Store
public import struct FoundationEssentials.UUID

/// What an account is: which statement it belongs to.
public enum AccountType: String, CaseIterable, Sendable, SQLValue {
    /// What the firm has.
    case asset
    /// What it owes.
    case liability
    /// What it earned.
    case income
    /// What it spent.
    case expense
    /// What its owners put in.
    case equity
    /// Noted beside the books: given away, wasted.
    case memo
}

/// The two sides of a posting.
public enum Side: String, CaseIterable, Sendable, SQLValue {
    /// The left side: grows assets and expenses.
    case debit
    /// The right side: grows liabilities, income and equity.
    case credit

    /// The other one.
    public var opposite: Side { self == .debit ? .credit : .debit }
}

/// An account of the chart by its code; the row is made when it is first used.
public struct AccountCode: Hashable, Sendable {
    /// The code, `revenue:1000`.
    public let code: String
    /// What the account is.
    public let type: AccountType
    /// The side on which it grows.
    public let normal: Side
    /// Whether a locked balance row keeps it from falling below its floor; open accounts have none.
    public let guarded: Bool

    init(_ code: String, _ type: AccountType, _ normal: Side, guarded: Bool = false) {
        self.code = code
        self.type = type
        self.normal = normal
        self.guarded = guarded
    }

    private static func asset(_ code: String) -> AccountCode { AccountCode(code, .asset, .debit) }
    private static func liability(_ code: String) -> AccountCode { AccountCode(code, .liability, .credit) }

    /// Cash in one drawer.
    public static func cash(_ drawer: UUID) -> AccountCode { asset("cash:\(drawer.uuidString.lowercased())") }
    /// The safe: where drawers get their float from and give cash to.
    public static let safe = asset("safe")
    /// What a card connector owes us.
    public static func pspReceivable(_ connector: String) -> AccountCode {
        asset("psp_receivable:\(connector)")
    }
    /// What the bank owes us for cards taken on its own terminal.
    public static func terminalReceivable(_ terminal: UUID) -> AccountCode {
        asset("terminal_receivable:\(terminal.uuidString.lowercased())")
    }
    /// What a meal voucher firm owes us.
    public static func voucherReceivable(_ provider: String) -> AccountCode {
        asset("voucher_receivable:\(provider)")
    }
    /// What regular guests owe us (cari).
    public static let openAccountReceivable = asset("open_account_receivable")
    /// A bank account.
    public static func bank(_ account: String) -> AccountCode { asset("bank:\(account)") }
    /// What nobody has explained yet.
    public static let suspense = asset("suspense")

    /// Received on checks that are not closed yet.
    public static let checkClearing = liability("check_clearing")
    /// KDV owed, by rate in basis points.
    public static func kdvPayable(_ basisPoints: Int64) -> AccountCode {
        liability("kdv_payable:\(basisPoints)")
    }
    /// Tips owed to staff.
    public static let tipsPayable = liability("tips_payable")
    /// Refunds under way to the provider.
    public static let refundClearing = liability("refund_clearing")
    /// Payouts under way to the bank.
    public static let payoutInTransit = liability("payout_in_transit")
    /// What we owe a merchant for payments taken in their name; never below zero.
    public static let merchantPayable = AccountCode("merchant_payable", .liability, .credit, guarded: true)

    /// Sales without KDV, by KDV rate in basis points.
    public static func revenue(_ basisPoints: Int64) -> AccountCode {
        AccountCode("revenue:\(basisPoints)", .income, .credit)
    }
    /// Fees earned.
    public static let feeIncome = AccountCode("fee_income", .income, .credit)
    /// Fees paid to a connector.
    public static func feeExpense(_ connector: String) -> AccountCode {
        AccountCode("fee_expense:\(connector)", .expense, .debit)
    }
    /// What a drawer held more or less than it had to.
    public static let drawerOverShort = AccountCode("drawer_over_short", .expense, .debit)
    /// Cash rounding.
    public static let rounding = AccountCode("rounding", .expense, .debit)

    /// Given away (ikram), at its price.
    public static let comps = AccountCode("comps", .memo, .debit)
    /// The other side of what was given away.
    public static let compsContra = AccountCode("comps_contra", .memo, .credit)
}
