/// Writes dates and times as ASCII digits, without a text for every part: each log line, frame and view has
/// some.
struct TimeText {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(32) }

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

    /// `2026-11-21T08:05:00` with the given character before the time.
    mutating func append(_ instant: Instant, between separator: UInt8) {
        let date = instant.civil
        let seconds = instant.microseconds(ofDay: date.days) / 1_000_000
        append(date.day)
        append(separator, seconds / 3600, width: 2)
        append(UInt8(ascii: ":"), seconds / 60 % 60, width: 2)
        append(UInt8(ascii: ":"), seconds % 60, width: 2)
    }

    private mutating func append(_ value: Int64, width: Int) {
        let end = bytes.count
        var rest = value
        var digits = 0
        while rest > 0 || digits < width {
            bytes.append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
            rest /= 10
            digits += 1
        }
        bytes[end...].reverse()
    }
}
