import Base
import Organizations
import Store
import Synchronization

/// What this process saw last of a branch's place: its clock, its last check number, and the tables that it
/// moved. Nothing is taken from here without a proof (`KeyedRead`).
final class PlaceCache: Sendable {
    /// A table's row as it was committed.
    struct Table: Sendable {
        let table: DiningTable
        /// The transaction that wrote the row.
        let written: String
        /// Whether nobody sat there then.
        let isFree: Bool
    }

    private struct Place {
        var day: BranchDay?
        var number: Int64?
        /// Before this moment somebody else gives out the branch's numbers too.
        var numbersTrustedFrom: Instant?
        var tables: [ID<DiningTable>: Table] = [:]
    }

    private struct Key: Hashable {
        let organization: ID<Organization>
        let branch: ID<Branch>
    }

    /// Branches remembered at most; beyond that everything is forgotten and learned again.
    static let countMax = 1_000
    /// Seconds that numbers are not foreseen after somebody else gave one out.
    static let numberSeconds: Int64 = 10

    static let shared = PlaceCache()

    private let places = Mutex<[Key: Place]>([:])

    func day(of branch: ID<Branch>, _ organization: ID<Organization>) -> BranchDay? {
        places.withLock { $0[Key(organization: organization, branch: branch)]?.day }
    }

    func table(
        _ id: ID<DiningTable>, at branch: ID<Branch>, _ organization: ID<Organization>
    ) -> Table? {
        places.withLock { $0[Key(organization: organization, branch: branch)]?.tables[id] }
    }

    /// The number that the branch's next check should get.
    func nextNumber(
        of branch: ID<Branch>, _ organization: ID<Organization>, at now: Instant
    ) -> Int64? {
        places.withLock { places in
            guard let place = places[Key(organization: organization, branch: branch)],
                let number = place.number, place.numbersTrustedFrom.map({ $0 <= now }) ?? true
            else { return nil }
            return number + 1
        }
    }

    /// Remembers what was committed.
    func keep(
        day: BranchDay, number: Int64, of branch: ID<Branch>, _ organization: ID<Organization>,
        at now: Instant
    ) {
        change(branch, organization) { place in
            place.day = day
            if let last = place.number, number > last + 1 {
                place.numbersTrustedFrom = now.advanced(seconds: PlaceCache.numberSeconds)
            }
            place.number = max(number, place.number ?? 0)
        }
    }

    /// Remembers a table's row.
    func keep(_ table: Table, at branch: ID<Branch>, _ organization: ID<Organization>) {
        change(branch, organization) { $0.tables[table.table.id] = table }
    }

    private func change(
        _ branch: ID<Branch>, _ organization: ID<Organization>, _ body: (inout Place) -> Void
    ) {
        places.withLock { places in
            if places.count >= PlaceCache.countMax { places.removeAll() }
            body(&places[Key(organization: organization, branch: branch), default: Place()])
        }
    }
}
