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
        let reads = reads(branch, of: context.actor.organization)
        return try read(try tx.read(reads)[1], reads[1], natural: natural)
    }

    /// The two reads behind `run`, for a caller that sends them together with its own.
    public static func reads(_ branch: ID<Branch>, of organization: ID<Organization>) -> [KeyedRead] {
        [ZReportStore.heldDays(of: branch), ZReportStore.lastClosedDay(of: organization, branch)]
    }

    /// The day by the answer to the second of `reads`.
    public static func read(_ rows: Rows, _ read: KeyedRead, natural: Day) throws -> Day {
        guard let last = try ZReportStore.readLastClosed(rows, read.statement) else { return natural }
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
