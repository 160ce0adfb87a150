/// Values as YAML 1.2, in blocks: every text that a reader could take for something else stands in quotes.
enum YAMLText {
    /// A whole document, ending with a line end.
    static func document(_ value: Value, late: (Value) -> String) -> String {
        lines(value, late).joined(separator: "\n") + "\n"
    }

    /// A text as a scalar.
    static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    private static func lines(_ value: Value, _ late: (Value) -> String) -> [String] {
        switch value {
        case .object(let fields) where !fields.isEmpty: fields.flatMap { entry($0, late) }
        case .list(let values) where !values.isEmpty: values.flatMap { element($0, late) }
        default: [inline(value, late)]
        }
    }

    private static func entry(_ field: Value.Field, _ late: (Value) -> String) -> [String] {
        let key = scalar(field.name)
        switch field.value {
        case .object(let fields) where !fields.isEmpty:
            return ["\(key):"] + lines(field.value, late).map { "  \($0)" }
        case .list(let values) where !values.isEmpty:
            return ["\(key):"] + lines(field.value, late).map { "  \($0)" }
        case .text(let text) where isBlock(text):
            return ["\(key): |"] + block(text)
        default: return ["\(key): \(inline(field.value, late))"]
        }
    }

    private static func element(_ value: Value, _ late: (Value) -> String) -> [String] {
        let inner = lines(value, late)
        return inner.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
    }

    private static func inline(_ value: Value, _ late: (Value) -> String) -> String {
        switch value {
        case .text(let text): scalar(text)
        case .integer(let number): String(number)
        case .thousandths(let number): thousandths(number)
        case .truth(let truth): truth ? "true" : "false"
        case .list: "[]"
        case .object: "{}"
        case .reference, .attribute, .join, .lookup: scalar(late(value))
        }
    }

    /// `100` thousandths are `0.1`.
    private static func thousandths(_ number: Int) -> String {
        let rest = number.magnitude % 1000
        let whole = "\(number < 0 ? "-" : "")\(number.magnitude / 1000)"
        if rest == 0 { return whole }
        var digits = String(String(1000 + rest).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// Texts of several lines, with one line end behind the last and no tricky beginning, stand as blocks.
    private static func isBlock(_ text: String) -> Bool {
        guard text.hasSuffix("\n"), !text.hasSuffix("\n\n"), !text.hasPrefix(" "), !text.hasPrefix("\n")
        else {
            return false
        }
        return text.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
    }

    private static func block(_ text: String) -> [String] {
        text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.isEmpty ? "" : "  \($0)"
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value >= 0x20 && scalar.value < 0x7F) || (scalar.value >= 0xA0 && scalar.value < 0xD800)
    }

    /// Plain only where no reader of YAML 1.1 or 1.2 can see a number, a truth value, a date or a sign.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first) || first == "/" else { return false }
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        guard !words.contains(text.lowercased()), text.last != ":" else { return false }
        return text.unicodeScalars.allSatisfy {
            isLetter($0) || ("0"..."9").contains($0) || "/._-:@=+".unicodeScalars.contains($0)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.allSatisfy(isPrintable) else { return escaped(text) }
        return "'\(text.replacing("'", with: "''"))'"
    }

    private static func escaped(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where isPrintable(scalar): out.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return out + "\""
    }
}
