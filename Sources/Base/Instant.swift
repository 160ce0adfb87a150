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
        text.append(rfc3339: self)
        return text.finish()
    }

    /// The same with microseconds, as PostgreSQL takes and gives it: `2026-11-21 08:05:00.123456+00`.
    public var sql: String {
        var text = TimeText()
        text.append(sql: self)
        return text.finish()
    }

    /// Writes `rfc3339` behind what is there.
    func append(rfc3339To bytes: inout [UInt8]) {
        var text = TimeText(behind: take(&bytes))
        text.append(rfc3339: self)
        bytes = text.bytes
    }

    /// Writes `sql` behind what is there.
    public func append(sqlTo bytes: inout [UInt8]) {
        var text = TimeText(behind: take(&bytes))
        text.append(sql: self)
        bytes = text.bytes
    }

    var civil: (days: Int64, day: Day) {
        let days = floorDivide(microseconds, 86_400_000_000)
        return (days, Day(number: days))
    }

    func microseconds(ofDay days: Int64) -> Int64 { microseconds - days * 86_400_000_000 }

    /// Reads RFC 3339 or PostgreSQL's ISO text (`T` or space, optional fraction, `Z` or an offset); nil when
    /// it is neither.
    public init?(_ text: String) {
        self.init(utf8: Array(text.utf8)[...])
    }

    /// The same from the text's bytes.
    public init?(utf8 text: ArraySlice<UInt8>) {
        guard let parsed = InstantText(text) else { return nil }
        self.init(microseconds: parsed.microseconds)
    }
}

/// Takes the bytes out of their place, so that they can grow without a copy.
private func take(_ bytes: inout [UInt8]) -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
