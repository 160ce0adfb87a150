public import Base
public import Organizations
public import Store

/// Gives a check up: nobody pays, and nothing is left to pay.
public struct VoidCheck: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    /// Gives it up, as of the version that the caller saw.
    public init(
        _ check: ID<Check>, branch: ID<Branch>, reason: String, version: Int64, approval: ID<Approval>? = nil
    ) {
        self.check = check
        self.branch = branch
        self.reason = reason
        self.version = version
        self.approval = approval
    }

    /// CHECK-004 Every line is voided or comped, and no money is on the check or on its way; the table
    /// becomes free.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        try VoidCheck.decide(&held.check)
        let terms = ApprovalTerms(amount: held.check.money.total, reason: reason)
        try context.require(.voidCheck, subject: check.raw, terms: terms, approval: approval, in: tx)
        held.check.businessDay = try held.openDay(context, in: tx)
        held.leave(context, in: tx)
        return try held.record("check.void", reason: reason, context, in: tx)
    }

    static func decide(_ check: inout Check) throws(CheckRefusal) {
        guard !check.tenders.contains(where: { $0.state.isCaptured || $0.state.isReserving }) else {
            throw .hasPayments
        }
        try check.move(.void)
        let comped = Set(check.adjustments.filter { $0.kind == .comp }.compactMap(\.line))
        guard check.lines.allSatisfy({ $0.state == .voided || comped.contains($0.id) }) else {
            throw .linesLeft
        }
    }
}
