/// Finds card numbers in texts where none belongs.
///
/// Both must fit: the Luhn check digit (ISO/IEC 7812-1) and an issuer's prefix with its length. Meant for
/// free text and card fields, never for barcodes, times or ids, where such digits occur by chance.
public enum CardNumber {
    /// Whether the text holds a card number, its digits perhaps parted by single spaces or hyphens.
    public static func isIn(_ text: String) -> Bool {
        var run: [UInt8] = []
        var parted = false
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) {
                run.append(byte - 0x30)
                parted = false
            } else if (byte == 0x20 || byte == 0x2d), !run.isEmpty, !parted {
                parted = true
            } else {
                if holdsOne(run) { return true }
                run = []
                parted = false
            }
        }
        return holdsOne(run)
    }

    /// Whether exactly these digits are a card number.
    static func isOne(_ digits: ArraySlice<UInt8>) -> Bool { fitsIssuer(digits) && passesLuhn(digits) }

    /// A run that is much longer than any card number is something else.
    private static func holdsOne(_ run: [UInt8]) -> Bool { (13...19).contains(run.count) && isOne(run[...]) }

    private static func passesLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let doubled = index.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum.isMultiple(of: 10)
    }

    private static func fitsIssuer(_ digits: ArraySlice<UInt8>) -> Bool {
        let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        switch four {
        case 3400...3499, 3700...3799: return digits.count == 15
        case 3000...3059, 3600...3699, 3800...3999: return (14...19).contains(digits.count)
        case 3528...3589: return (16...19).contains(digits.count)
        case 4000...4999: return [13, 16, 19].contains(digits.count)
        case 5100...5599, 2221...2720, 9792: return digits.count == 16
        case 5000...5099, 5600...5899, 6000...6999: return (13...19).contains(digits.count)
        default: return false
        }
    }
}
