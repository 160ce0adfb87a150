public import struct FoundationEssentials.UUID
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Time, identity and chance: the three things that a rule may not fetch for itself, so that a test can move
/// them.
public struct Surroundings: Sendable {
    /// Microseconds since 1 January 1970 UTC.
    public var now: @Sendable () -> Instant
    /// A fresh UUIDv7 (RFC 9562), ordered by `now`.
    public var newUUID: @Sendable () -> UUID
    /// That many unpredictable bytes, fit for secrets.
    public var randomBytes: @Sendable (Int) -> [UInt8]

    /// Surroundings put together by hand, for tests and for the demo's moved clock.
    public init(
        now: @escaping @Sendable () -> Instant, newUUID: @escaping @Sendable () -> UUID,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.now = now
        self.newUUID = newUUID
        self.randomBytes = randomBytes
    }

    /// A fresh typed id.
    public func newID<Subject>(_ subject: Subject.Type = Subject.self) -> ID<Subject> { ID(newUUID()) }

    /// The machine's own clock and chance.
    public static let live: Surroundings = .on(clock: { Instant(microseconds: machineMicroseconds()) })

    /// The machine's chance with another clock.
    public static func on(clock: @escaping @Sendable () -> Instant) -> Surroundings {
        let order = IDOrder()
        return Surroundings(
            now: clock,
            newUUID: { order.next(at: clock()) },
            randomBytes: machineRandom)
    }
}

/// Keeps UUIDv7s of one process strictly increasing within a millisecond, by counting in the 12 bits after
/// the time.
final class IDOrder: Sendable {
    private struct State {
        var milliseconds: UInt64 = 0
        var counter: UInt16 = 0
        /// Chance in stock: ids are no secrets, and a call to the kernel for each would be most of their
        /// cost.
        var stock: [UInt8] = []
    }

    private let state = Mutex(State())

    func next(at instant: Instant) -> UUID {
        let milliseconds = UInt64(clamping: instant.microseconds / 1000)
        let (time, counter, random) = state.withLock { state in
            if state.stock.count < 10 { state.stock = machineRandom(640) }
            let random = Array(state.stock.suffix(10))
            state.stock.removeLast(10)
            if milliseconds > state.milliseconds {
                state.milliseconds = milliseconds
                state.counter = UInt16(random[0]) & 0xff
            } else if state.counter < 0xfff {
                state.counter += 1
            } else {
                state.milliseconds += 1
                state.counter = 0
            }
            return (state.milliseconds, state.counter, random)
        }
        func timeByte(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: time >> shift) }
        return UUID(
            uuid: (
                timeByte(40), timeByte(32), timeByte(24), timeByte(16), timeByte(8), timeByte(0),
                0x70 | UInt8(truncatingIfNeeded: counter >> 8), UInt8(truncatingIfNeeded: counter),
                0x80 | (random[2] & 0x3f), random[3], random[4], random[5], random[6], random[7], random[8],
                random[9]
            ))
    }
}

private func machineMicroseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}

/// Up to 256 bytes at one call of the kernel's, which gives them all or none.
private func machineRandom(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    unsafe bytes.withUnsafeMutableBytes { buffer in
        var done = 0
        while done < count {
            guard let start = unsafe buffer.baseAddress?.advanced(by: done) else { return }
            let next = min(256, count - done)
            let status = unsafe getentropy(start, next)
            precondition(status == 0, "the kernel gives no random bytes")
            done += next
        }
    }
    return bytes
}
