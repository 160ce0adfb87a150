/// A date of the Gregorian calendar without a time: a business day, a rate's first day.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970.
    public let number: Int64

    /// The date that many days after 1 January 1970.
    public init(number: Int64) { self.number = number }

    /// The date with these numbers, or nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year) else { return nil }
        let candidate = Day(number: Day.daysFromCivil(Int64(year), Int64(month), Int64(day)))
        let parts = candidate.parts
        guard parts.year == year, parts.month == month, parts.day == day else { return nil }
        self = candidate
    }

    /// Reads `2026-11-21`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Order in time.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// `2026-11-21`.
    public var text: String {
        var text = TimeText()
        text.append(self)
        return text.finish()
    }

    /// Year, month 1–12 and day 1–31.
    public var parts: (year: Int, month: Int, day: Int) {
        // Civil from days: eras of 400 years that begin on 1 March, so that the leap day comes last.
        let shifted = number + 719_468
        let era = floorDivide(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    /// 1 for Monday … 7 for Sunday (ISO 8601).
    public var weekday: Int { Int(((number + 3) % 7 + 7) % 7) + 1 }

    /// The date moved by whole days.
    public func advanced(by days: Int64) -> Day { Day(number: number + days) }

    private static func daysFromCivil(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivide(year, 400)
        let yearOfEra = year - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        return era * 146_097 + ofEra - 719_468
    }
}

extension Day: CustomStringConvertible {
    /// `2026-11-21`.
    public var description: String { text }
}

private func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        value = value * 10 + Int(digit - 0x30)
    }
    return value
}
