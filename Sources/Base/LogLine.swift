import Synchronization

/// One line of the log, ready to be written, with everything personal masked.
struct LogLine {
    let at: Instant
    let level: Log.Level
    let message: String
    let facts: [(String, String)]
    let observation: Observation?

    var json: [UInt8] {
        var writer = JSONWriter(reserving: 384)
        writer.openTexts()
        writer.text("ts", at.rfc3339)
        writer.text("level", level.rawValue)
        writer.text("message", message)
        if let request = observation?.request { writer.text("request", request) }
        if let span = observation?.span {
            writer.text("trace", span.trace.text)
            writer.text("span", span.span.text)
        }
        for (name, value) in facts { writer.text(name, LogMask.masked(value, of: name)) }
        writer.closeLine()
        return writer.finish()
    }

    var text: [UInt8] {
        var line = "\(at.rfc3339) \(level.rawValue.uppercased()) \(message)"
        if let request = observation?.request { line += " request=\(request)" }
        for (name, value) in facts { line += " \(name)=\(LogMask.masked(value, of: name))" }
        // A line stays one line, whatever a fact holds.
        return line.utf8.map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: " ") : $0 } + [UInt8(ascii: "\n")]
    }
}

/// Keeps personal data and secrets out of the log, by the fact's name and by what a card number looks like.
enum LogMask {
    static let mask = "***"

    static func masked(_ value: String, of name: String) -> String {
        if isPersonal(name) { return mask }
        return CardNumber.isIn(value) ? mask : value
    }

    /// Whether one of the words of a name (`personEmail`, `card_number`) speaks of something personal or
    /// secret.
    static func isPersonal(_ name: String) -> Bool {
        if let known = judged.withLock({ $0[name] }) { return known }
        let verdict = words(of: name).contains { personal.contains($0) }
        judged.withLock { if $0.count < judgedMax { $0[name] = verdict } }
        return verdict
    }

    /// Names are few and come with every line, so each is judged once.
    private static let judged = Mutex<[String: Bool]>([:])
    private static let judgedMax = 1000

    private static let personal: Set<String> = [
        "email", "mail", "phone", "telephone", "tel", "mobile", "gsm", "pin", "pan", "card", "cvc", "cvv",
        "iban",
        "tckn", "vkn", "password", "passphrase", "secret", "token", "authorization", "bearer", "cookie",
        "jwt",
        "apikey", "firstname", "lastname", "surname", "fullname", "customer", "birthday", "address",
    ]

    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in name {
            if !character.isLetter || character.isUppercase {
                words.append(word.lowercased())
                word = ""
            }
            if character.isLetter { word.append(character) }
        }
        words.append(word.lowercased())
        return words + [name.lowercased()]
    }
}
