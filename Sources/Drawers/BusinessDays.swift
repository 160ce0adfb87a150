public import Base
public import Organizations
public import Store

/// Finds the business day that something happening now belongs to, and holds it open until the commit.
///
/// A day that has its Z report never changes again (I8): what happens in it afterwards belongs to the next
/// day.
public enum OpenBusinessDay {
    /// - Parameter natural: the day by the branch's clock (`LocalZone.businessDay`).
    /// - Returns: that day, or the one after the last closed one. No Z report can close it before this
    ///   transaction ends.
    public static func run(
        _ branch: ID<Branch>, natural: Day, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Day {
        let statements = statements(branch, of: context.actor.organization)
        return try read(try tx.all(statements)[1], statements[1], natural: natural)
    }

    /// The two statements behind `run`, for a caller that sends them together with its own.
    public static func statements(_ branch: ID<Branch>, of organization: ID<Organization>) -> [SQL] {
        [ZReportStore.holdDaysQuery(of: branch), ZReportStore.lastClosedQuery(of: organization, branch)]
    }

    /// The day by the answer to the second of `statements`.
    public static func read(_ rows: Rows, _ statement: SQL, natural: Day) throws -> Day {
        guard let last = try ZReportStore.readLastClosed(rows, statement) else { return natural }
        return max(natural, last.businessDay.advanced(by: 1))
    }

    /// Refuses with `dayClosed` when the day has its Z report; otherwise holds it open until the commit.
    public static func demand(
        _ day: Day, _ branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        ZReportStore.holdDays(of: branch, in: tx)
        if let last = try ZReportStore.lastClosed(of: context.actor.organization, branch, in: tx),
            day <= last.businessDay
        {
            throw DrawerRefusal.dayClosed
        }
    }
}
