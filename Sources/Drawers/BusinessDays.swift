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
        ZReportStore.holdDays(of: branch, in: tx)
        guard let last = try ZReportStore.lastClosed(of: context.actor.organization, branch, in: tx) else {
            return natural
        }
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
