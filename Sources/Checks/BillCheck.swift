public import Base
public import Organizations
public import Store

/// The guests ask for the bill, or it is printed.
public struct BillCheck: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>

    /// Bills this check.
    public init(_ check: ID<Check>, branch: ID<Branch>) {
        self.check = check
        self.branch = branch
    }

    /// A new line opens the check again.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try context.require(.bill, subject: check.raw, in: tx)
        try held.check.move(.bill)
        return try held.record("check.bill", context, in: tx)
    }
}

/// Takes the bill back without a new line.
public struct UnbillCheck: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let version: Int64
    let approval: ID<Approval>?

    /// Takes the bill back, as of the version that the caller saw.
    public init(
        _ check: ID<Check>, branch: ID<Branch>, version: Int64, approval: ID<Approval>? = nil
    ) {
        self.check = check
        self.branch = branch
        self.version = version
        self.approval = approval
    }

    /// The audit trail says that it was reopened after the bill.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        let terms = ApprovalTerms(amount: held.check.money.total)
        try context.require(.unbill, subject: check.raw, terms: terms, approval: approval, in: tx)
        try held.check.move(.unbill)
        return try held.record("check.unbill", reason: "reopened after bill", context, in: tx)
    }
}
