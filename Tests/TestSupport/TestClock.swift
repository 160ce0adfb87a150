public import Base
import Synchronization

/// A clock that stands still until a test moves it; it starts on Saturday, 21 November 2026, 12:00 in
/// Istanbul.
public final class TestClock: Sendable {
    private let moment: Mutex<Instant>

    /// A clock that shows this moment.
    public init(_ start: Instant = Instant(microseconds: 1_795_251_600_000_000)) { moment = Mutex(start) }

    /// The moment it shows.
    public var now: Instant { moment.withLock { $0 } }

    /// Moves it forward (or back) by seconds.
    public func advance(seconds: Int64) { moment.withLock { $0 = $0.advanced(seconds: seconds) } }

    /// Sets it.
    public func set(_ instant: Instant) { moment.withLock { $0 = instant } }

    /// The machine's chance with this clock.
    public var surroundings: Surroundings { .on(clock: { self.now }) }
}
