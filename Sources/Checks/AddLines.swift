public import Base
public import Organizations
public import Store
import Menu

/// Puts lines on a check's order pad, many at once. It never conflicts with anyone else's.
public struct AddLines: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let lines: [LineDraft]

    /// Adds these lines, with ids that the device chose.
    public init(_ lines: [LineDraft], to check: ID<Check>, branch: ID<Branch>) {
        self.check = check
        self.branch = branch
        self.lines = lines
    }

    /// CHECK-002 Two devices may add to one check at once; both additions stay, whatever version they saw.
    ///
    /// A billed check opens again, which the audit trail says.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        let organization = context.actor.organization
        let query = BranchMenu.query(branch, of: organization)
        var (held, answers) = try HeldCheck.resume(check, branch, also: [query], context, in: tx)
        try context.require(.addLines, subject: check.raw, in: tx)
        try held.check.move(.addLines)
        let menu = try BranchMenu.read(answers[0], branch, of: organization, in: tx)
        try held.check.add(lines, from: menu, context)
        let reopened = held.was.state == .billed
        let view = try held.record(
            reopened ? "check.reopen" : "check.add", reason: reopened ? "reopened after bill" : nil, context,
            in: tx)
        held.remember(in: tx)
        return view
    }
}

extension Check {
    /// Appends lines at the menu's prices of this moment.
    mutating func add(_ drafts: [LineDraft], from menu: BranchMenu, _ context: CommandContext) throws {
        guard lines.count + drafts.count <= Limits.checkLinesMax else {
            throw CheckRefusal.tooManyLines(most: Limits.checkLinesMax)
        }
        var taken = Set(lines.map(\.id))
        var next = (lines.map(\.position).max() ?? -1) + 1
        for draft in drafts {
            guard taken.insert(draft.id).inserted else { throw LineRefusal.idTaken }
            lines.append(try draft.line(at: next, from: menu, orderType, context))
            next += 1
        }
    }
}
