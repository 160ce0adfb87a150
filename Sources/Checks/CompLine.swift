public import Base
public import Organizations
public import Store

/// Gives a line for free (ikram): not a discount, not a void, and no KDV base.
public struct CompLine: Sendable {
    let line: ID<CheckLine>
    let check: ID<Check>
    let branch: ID<Branch>
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    /// Comps a line as of the version that the caller saw.
    public init(
        _ line: ID<CheckLine>, of check: ID<Check>, branch: ID<Branch>, reason: String, version: Int64,
        approval: ID<Approval>? = nil
    ) {
        self.line = line
        self.check = check
        self.branch = branch
        self.reason = reason
        self.version = version
        self.approval = approval
    }

    /// LINE-004 A comp is its own kind in every report; the kitchen goes on with the line.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        try held.check.move(.change)
        let index = try held.check.index(of: line)
        _ = try held.check.lines[index].presentState.after(.comp)
        let terms = ApprovalTerms(
            amount: held.check.money.lines[index].net, quantity: held.check.lines[index].active.thousandths,
            reason: reason)
        try context.require(.comp, subject: line.raw, terms: terms, approval: approval, in: tx)
        guard !held.check.adjustments.contains(where: { $0.kind == .comp && $0.line == line }) else {
            throw LineRefusal.alreadyComped
        }
        held.check.adjustments.append(
            Adjustment(
                id: context.surroundings.newID(), kind: .comp, value: 0, line: line, reason: reason,
                by: Author(context.actor), at: context.now))
        return try held.record("line.comp", reason: reason, context, in: tx)
    }
}
