public import Base
public import Organizations
public import Store

/// Takes a line off the order pad before it is sent: free, and without a reason.
public struct DeleteLine: Sendable {
    let line: ID<CheckLine>
    let check: ID<Check>
    let branch: ID<Branch>

    /// Deletes this line.
    public init(_ line: ID<CheckLine>, of check: ID<Check>, branch: ID<Branch>) {
        self.line = line
        self.check = check
        self.branch = branch
    }

    /// LINE-002 A line that the kitchen has is voided, never deleted.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try context.require(.voidNew, subject: line.raw, in: tx)
        try held.check.move(.change)
        let index = try held.check.index(of: line)
        _ = try held.check.lines[index].state.after(.delete)
        held.check.lines.remove(at: index)
        held.check.adjustments.removeAll { $0.line == line }
        return try held.record("line.delete", context, in: tx)
    }
}
