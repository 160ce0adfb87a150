import Base
import Organizations
import Synchronization

/// What tells whether a check is still as this process knows it: every change of a check, its lines,
/// discounts or tenders moves its row on, and every step of the kitchen its ticket's.
struct CheckStamp: Hashable, Sendable {
    /// The check's version.
    let version: Int64
    /// The transaction that wrote the check's row: beside the version it tells a rolled-back history apart.
    let written: String
    /// How many tickets it has in the kitchen, and the sum of their versions.
    var tickets: Int64
    var ticketVersions: Int64

    /// The same once this many new tickets were placed for it.
    func placing(_ count: Int) -> CheckStamp {
        var next = self
        next.tickets += Int64(count)
        next.ticketVersions += Int64(count)
        return next
    }
}

/// Live checks as this process committed them last: the next step locks the row, and reads lines, discounts,
/// tenders and the kitchen's stages only when the stamp is another one.
final class CheckCache: Sendable {
    /// A check as it was committed.
    struct Known: Sendable {
        let organization: ID<Organization>
        let check: Check
        let stamp: CheckStamp
        let day: BranchDay
    }

    /// Checks remembered at most; beyond that everything is forgotten and learned again.
    static let countMax = 1_000

    static let shared = CheckCache()

    private let checks = Mutex<[ID<Check>: Known]>([:])

    /// The check as it was last committed here; whether it still is so, its stamp must tell.
    func check(_ id: ID<Check>, at branch: ID<Branch>, of organization: ID<Organization>) -> Known? {
        guard let known = checks.withLock({ $0[id] }), known.organization == organization,
            known.check.branch == branch
        else { return nil }
        return known
    }

    /// Remembers a check, to be called after its commit; one that is over is forgotten.
    func keep(_ known: Known) {
        checks.withLock { checks in
            guard known.check.state.isLive else {
                checks[known.check.id] = nil
                return
            }
            if checks.count >= CheckCache.countMax { checks.removeAll() }
            checks[known.check.id] = known
        }
    }
}
