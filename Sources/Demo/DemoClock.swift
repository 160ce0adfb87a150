import Base
import Synchronization

/// A clock that is set by hand: the demo's days pass in seconds.
final class DemoClock: Sendable {
    private let microseconds: Mutex<Int64>

    init(_ start: Instant) { microseconds = Mutex(start.microseconds) }

    /// The moment that it shows; every look moves it on by a microsecond, so that nothing happens at once.
    var now: Instant {
        Instant(
            microseconds: microseconds.withLock { now in
                now += 1
                return now
            })
    }

    /// Sets it, never back.
    func set(_ instant: Instant) { microseconds.withLock { $0 = max($0, instant.microseconds) } }
}
