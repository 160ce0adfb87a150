/// Turkish letters: capitals for the kitchen, folding for search, order for lists.
///
/// Turkish has two letters i: dotted i İ and dotless ı I. Other languages' rules turn one into the other.
public enum TurkishText {
    /// Capitals as Turkish writes them: `pide` → `PİDE`, `ızgara` → `IZGARA`.
    public static func capitals(_ text: String) -> String {
        mapped(text) { $0 == "i" ? "İ" : $0 == "ı" ? "I" : nil }.uppercased()
    }

    /// Small letters as Turkish writes them: `IZGARA` → `ızgara`, `PİDE` → `pide`.
    public static func smallLetters(_ text: String) -> String {
        mapped(text) { $0 == "I" ? "ı" : $0 == "İ" ? "i" : nil }.lowercased()
    }

    /// A form to search in: small letters without marks, both i the same, so that `izgara` finds `Izgara` and
    /// `ızgara`.
    public static func folded(_ text: String) -> String {
        let dotless = mapped(text) { "Iİı".unicodeScalars.contains($0) ? "i" : nil }.lowercased()
        return mapped(dotless) { plain[$0] ?? (("\u{300}"..."\u{36f}").contains($0) ? "" : nil) }
    }

    /// Whether `left` comes before `right` in the order of the Turkish alphabet (… ğ h ı i j …); equal
    /// letters of either case stay in the order of their code points.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        let one = sortKey(left)
        let other = sortKey(right)
        return one == other ? left < right : one.lexicographicallyPrecedes(other)
    }

    private static func sortKey(_ text: String) -> [UInt32] {
        smallLetters(text).unicodeScalars.map { order[$0] ?? $0.value }
    }

    private static func mapped(_ text: String, _ change: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let replacement = change(scalar) {
                result += replacement
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func mapped(_ text: String, _ change: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(change(scalar) ?? scalar) }
        return String(result)
    }

    private static let plain: [Unicode.Scalar: String] = [
        "ç": "c", "ğ": "g", "ö": "o", "ş": "s", "ü": "u", "â": "a", "î": "i", "û": "u", "é": "e", "è": "e",
        "ê": "e",
        "á": "a", "à": "a", "ä": "a", "å": "a", "ã": "a", "ñ": "n", "ó": "o", "ò": "o", "ô": "o", "õ": "o",
        "ú": "u",
        "ù": "u", "í": "i", "ì": "i", "ï": "i", "ý": "y", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe",
    ]

    /// Letters take numbers between those of `a` and the first non-Latin ones, in the alphabet's order.
    private static let order: [Unicode.Scalar: UInt32] = {
        var table: [Unicode.Scalar: UInt32] = [:]
        for (index, letter) in "aâbcçdefgğhıiîjklmnoöpqrsştuüûvwxyz".unicodeScalars.enumerated() {
            table[letter] = 97 + UInt32(index)
        }
        return table
    }()
}
