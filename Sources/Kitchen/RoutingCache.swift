import Base
import Organizations
import Store
import Synchronization

/// What a round needs to know of a branch's stations.
struct Routing: Sendable {
    let rules: [RoutingRule]
    let names: [ID<Station>: LocalText]
    /// Those that have a printer.
    let printing: Set<ID<Station>>
}

/// Each branch's routing as this process read it last, with the stamp of the branch's row that was seen
/// before. Whoever changes stations or routing changes that stamp in the same transaction, so the routing is
/// the same as long as the stamp is.
final class RoutingCache: Sendable {
    private struct Key: Hashable {
        let organization: ID<Organization>
        let branch: ID<Branch>
    }

    /// Branches remembered at most; beyond that everything is forgotten and read again.
    static let countMax = 1_000

    static let shared = RoutingCache()

    private let known = Mutex<[Key: (stamp: String, routing: Routing)]>([:])

    func routing(of branch: ID<Branch>, _ organization: ID<Organization>, _ stamp: String) -> Routing? {
        known.withLock { known in
            guard let found = known[Key(organization: organization, branch: branch)], found.stamp == stamp
            else { return nil }
            return found.routing
        }
    }

    func keep(
        _ routing: Routing, of branch: ID<Branch>, _ organization: ID<Organization>, _ stamp: String
    ) {
        known.withLock { known in
            if known.count >= RoutingCache.countMax { known.removeAll() }
            known[Key(organization: organization, branch: branch)] = (stamp, routing)
        }
    }
}
