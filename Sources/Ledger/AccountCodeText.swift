import struct FoundationEssentials.UUID

extension AccountCode {
    /// The account of a code that was written down, such as a posting template's; nil when the chart has none
    /// such.
    public init?(code: String) {
        let parts = code.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        guard
            let account = parts.count == 2 ? AccountCode.family(parts[0], parts[1]) : AccountCode.single[code]
        else {
            return nil
        }
        self = account
    }

    private static let single: [String: AccountCode] = {
        let accounts: [AccountCode] = [
            .safe, .openAccountReceivable, .suspense, .checkClearing, .tipsPayable, .refundClearing,
            .payoutInTransit,
            .merchantPayable, .feeIncome, .drawerOverShort, .rounding, .comps, .compsContra,
        ]
        return Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
    }()

    private static func family(_ name: String, _ member: String) -> AccountCode? {
        switch name {
        case "cash": UUID(uuidString: member).map { .cash($0) }
        case "psp_receivable": .pspReceivable(member)
        case "terminal_receivable": UUID(uuidString: member).map { .terminalReceivable($0) }
        case "voucher_receivable": .voucherReceivable(member)
        case "bank": .bank(member)
        case "kdv_payable": Int64(member).map { .kdvPayable($0) }
        case "revenue": Int64(member).map { .revenue($0) }
        case "fee_expense": .feeExpense(member)
        default: nil
        }
    }
}
