public import Base
public import Organizations
public import Store

/// Takes a discount back.
public struct RemoveDiscount: Sendable {
    let discount: ID<Adjustment>
    let check: ID<Check>
    let branch: ID<Branch>
    let version: Int64

    /// Takes this discount back, as of the version that the caller saw.
    public init(_ discount: ID<Adjustment>, of check: ID<Check>, branch: ID<Branch>, version: Int64) {
        self.discount = discount
        self.check = check
        self.branch = branch
        self.version = version
    }

    /// Its row stays, with the moment at which it was taken back.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        try held.check.move(.change)
        try context.require(.addLines, subject: check.raw, in: tx)
        guard let index = held.check.adjustments.firstIndex(where: { $0.id == discount && $0.isDiscount })
        else {
            throw CheckRefusal.unknownDiscount
        }
        let reason = held.check.adjustments.remove(at: index).reason
        return try held.record("check.discount_removed", reason: reason, context, in: tx)
    }
}
