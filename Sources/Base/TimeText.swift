/// Writes dates and times as ASCII digits, without a text for every part: each log line, frame and view has
/// some.
struct TimeText {
    private(set) var bytes: [UInt8]

    init() {
        bytes = []
        bytes.reserveCapacity(32)
    }

    /// Goes on behind these bytes; afterwards they are in `bytes`.
    init(behind bytes: consuming [UInt8]) { self.bytes = bytes }

    /// Everything written so far.
    consuming func finish() -> String { String(decoding: bytes, as: UTF8.self) }

    /// One ASCII character.
    mutating func append(_ character: UInt8) { bytes.append(character) }

    /// A separator and a number that is no smaller than 0, with zeros before it up to a width.
    mutating func append(_ separator: UInt8, _ value: Int64, width: Int) {
        bytes.append(separator)
        append(value, width: width)
    }

    /// `2026-11-21`.
    mutating func append(_ day: Day) {
        let parts = day.parts
        if parts.year < 0 { bytes.append(UInt8(ascii: "-")) }
        append(Int64(abs(parts.year)), width: 4)
        append(UInt8(ascii: "-"), Int64(parts.month), width: 2)
        append(UInt8(ascii: "-"), Int64(parts.day), width: 2)
    }

    /// `2026-11-21T08:05:00` with the given character before the time; gives the microseconds that are left.
    private mutating func append(_ instant: Instant, between separator: UInt8) -> Int64 {
        let date = instant.civil
        let (seconds, fraction) = instant.microseconds(ofDay: date.days)
            .quotientAndRemainder(dividingBy: 1_000_000)
        append(date.day)
        append(separator, seconds / 3600, width: 2)
        append(UInt8(ascii: ":"), seconds / 60 % 60, width: 2)
        append(UInt8(ascii: ":"), seconds % 60, width: 2)
        return fraction
    }

    /// RFC 3339 in UTC with milliseconds.
    mutating func append(rfc3339 instant: Instant) {
        let fraction = append(instant, between: UInt8(ascii: "T"))
        append(UInt8(ascii: "."), fraction / 1000, width: 3)
        append(UInt8(ascii: "Z"))
    }

    /// PostgreSQL's form with microseconds.
    mutating func append(sql instant: Instant) {
        let fraction = append(instant, between: UInt8(ascii: " "))
        append(UInt8(ascii: "."), fraction, width: 6)
        append(UInt8(ascii: "+"), 0, width: 2)
    }

    private mutating func append(_ value: Int64, width: Int) {
        var place: Int64 = 1
        for _ in 1..<width { place *= 10 }
        // Only years beyond 9999 have more digits than their width.
        while value / place >= 10 { place *= 10 }
        while place > 0 {
            bytes.append(UInt8(truncatingIfNeeded: value / place % 10) + UInt8(ascii: "0"))
            place /= 10
        }
    }
}
