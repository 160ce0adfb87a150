import struct FoundationEssentials.URLComponents

/// One wrong setting: its name and what is expected, never its value.
public struct ConfigurationComplaint: Hashable, Sendable, CustomStringConvertible {
    /// The variable.
    public let name: String
    /// What is wrong.
    public let message: String

    /// A complaint about a variable.
    public init(_ name: String, _ message: String) {
        self.name = name
        self.message = message
    }

    /// `NAME: message`.
    public var description: String { "\(name): \(message)" }
}

/// Reads typed settings and collects every complaint, so that all are reported at once.
struct ConfigurationReader {
    let values: [String: String]
    private(set) var complaints: [ConfigurationComplaint] = []

    init(_ values: [String: String]) { self.values = values.filter { !$0.value.isEmpty } }

    mutating func complain(_ name: String, _ message: String) {
        complaints.append(ConfigurationComplaint(name, message))
    }

    /// The first of several names for one setting that is set; other names must not say something else.
    mutating func text(_ names: String...) -> (name: String, value: String)? { text(names) }

    mutating func text(_ names: [String]) -> (name: String, value: String)? {
        var found: (name: String, value: String)?
        for name in names {
            guard let value = values[name] else { continue }
            if let found, found.value != value { complain(name, "says something else than \(found.name)") }
            if found == nil { found = (name, value) }
        }
        return found
    }

    mutating func value<Value>(
        _ names: String..., expected: String, _ read: (String) -> Value?
    ) -> Value? {
        guard let (name, text) = text(names) else { return nil }
        guard let value = read(text) else {
            complain(name, "\(expected) is expected")
            return nil
        }
        return value
    }

    mutating func port(_ names: String...) -> Int? {
        guard let (name, text) = text(names) else { return nil }
        guard let port = Int(text), (0...65_535).contains(port) else {
            complain(name, "a port from 0 to 65535 is expected")
            return nil
        }
        return port
    }

    mutating func count(_ name: String, _ bounds: ClosedRange<Int>) -> Int? {
        value(name, expected: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)") { text in
            Int(text).flatMap { bounds.contains($0) ? $0 : nil }
        }
    }

    mutating func duration(_ names: String...) -> Duration? {
        guard let (name, text) = text(names) else { return nil }
        guard let duration = SettingText.duration(text) else {
            complain(name, "a duration such as 30s, 15m, 12h or 7d is expected")
            return nil
        }
        return duration
    }

    mutating func flag(_ name: String) -> Bool? {
        value(name, expected: "true or false") { SettingText.flag($0) }
    }

    mutating func url(_ name: String, schemes: [String]) -> String? {
        let expected = "a URL that begins with " + schemes.map { $0 + "://" }.joined(separator: " or ")
        return value(name, expected: expected) { text in
            guard let parts = URLComponents(string: text), let scheme = parts.scheme,
                schemes.contains(scheme),
                let host = parts.host, !host.isEmpty
            else { return nil }
            return text.hasSuffix("/") ? String(text.dropLast()) : text
        }
    }

    func list(_ name: String) -> [String]? {
        values[name]?.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }
}

/// The texts that settings are written in.
public enum SettingText {
    /// `500ms`, `30s`, `15m`, `12h`, `7d`; a number alone is seconds. Nil for anything else.
    public static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number <= 1_000_000_000 else { return nil }
        switch text[digits.endIndex...].lowercased() {
        case "ms": return .milliseconds(number)
        case "", "s": return .seconds(number)
        case "m", "min": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        case "d": return .seconds(number * 86_400)
        default: return nil
        }
    }

    /// `4096`, `64k`, `16MiB`, `2gb`, in powers of 1024. Nil for anything else.
    public static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number <= 1 << 20 else { return nil }
        switch text[digits.endIndex...].lowercased() {
        case "", "b": return number
        case "k", "kb", "kib": return number << 10
        case "m", "mb", "mib": return number << 20
        case "g", "gb", "gib": return number << 30
        default: return nil
        }
    }

    /// `true`, `1`, `yes`, `on` and their opposites, in any case.
    public static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1", "yes", "on": true
        case "false", "0", "no", "off": false
        default: nil
        }
    }
}
