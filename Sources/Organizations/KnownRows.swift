import Synchronization

/// What this process knows to be committed, so that it need not be written or asked for again.
///
/// Lives with the runner and so with one database. Only rows that never go may be remembered (a ledger
/// account).
public final class KnownRows: Sendable {
    private let names = Mutex<Set<String>>([])

    /// Names remembered at most; beyond that everything is forgotten and learned again.
    static let countMax = 100_000

    /// Nothing known yet.
    public init() {}

    /// Whether the row of this name is known to be there.
    public func contains(_ name: String) -> Bool { names.withLock { $0.contains(name) } }

    /// Remembers rows; to be called after their commit.
    public func remember(_ more: [String]) {
        names.withLock { names in
            if names.count + more.count > KnownRows.countMax { names.removeAll() }
            names.formUnion(more)
        }
    }
}
