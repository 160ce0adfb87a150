/// What a manifest says of values that are known only once something exists: the parameter that holds each,
/// in CloudFormation's notation, `{{resolve:ssm:/pixpos/prod/data/Cache/Arn}}`. They are filled in before
/// the manifest is applied.
public enum LateValues {
    private static let opening = "{{resolve:ssm:"
    private static let closing = "}}"

    /// A value as the text that stands for it.
    static func text(_ value: Value, in graph: Graph) -> String {
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .thousandths(let number): "\(number)"
        case .truth(let truth): truth ? "true" : "false"
        case .reference(let id): .resolving(ParameterName.of(id, nil, in: graph))
        case .attribute(let id, let name): .resolving(ParameterName.of(id, name, in: graph))
        case .lookup(let id): .resolving(ParameterName.of(id, in: graph))
        case .join(let pieces): pieces.map { text($0, in: graph) }.joined()
        case .list, .object: ""
        }
    }

    /// Every text of a value, one after the other.
    static func texts(in value: Value) -> String {
        switch value {
        case .text(let text): text
        case .list(let values), .join(let values): values.map(texts).joined(separator: "\n")
        case .object(let fields): fields.map { texts(in: $0.value) }.joined(separator: "\n")
        default: ""
        }
    }

    /// The parameters that a text waits for, each once, in the order of the text.
    public static func names(in text: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let start = rest.firstRange(of: opening) {
            let after = rest[start.upperBound...]
            guard let end = after.firstRange(of: closing) else { break }
            let name = String(after[..<end.lowerBound])
            if !found.contains(name) { found.append(name) }
            rest = after[end.upperBound...]
        }
        return found
    }

    /// A text with the values of its parameters; those that are not given stay.
    public static func fill(_ text: String, _ values: [String: String]) -> String {
        names(in: text).reduce(text) { filled, name in
            values[name].map { filled.replacing(opening + name + closing, with: $0) } ?? filled
        }
    }
}
