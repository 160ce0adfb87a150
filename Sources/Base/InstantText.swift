/// The one reader of timestamps: `2026-11-21T08:05:00.123456Z`, `2026-11-21 08:05:00.5+00`, `…+03:00`.
struct InstantText {
    let microseconds: Int64

    init?(_ bytes: ArraySlice<UInt8>) {
        let start = bytes.startIndex
        func isText(_ place: Int, _ character: Unicode.Scalar) -> Bool {
            bytes[start + place] == UInt8(ascii: character)
        }
        func number(_ range: Range<Int>, max: Int64) -> Int64? {
            InstantText.number(bytes[(start + range.lowerBound)..<(start + range.upperBound)], max: max)
        }
        guard bytes.count >= 20, bytes.count <= 40, isText(4, "-"), isText(7, "-"),
            let year = number(0..<4, max: 9999), let month = number(5..<7, max: 12),
            let ofMonth = number(8..<10, max: 31),
            let day = Day(year: Int(year), month: Int(month), day: Int(ofMonth)),
            isText(10, "T") || isText(10, " "), isText(13, ":"), isText(16, ":"),
            let hour = number(11..<13, max: 23), let minute = number(14..<16, max: 59),
            let second = number(17..<19, max: 59)
        else { return nil }
        var index = start + 19
        var fraction: Int64 = 0
        if bytes[index] == UInt8(ascii: ".") {
            let end = bytes[(index + 1)...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.endIndex
            guard let value = InstantText.fraction(bytes[(index + 1)..<end]) else { return nil }
            fraction = value
            index = end
        }
        guard let offset = InstantText.offset(bytes[index...]) else { return nil }
        let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
        microseconds = seconds * 1_000_000 + fraction
    }

    private static func number(_ digits: ArraySlice<UInt8>, max: Int64) -> Int64? {
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - 0x30)
        }
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
