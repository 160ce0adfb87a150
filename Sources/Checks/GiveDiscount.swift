public import Base
public import Organizations
public import Store

/// Takes a percentage or an amount off a line or off the whole check.
public struct GiveDiscount: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let kind: DiscountKind
    let value: Int64
    let line: ID<CheckLine>?
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    /// A discount of basis points or minor units, as of the version that the caller saw.
    public init(
        _ kind: DiscountKind, _ value: Int64, on check: ID<Check>, line: ID<CheckLine>? = nil,
        branch: ID<Branch>,
        reason: String, version: Int64, approval: ID<Approval>? = nil
    ) {
        self.check = check
        self.branch = branch
        self.kind = kind
        self.value = value
        self.line = line
        self.reason = reason
        self.version = version
        self.approval = approval
    }

    /// CHECK-003 Discounts together stay within the role's limit, else someone approves; the total never
    /// falls below what is paid.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        try held.check.move(.change)
        let given = Adjustment(
            id: context.surroundings.newID(), kind: kind == .percent ? .percent : .amount, value: value,
            line: line,
            reason: reason, by: Author(context.actor), at: context.now)
        let share = try GiveDiscount.decide(&held.check, given)
        let off = try held.was.money.total.minus(held.check.money.total)
        let terms = ApprovalTerms(
            amount: off, percent: kind == .percent ? value : nil, line: line?.raw, reason: reason)
        try context.require(
            .discount, subject: check.raw, terms: terms, approval: approval, value: share, in: tx)
        return try held.record("check.discount", reason: reason, context, in: tx)
    }

    /// Adds the discount and says how many basis points all discounts of its line or check now are.
    static func decide(_ check: inout Check, _ given: Adjustment) throws -> Int64 {
        let index = try given.line.map { try check.index(of: $0) }
        let base = index.map { check.money.lines[$0].net } ?? check.money.total
        guard base > 0 else { throw CheckRefusal.discountTooLarge(most: 0) }
        if given.kind == .amount, given.value > base { throw CheckRefusal.discountTooLarge(most: base) }
        if given.kind == .percent, given.value > 10_000 { throw CheckRefusal.discountTooLarge(most: 10_000) }
        guard given.value > 0 else { throw CheckRefusal.discountTooLarge(most: base) }
        check.adjustments.append(given)
        try check.reckon()
        let own = given.kind == .percent ? given.value : try ceiling(given.value, of: base)
        return max(own, try together(check, index))
    }

    /// All discounts of the line or check in basis points; half a minor unit of each is rounding, not
    /// discount.
    private static func together(_ check: Check, _ index: Int?) throws -> Int64 {
        let whole = index.map { check.money.lines[$0].gross } ?? check.money.gross - check.money.comp
        let off = index.map { check.money.lines[$0].discount } ?? check.money.discount
        let count = Int64(check.adjustments.count { $0.isDiscount })
        guard whole > 0 else { return 0 }
        return try max(0, off * 2 - count).scaled(by: 10_000, over: whole * 2, rounding: .down)
    }

    private static func ceiling(_ part: Int64, of whole: Int64) throws -> Int64 {
        let down = try part.scaled(by: 10_000, over: whole, rounding: .down)
        return try down.scaled(by: whole, over: 10_000, rounding: .down) < part ? down + 1 : down
    }
}
