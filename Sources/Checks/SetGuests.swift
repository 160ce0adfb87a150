public import Base
public import Organizations
public import Store

/// Counts the guests of a check anew.
public struct SetGuests: Sendable {
    let guests: Int
    let check: ID<Check>
    let branch: ID<Branch>

    /// So many guests.
    public init(_ guests: Int, of check: ID<Check>, branch: ID<Branch>) {
        self.guests = guests
        self.check = check
        self.branch = branch
    }

    /// Reports divide by them.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try context.require(.openCheck, subject: check.raw, in: tx)
        try held.check.move(.change)
        held.check.guests = guests
        return try held.record("check.guests", context, in: tx)
    }
}
