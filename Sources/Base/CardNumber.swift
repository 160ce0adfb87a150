/// Finds card numbers in texts where none belongs: free text and card fields, before anything is stored, and
/// the log.
///
/// A run of digits counts when it has an issuer's prefix, that issuer's length, and passes the Luhn check
/// (ISO/IEC 7812-1). Never used on barcodes, times or ids, where such runs happen by chance.
public enum CardNumber {
    /// Whether the text holds a card number, grouped or not, inside longer digits, in any script's digits.
    public static func isIn(_ text: String) -> Bool {
        // Most texts have too few digits: other scripts' digits take two bytes and more.
        let candidates = text.utf8.reduce(0) { $0 + (($1 >= 0x30 && $1 <= 0x39) || $1 >= 0x80 ? 1 : 0) }
        guard candidates >= shortest, mayHoldRun(text) else { return false }
        return runs(of: text).contains(where: holdsNumber)
    }

    /// Whether enough digits stand together for a look at them: false for nearly every id and time. Texts in
    /// other scripts are always looked at.
    private static func mayHoldRun(_ text: String) -> Bool {
        var digits = 0
        var gap = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                digits += 1
                gap = 0
                if digits >= shortest { return true }
            case 0x20, 0x2d, 0x2e, 0x2f, 0x5f, 0x09,
                0x0a where gap < 2:
                gap += 1
            case 0x80...: return true
            default:
                digits = 0
                gap = 0
            }
        }
        return false
    }

    /// Digits that stand together, as groups between single or double separators.
    private static func runs(of text: String) -> [[[UInt8]]] {
        var runs: [[[UInt8]]] = []
        var groups: [[UInt8]] = []
        var group: [UInt8] = []
        var gap = 0
        func closeGroup() {
            if !group.isEmpty { groups.append(group) }
            group = []
        }
        for scalar in text.unicodeScalars {
            if let digit = decimalDigit(scalar) {
                group.append(digit)
                gap = 0
            } else if separators.contains(scalar), gap < 2 {
                closeGroup()
                gap += 1
            } else if !invisible.contains(scalar) {
                closeGroup()
                if !groups.isEmpty { runs.append(groups) }
                groups = []
                gap = 0
            }
        }
        closeGroup()
        if !groups.isEmpty { runs.append(groups) }
        return runs
    }

    /// A number may span whole groups (`4111 1111 1111 1111`) or hide inside one long group.
    private static func holdsNumber(_ groups: [[UInt8]]) -> Bool {
        for first in groups.indices {
            var digits: [UInt8] = []
            for next in first..<groups.count {
                digits += groups[next]
                if digits.count > longest { break }
                if isCardNumber(digits[...]) { return true }
            }
        }
        return groups.contains { group in
            group.indices.contains { start in
                (hidden...longest).contains { length in
                    start + length <= group.count && isCardNumber(group[start..<(start + length)])
                }
            }
        }
    }

    private static func isCardNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        guard (shortest...longest).contains(digits.count) else { return false }
        let prefix = digits.prefix(6).reduce(0) { $0 * 10 + Int($1) }
        return issuers.contains { $0.lengths.contains(digits.count) && $0.prefixes.contains(prefix) }
            && passesLuhn(digits)
    }

    private static func passesLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (position, digit) in digits.reversed().enumerated() {
            let doubled = position.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum.isMultiple(of: 10)
    }

    private static func decimalDigit(_ scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
            return nil
        }
        return UInt8(exactly: value)
    }

    private static let shortest = 13
    /// Shorter windows of a long run fit by chance too often.
    private static let hidden = 15
    private static let longest = 19
    private static let separators: Set<Unicode.Scalar> = [
        " ", "-", ".", "/", "_", "\u{a0}", "\u{202f}", "\t", "\n",
    ]
    private static let invisible: Set<Unicode.Scalar> = [
        "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{ad}",
    ]

    /// An issuer's first six digits and the lengths of its numbers (ISO/IEC 7812 ranges in use).
    private struct Issuer {
        let prefixes: ClosedRange<Int>
        let lengths: ClosedRange<Int>
    }

    private static let issuers = [
        Issuer(prefixes: 400_000...499_999, lengths: 16...16),
        Issuer(prefixes: 400_000...499_999, lengths: 13...13),
        Issuer(prefixes: 400_000...499_999, lengths: 19...19),
        Issuer(prefixes: 510_000...559_999, lengths: 16...16),
        Issuer(prefixes: 222_100...272_099, lengths: 16...16),
        Issuer(prefixes: 340_000...349_999, lengths: 15...15),
        Issuer(prefixes: 370_000...379_999, lengths: 15...15),
        Issuer(prefixes: 979_200...979_299, lengths: 16...16),
        Issuer(prefixes: 300_000...305_999, lengths: 14...14),
        Issuer(prefixes: 360_000...369_999, lengths: 14...14),
        Issuer(prefixes: 380_000...399_999, lengths: 14...14),
        Issuer(prefixes: 352_800...358_999, lengths: 16...19),
        Issuer(prefixes: 601_100...601_199, lengths: 16...16),
        Issuer(prefixes: 644_000...659_999, lengths: 16...16),
        Issuer(prefixes: 620_000...629_999, lengths: 16...19),
        Issuer(prefixes: 220_000...220_499, lengths: 16...16),
        Issuer(prefixes: 500_000...509_999, lengths: 16...16),
        Issuer(prefixes: 560_000...589_999, lengths: 16...16),
    ]
}
