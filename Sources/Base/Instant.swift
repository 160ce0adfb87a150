/// A moment: microseconds since 1 January 1970 UTC, the precision that PostgreSQL keeps.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1 January 1970 UTC.
    public let microseconds: Int64

    /// The moment that many microseconds after 1970 began, in UTC.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Order in time.
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// This moment moved by seconds, into the past when negative.
    public func advanced(seconds: Int64) -> Instant {
        Instant(microseconds: microseconds + seconds * 1_000_000)
    }

    /// Whole seconds since 1970 (as in JWT claims).
    public var seconds: Int64 { microseconds / 1_000_000 }

    /// RFC 3339 in UTC with milliseconds: `2026-11-21T08:05:00.123Z`, the wire's form.
    public var rfc3339: String {
        var text = TimeText()
        text.append(self, between: UInt8(ascii: "T"))
        text.append(UInt8(ascii: "."), microseconds(ofDay: civil.days) / 1000 % 1000, width: 3)
        text.append(UInt8(ascii: "Z"))
        return text.finish()
    }

    /// The same with microseconds, as PostgreSQL takes and gives it: `2026-11-21 08:05:00.123456+00`.
    public var sql: String {
        var text = TimeText()
        text.append(self, between: UInt8(ascii: " "))
        text.append(UInt8(ascii: "."), microseconds(ofDay: civil.days) % 1_000_000, width: 6)
        text.append(UInt8(ascii: "+"), 0, width: 2)
        return text.finish()
    }

    var civil: (days: Int64, day: Day) {
        let days = floorDivide(microseconds, 86_400_000_000)
        return (days, Day(number: days))
    }

    func microseconds(ofDay days: Int64) -> Int64 { microseconds - days * 86_400_000_000 }

    /// Reads RFC 3339 or PostgreSQL's ISO text (`T` or space, optional fraction, `Z` or an offset); nil when
    /// it is neither.
    public init?(_ text: String) {
        guard let parsed = InstantText(text) else { return nil }
        self.init(microseconds: parsed.microseconds)
    }
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
