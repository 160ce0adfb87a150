import Base
import Synchronization

/// Callers by their token, for at most five seconds, so that a busy till costs no look-up per request.
final class ActorCache: Sendable {
    private struct Entry {
        let actor: Actor
        let until: Instant
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var generation: UInt64 = 0
    }

    /// Seconds that a caller may be remembered.
    static let seconds: Int64 = 5
    /// Callers remembered at most.
    static let countMax = 10_000

    private let state = Mutex(State())

    /// Counts the times everything was forgotten; to be read before the look-up that `store` keeps.
    var generation: UInt64 { state.withLock { $0.generation } }

    func actor(of token: String, at now: Instant) -> Actor? {
        state.withLock { state in
            guard let entry = state.entries[token], now < entry.until,
                entry.until <= now.advanced(seconds: ActorCache.seconds)
            else { return nil }
            return entry.actor
        }
    }

    /// Remembers a caller, unless something was revoked since the look-up began.
    func store(_ actor: Actor, of token: String, at now: Instant, expires: Instant?, generation: UInt64) {
        let latest = now.advanced(seconds: ActorCache.seconds)
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= ActorCache.countMax { state.entries.removeAll() }
            state.entries[token] = Entry(actor: actor, until: expires.map { min($0, latest) } ?? latest)
        }
    }

    func clear() {
        state.withLock { state in
            state.entries.removeAll()
            state.generation += 1
        }
    }
}
