public import Base
public import Organizations
public import Store

/// The frozen totals of a closed business day: numbered without gaps per branch, never changed (I8).
public struct ZReport: Sendable, Equatable {
    /// Its id.
    public let id: ID<ZReport>
    /// The branch.
    public let branch: ID<Branch>
    /// 1, 2, 3 … per branch.
    public let no: Int64
    /// The day it closes.
    public let businessDay: Day
    /// What was sold and how it was paid, as it was then.
    public let totals: JSON
    /// When it was made.
    public let closedAt: Instant
    /// By whom.
    public let closedByName: String
}

/// Closes a business day: one Z report, with the totals that the caller counts while nobody can add to them.
public enum IssueZReport {
    /// What the caller gets to count with.
    public struct Closing: Sendable, Equatable {
        /// The number the report will have.
        public let no: Int64
        /// The day it closes.
        public let businessDay: Day
        /// The cash of the day's sessions.
        public let cash: CashTotals
    }

    /// - Parameter totals: counts the day; called once, while no other transaction can hold the day open.
    /// - Throws: `DrawerRefusal`: `dayClosed`, `drawersOpen`. Whether the caller may close the day is the
    ///   caller's to ask (`Action.closeDay`).
    public static func run(
        _ branch: ID<Branch>, day: Day, _ context: CommandContext, in tx: borrowing Transaction,
        totals: (Closing, borrowing Transaction) throws -> JSON
    ) throws -> ZReport {
        let organization = context.actor.organization
        ZReportStore.closeDays(of: branch, in: tx)
        let last = try ZReportStore.lastClosed(of: organization, branch, in: tx)
        if let last, day <= last.businessDay { throw DrawerRefusal.dayClosed }
        let open = try DrawerStore.unclosed(of: organization, branch: branch, in: tx)
        guard open.isEmpty else { throw DrawerRefusal.drawersOpen(count: Int64(open.count)) }
        let after = last?.businessDay
        let cash = try CashTotals.count(organization, branch, after: after, through: day, in: tx)
        let closing = Closing(no: (last?.no ?? 0) + 1, businessDay: day, cash: cash)
        let report = ZReport(
            id: context.surroundings.newID(), branch: branch, no: closing.no, businessDay: day,
            totals: try totals(closing, tx), closedAt: context.now, closedByName: context.actor.personName)
        ZReportStore.insert(report, of: organization, by: context.actor.person, in: tx)
        context.show(
            Frame(
                branch: branch, type: "day.closed", entity: "z_report", id: report.id.raw, version: report.no,
                data: ["no": .integer(report.no), "businessDay": .string(day.text)], audience: .pos))
        context.audit(
            "report.z", entity: "z_report", id: report.id.raw, branch: branch,
            after: ["no": .integer(report.no), "businessDay": .string(day.text)])
        return report
    }
}

/// Looks Z reports up.
public enum FindZReports {
    /// A page of a branch's reports, the newest first; `before` is the number of the last one seen.
    public static func page(
        of organization: ID<Organization>, _ branch: ID<Branch>, before: Int64?, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [ZReport] {
        try ZReportStore.page(of: organization, branch, before: before, limit: limit, in: tx)
    }

    /// One report by its number; nil when there is none such.
    public static func report(
        _ no: Int64, of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> ZReport? {
        try ZReportStore.find(no, of: organization, branch, in: tx)
    }

    /// The last closed day of a branch and its number; nil before the first.
    public static func last(
        of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> (no: Int64, businessDay: Day)? {
        try ZReportStore.lastClosed(of: organization, branch, in: tx)
    }
}
