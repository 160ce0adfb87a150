import Base
import Organizations
import Synchronization

/// Branches as this process saw them within the last seconds: every call names one, and they hardly ever
/// change.
final class BranchCache: Sendable {
    /// How long a branch is taken as it was.
    static let seconds: Int64 = 5
    private static let branchesMax = 4096

    private struct Seen {
        let branch: Branch
        let at: Instant
    }

    private let seen = Mutex<[ID<Branch>: Seen]>([:])

    /// The branch, when it was seen lately and belongs to this organization.
    func branch(_ id: ID<Branch>, of organization: ID<Organization>, at now: Instant) -> Branch? {
        guard let found = seen.withLock({ $0[id] }), found.branch.organization == organization,
            now < found.at.advanced(seconds: BranchCache.seconds)
        else { return nil }
        return found.branch
    }

    /// It was changed.
    func forget(_ branch: ID<Branch>) { seen.withLock { $0[branch] = nil } }

    func store(_ branch: Branch, at now: Instant) {
        seen.withLock { seen in
            if seen.count >= BranchCache.branchesMax { seen = [:] }
            seen[branch.id] = Seen(branch: branch, at: now)
        }
    }
}
