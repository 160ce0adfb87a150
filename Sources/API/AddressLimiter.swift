import Base
import Synchronization

/// Limits writes without a token, by address: so many in any one minute.
final class AddressLimiter: Sendable {
    private struct State {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]
    }

    /// Addresses remembered at most; beyond it new ones share one count.
    static let addressesMax = 10_000

    private let perMinute: Int
    private let state = Mutex(State())

    init(perMinute: Int) { self.perMinute = perMinute }

    func allows(_ address: String, at instant: Instant) -> Bool {
        let minute = instant.seconds / 60
        return state.withLock { state in
            if state.minute != minute { state = State(minute: minute) }
            let isKnown = state.counts[address] != nil
            let key = isKnown || state.counts.count < AddressLimiter.addressesMax ? address : "others"
            state.counts[key, default: 0] += 1
            return state.counts[key, default: 0] <= perMinute
        }
    }
}
