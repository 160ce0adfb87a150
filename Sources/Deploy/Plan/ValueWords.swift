import Base

/// A value of the graph as JSON on a command line, with what is known only later filled in when it runs.
struct ValueWords {
    let graph: Graph
    let region: String

    /// The JSON as one word.
    func word(_ value: Value) -> Word { .join(merged(pieces(value))) }

    /// A text that is put together of pieces, without quotes.
    func plain(_ value: Value) -> Word { .join(merged(bare(value))) }

    private func pieces(_ value: Value) -> [Word] {
        switch value {
        case .integer(let number): [.text(String(number))]
        case .thousandths(let number): [.text(Self.decimal(number))]
        case .truth(let truth): [.text(truth ? "true" : "false")]
        case .list(let values): ["["] + separated(values.map(pieces)) + ["]"]
        case .object(let fields):
            ["{"] + separated(fields.map { [.text(JSON.string($0.name).written + ":")] + pieces($0.value) })
                + ["}"]
        // A revision is a number, and known late.
        case .attribute(_, let name) where name.hasSuffix(".Revision"): bare(value)
        case .text(let text):
            released(text).map { [$0] } ?? ["\""] + bare(value) + ["\""]
        case .join, .reference, .attribute, .lookup: ["\""] + bare(value) + ["\""]
        }
    }

    /// A truth that releases write down.
    private func released(_ text: String) -> Word? {
        guard let name = LateValues.names(in: text).first, text == .resolving(name),
            name.hasSuffix("-rests")
        else { return nil }
        return .parameter(name, region: region)
    }

    /// The inside of a JSON text.
    private func bare(_ value: Value) -> [Word] {
        switch value {
        case .text(let text): [.text(Self.escaped(text))]
        case .join(let values): values.flatMap(bare)
        case .reference(let id): [parameter(id, nil)]
        case .attribute(let id, let name): [parameter(id, name)]
        case .lookup(let id): [.parameter(ParameterName.of(id, in: graph), region: region)]
        // A JSON document inside a text: a policy.
        case .object, .list: merged(pieces(value)).map(Self.nested)
        case .integer, .thousandths, .truth: pieces(value)
        }
    }

    private func parameter(_ id: ResourceID, _ attribute: String?) -> Word {
        .parameter(ParameterName.of(id, attribute, in: graph), region: graph[id]?.region ?? region)
    }

    private func separated(_ parts: [[Word]]) -> [Word] {
        parts.enumerated().flatMap { $0.offset == 0 ? $0.element : [","] + $0.element }
    }

    private func merged(_ words: [Word]) -> [Word] {
        words.reduce(into: []) { result, word in
            if case .text(let new) = word, case .text(let old)? = result.last {
                result[result.count - 1] = .text(old + new)
            } else {
                result.append(word)
            }
        }
    }

    private static func nested(_ word: Word) -> Word {
        guard case .text(let text) = word else { return word }
        return .text(escaped(text))
    }

    private static func escaped(_ text: String) -> String {
        String(JSON.string(text).written.dropFirst().dropLast())
    }

    static func decimal(_ thousandths: Int) -> String {
        let rest = String(1000 + abs(thousandths % 1000)).dropFirst()
        let whole = "\(thousandths < 0 ? "-" : "")\(abs(thousandths / 1000))"
        var text = "\(whole).\(rest)"
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

extension Value {
    /// The same with names that begin small, in objects at any depth: `BrokerNodeGroupInfo` →
    /// `brokerNodeGroupInfo`.
    var beginningSmall: Value {
        switch self {
        case .object(let fields):
            .object(fields.map { Field(Self.small($0.name), $0.value.beginningSmall) })
        case .list(let values): .list(values.map(\.beginningSmall))
        default: self
        }
    }

    /// The same with another name for some fields, at any depth.
    func renaming(_ from: String, _ to: String) -> Value {
        switch self {
        case .object(let fields):
            .object(fields.map { Field($0.name == from ? to : $0.name, $0.value.renaming(from, to)) })
        case .list(let values): .list(values.map { $0.renaming(from, to) })
        default: self
        }
    }

    /// The fields of an object of these names alone.
    func only(_ names: [String]) -> [Field] {
        guard case .object(let fields) = self else { return [] }
        return fields.filter { names.contains($0.name) }
    }

    /// The fields of an object but these.
    func except(_ names: [String]) -> [Field] {
        guard case .object(let fields) = self else { return [] }
        return fields.filter { !names.contains($0.name) }
    }

    /// The elements of a list.
    var elements: [Value] {
        guard case .list(let values) = self else { return [] }
        return values
    }

    /// `EBSStorageInfo` → `ebsStorageInfo`, `ClusterName` → `clusterName`.
    private static func small(_ name: String) -> String {
        let capitals = name.prefix { $0.isUppercase }.count
        let count = capitals > 1 && capitals < name.count ? capitals - 1 : capitals
        return name.prefix(count).lowercased() + name.dropFirst(count)
    }
}
