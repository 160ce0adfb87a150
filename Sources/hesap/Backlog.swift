import Base
import Organizations
import Payments
import Printing
import Store

/// What waits to be worked off, role by role, as the database knows it. Every server tells all of it,
/// whatever roles it runs: copies that scale by backlog follow it, also while none of theirs runs.
enum Backlog {
    /// Counted at most of each kind: beyond it, more copies are wanted anyway.
    static let countMax = 10_000

    /// Counts once and tells the metrics. A role that takes no work from a queue in this release has none.
    static func count(_ database: any Database, _ surroundings: Surroundings, _ metrics: Metrics) async throws
    {
        let now = surroundings.now()
        let waiting = try await database.transaction(.system, .read) { tx in
            try SealAudit.waiting(in: tx) + InquireUnknown.waiting(at: now, limit: countMax, in: tx)
                + SendRefunds.waiting(at: now, limit: countMax, in: tx)
                + MovePrintJob.waiting(at: now, limit: countMax, in: tx)
        }
        for role in ServerRole.allCases {
            metrics.backlog[role.rawValue].set(role == .processor ? Int64(waiting) : 0)
        }
    }
}
