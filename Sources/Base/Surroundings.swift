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
            newUUID: { order.next(at: clock(), random: machineRandom(10)) },
            randomBytes: machineRandom)
    }
}

/// Keeps UUIDv7s of one process strictly increasing within a millisecond, by counting in the 12 bits after
/// the time.
final class IDOrder: Sendable {
    private let last = Mutex<(milliseconds: UInt64, counter: UInt16)>((0, 0))

    func next(at instant: Instant, random: [UInt8]) -> UUID {
        let milliseconds = UInt64(clamping: instant.microseconds / 1000)
        let (time, counter) = last.withLock { last in
            if milliseconds > last.milliseconds {
                last = (milliseconds, UInt16(random[0]) & 0xff)
            } else if last.counter < 0xfff {
                last.counter += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
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

/// Eight bytes a time: a generator asked byte by byte would call the kernel for each.
private func machineRandom(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
        let word = generator.next()
        for place in 0..<min(8, count - bytes.count) {
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(place * 8)))
        }
    }
    return bytes
}
