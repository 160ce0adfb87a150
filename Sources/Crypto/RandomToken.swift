public import Base

/// Texts that nobody can guess.
public enum RandomToken {
    /// A token with 256 random bits, 43 letters and digits behind a prefix: `sk_live_…`, `dev_…`.
    public static func make(prefix: String, _ surroundings: Surroundings) -> String {
        prefix + text(43, of: letters, surroundings)
    }

    /// A code for people to type, without letters and digits that look alike: `7KQ4-M2XP` is `code(8)` in two
    /// parts.
    public static func code(_ length: Int, _ surroundings: Surroundings) -> String {
        text(length, of: clear, surroundings)
    }

    /// Digits for people to type.
    public static func digits(_ length: Int, _ surroundings: Surroundings) -> String {
        text(length, of: Array("0123456789".utf8), surroundings)
    }

    private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let clear = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static func text(_ length: Int, of alphabet: [UInt8], _ surroundings: Surroundings) -> String {
        // Bytes beyond the last whole multiple would make the first letters likelier; they are thrown away.
        let fair = 256 - 256 % alphabet.count
        var result: [UInt8] = []
        while result.count < length {
            for byte in surroundings.randomBytes(length) where Int(byte) < fair && result.count < length {
                result.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
