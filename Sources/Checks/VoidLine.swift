public import Base
public import Organizations
public import Store
import Kitchen
import Menu

/// Takes a line, or some pieces of it, off a check after the kitchen got it.
public struct VoidLine: Sendable {
    let line: ID<CheckLine>
    let check: ID<Check>
    let branch: ID<Branch>
    let quantity: Quantity?
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    /// Voids these pieces (nil: all that are left), as of the version that the caller saw.
    public init(
        _ line: ID<CheckLine>, of check: ID<Check>, branch: ID<Branch>, quantity: Quantity? = nil,
        reason: String,
        version: Int64, approval: ID<Approval>? = nil
    ) {
        self.line = line
        self.check = check
        self.branch = branch
        self.quantity = quantity
        self.reason = reason
        self.version = version
        self.approval = approval
    }

    /// LINE-003 Before the kitchen begins a reason is enough; afterwards someone approves; what is served is
    /// never voided.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        try held.check.move(.change)
        let index = try held.check.index(of: line)
        let voided = try VoidLine.decide(held.check.lines[index], quantity)
        let stage = try VoidKitchenItems.run(
            line: line.raw, quantity: voided, reason: reason, context, in: tx)
        let prepared = stage == .inPrep || stage == .ready
        let seen = held.check.lines[index]
        try held.check.lines[index].void(voided, reason: reason, approved: prepared)
        let gone = try held.check.lines[index].voidedAmount.minus(seen.voidedAmount)
        let terms = ApprovalTerms(amount: gone, quantity: voided.thousandths, reason: reason)
        try context.require(
            prepared ? .voidPrepared : .voidSent, subject: line.raw, terms: terms, approval: approval, in: tx)
        if !prepared {
            try Availability.release(try seen.demands(voided), at: branch, context, in: tx)
        }
        try held.check.learnStages(held.organization, in: tx)
        return try held.record("line.void", reason: reason, context, in: tx)
    }

    /// How many pieces are voided: never more than are left, and nothing that is still on the order pad or
    /// served.
    static func decide(_ line: CheckLine, _ quantity: Quantity?) throws(LineRefusal) -> Quantity {
        _ = try line.presentState.after(.voidApproved)
        let left = line.active
        let voided = quantity ?? left
        guard voided > .zero, voided <= left else { throw .quantityTooLarge(left: left.thousandths) }
        guard voided.isWhole || !line.quantity.isWhole else { throw .wholeUnits }
        return voided
    }
}

extension CheckLine {
    /// Takes pieces off; quantity is conserved: ordered = voided + active (invariant I3).
    mutating func void(_ pieces: Quantity, reason: String, approved: Bool) throws {
        let before = try gross()
        voided = try voided.adding(pieces)
        voidReason = reason
        if voided == quantity {
            guard case .state(let state) = try presentState.after(approved ? .voidApproved : .void) else {
                return
            }
            self.state = state
        }
        voidedAmount = try voidedAmount.plus(try before.minus(try gross()))
    }
}
