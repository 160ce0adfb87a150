public import Base
public import Drawers
public import Organizations
public import Store
import Menu

/// The running day's figures, any time.
public enum XReport {
    /// Everything since the last Z report.
    public static func run(
        _ branch: ID<Branch>, of organization: ID<Organization>, at now: Instant, in tx: borrowing Transaction
    ) throws -> DayReportView {
        let clock = try BranchDay.load(organization, branch, in: tx)
        let menu = try BranchMenu.load(branch, of: organization, in: tx)
        let last = try FindZReports.last(of: organization, branch, in: tx)?.businessDay
        let natural = clock.natural(at: now)
        let day = last.map { max(natural, $0.advanced(by: 1)) } ?? natural
        let span = SalesSpan(
            organization: organization, branch: branch, first: last?.advanced(by: 1) ?? Day(number: 0),
            last: day)
        return DayReportView(
            try SalesFigures.load(span, menu, in: tx), no: nil, day: day, closedAt: nil,
            currency: clock.currency,
            cash: try CashTotals.of(organization, branch, day: day, in: tx))
    }
}

/// Closes the business day: the Z report freezes its figures, and what comes later counts for the next day.
public struct CloseBusinessDay: Sendable {
    let branch: ID<Branch>
    let carryOver: Bool
    let approval: ID<Approval>?

    /// Closes the day at a branch; `carryOver` leaves open checks to the next one.
    public init(_ branch: ID<Branch>, carryOver: Bool = false, approval: ID<Approval>? = nil) {
        self.branch = branch
        self.carryOver = carryOver
        self.approval = approval
    }

    /// DAY-001 A day is closed once, under the next number, and nothing in it changes afterwards (I8).
    ///
    /// - Throws: `open_checks` unless they are carried over, `unknown_payments`, `drawers_open`,
    ///   `day_closed`.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> DayReportView {
        let organization = context.actor.organization
        guard context.actor.reaches(branch) else { throw OrganizationRefusal.unknownBranch }
        let terms = ApprovalTerms(way: carryOver ? "carry_over" : "close")
        try context.require(.closeDay, subject: branch.raw, terms: terms, approval: approval, in: tx)
        let clock = try BranchDay.load(organization, branch, in: tx)
        let menu = try BranchMenu.load(branch, of: organization, in: tx)
        let last = try FindZReports.last(of: organization, branch, in: tx)?.businessDay
        let report = try IssueZReport.run(branch, day: clock.natural(at: context.now), context, in: tx) {
            closing, tx in
            try demandQuiet(organization, in: tx)
            let span = SalesSpan(
                organization: organization, branch: branch, first: last?.advanced(by: 1) ?? Day(number: 0),
                last: closing.businessDay)
            return DayReportView.shape.encode(
                DayReportView(
                    try SalesFigures.load(span, menu, in: tx), no: closing.no, day: closing.businessDay,
                    closedAt: context.now, currency: clock.currency, cash: closing.cash))
        }
        return try ZReports.view(report)
    }

    private func demandQuiet(_ organization: ID<Organization>, in tx: borrowing Transaction) throws {
        let unresolved = try TenderStore.unresolved(organization, branch, in: tx)
        guard unresolved == 0 else { throw DayRefusal.unknownTenders(count: unresolved) }
        guard !carryOver else { return }
        let open = try FloorStore.summaries(
            organization, branch, states: CheckState.allCases.filter(\.isLive), day: nil, after: nil,
            limit: 1000, in: tx)
        guard open.isEmpty else { throw DayRefusal.openChecks(count: open.count) }
    }
}

/// Z reports as they were frozen.
public enum ZReports {
    /// The frozen figures of a report.
    public static func view(_ report: ZReport) throws -> DayReportView {
        do { return try DayReportView.shape.read(report.totals) } catch {
            throw DatabaseError(kind: .decoding, message: "a Z report's totals are damaged")
        }
    }

    /// A branch's reports, newest first; `before` is the number of the last one seen.
    public static func page(
        _ branch: ID<Branch>, of organization: ID<Organization>, before: Int64? = nil, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [DayReportView] {
        try FindZReports.page(of: organization, branch, before: before, limit: limit, in: tx).map(view)
    }
}
