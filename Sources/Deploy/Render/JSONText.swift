/// Values as JSON (RFC 8259), indented by two spaces. What is known late is written by the caller.
enum JSONText {
    /// A whole document, ending with a line end.
    static func document(_ value: Value, late: (Value) -> String = { _ in "" }) -> String {
        text(value, "", late) + "\n"
    }

    private static func text(_ value: Value, _ indent: String, _ late: (Value) -> String) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .integer(let number): String(number)
        case .thousandths(let number): decimal(number)
        case .truth(let truth): truth ? "true" : "false"
        case .list(let values): list(values, indent, late)
        case .object(let fields): object(fields, indent, late)
        case .reference, .attribute, .join, .lookup: quoted(late(value))
        }
    }

    private static func list(_ values: [Value], _ indent: String, _ late: (Value) -> String) -> String {
        guard !values.isEmpty else { return "[]" }
        let inner = indent + "  "
        return "[\n" + values.map { inner + text($0, inner, late) }.joined(separator: ",\n") + "\n\(indent)]"
    }

    private static func object(_ fields: [Value.Field], _ indent: String, _ late: (Value) -> String) -> String
    {
        guard !fields.isEmpty else { return "{}" }
        let inner = indent + "  "
        let lines = fields.map { "\(inner)\(quoted($0.name)): \(text($0.value, inner, late))" }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }

    /// `100` thousandths are `0.1`.
    static func decimal(_ number: Int) -> String {
        let rest = number.magnitude % 1_000
        let whole = "\(number < 0 ? "-" : "")\(number.magnitude / 1_000)"
        guard rest != 0 else { return whole }
        var digits = String(String(1_000 + rest).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
