import Base
import Organizations
import Synchronization

/// The menus that this process has read lately, one per organization.
///
/// The key's stamp is the version row's own transaction number beside the version: a menu read within a
/// transaction that is rolled back later is thus never taken for the committed one of the same version.
final class MenuCache: Sendable {
    /// A menu's version as one row of one transaction.
    struct Stamp: Hashable, Sendable {
        let version: Int64
        let transaction: String
    }

    private struct Entry {
        let stamp: Stamp
        let snapshot: MenuSnapshot
        var used: Int64
    }

    private struct State {
        var entries: [ID<Organization>: Entry] = [:]
        var clock: Int64 = 0
    }

    /// The process's menus.
    static let shared = MenuCache(capacity: 256)

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = capacity }

    func snapshot(_ organization: ID<Organization>, _ stamp: Stamp) -> MenuSnapshot? {
        state.withLock { state in
            guard state.entries[organization]?.stamp == stamp else { return nil }
            state.clock += 1
            state.entries[organization]?.used = state.clock
            return state.entries[organization]?.snapshot
        }
    }

    func keep(_ snapshot: MenuSnapshot, _ stamp: Stamp) {
        state.withLock { state in
            state.clock += 1
            state.entries[snapshot.organization] = Entry(stamp: stamp, snapshot: snapshot, used: state.clock)
            guard state.entries.count > capacity,
                let oldest = state.entries.min(by: { $0.value.used < $1.value.used })?.key
            else { return }
            state.entries[oldest] = nil
        }
    }
}
