/// The one reader of timestamps: `2026-11-21T08:05:00.123456Z`, `2026-11-21 08:05:00.5+00`, `…+03:00`.
struct InstantText {
    let microseconds: Int64

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40,
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = InstantText.number(bytes[11..<13], max: 23),
            let minute = InstantText.number(bytes[14..<16], max: 59),
            let second = InstantText.number(bytes[17..<19], max: 59)
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if bytes[index] == UInt8(ascii: ".") {
            let end = bytes[(index + 1)...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
            guard let value = InstantText.fraction(bytes[(index + 1)..<end]) else { return nil }
            fraction = value
            index = end
        }
        guard let offset = InstantText.offset(bytes[index...]) else { return nil }
        let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
        microseconds = seconds * 1_000_000 + fraction
    }

    private static func number(_ digits: ArraySlice<UInt8>, max: Int64) -> Int64? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        return value <= max ? value : nil
    }

    private static func fraction(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard (1...9).contains(digits.count), let value = number(digits, max: 999_999_999) else { return nil }
        var scaled = value
        for _ in 0..<(9 - digits.count) { scaled *= 10 }
        return scaled / 1000
    }

    private static func offset(_ rest: ArraySlice<UInt8>) -> Int64? {
        guard let first = rest.first else { return nil }
        if first == UInt8(ascii: "Z") { return rest.count == 1 ? 0 : nil }
        guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return nil }
        let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 2 || digits.count == 4,
            let hours = number(ArraySlice(digits.prefix(2)), max: 15),
            let minutes = digits.count == 4 ? number(ArraySlice(digits.suffix(2)), max: 59) : 0
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return first == UInt8(ascii: "-") ? -seconds : seconds
    }
}
