/// A text in the languages of the house: a product's name in Turkish and English.
public struct LocalText: Hashable, Sendable {
    /// Language tag (`tr`, `en`) to text; never an empty text.
    public let texts: [String: String]

    /// The languages that the wire and the screens know, in the order of the fallback chain.
    public static let languages = ["tr", "en"]

    /// A text by language; empty texts are left out.
    public init(_ texts: [String: String]) { self.texts = texts.filter { !$0.value.isEmpty } }

    /// A text in Turkish and, when it has one, in English.
    public init(tr: String, en: String? = nil) {
        self.init(["tr": tr, "en": en ?? ""])
    }

    /// Whether there is no text in any language.
    public var isEmpty: Bool { texts.isEmpty }

    /// The text in that language, or along the chain: Turkish, English, then any other; empty when there is
    /// none.
    public func text(in language: String) -> String {
        if let exact = texts[language] { return exact }
        if let base = language.split(separator: "-").first, let found = texts[String(base)] { return found }
        for fallback in LocalText.languages {
            if let found = texts[fallback] { return found }
        }
        return texts.min { $0.key < $1.key }?.value ?? ""
    }
}

extension LocalText: Shaped {
    /// An object with a member per language, each up to 200 characters; absent languages are left out.
    public static let shape: Shape<LocalText> = .localText(200)

    /// The members in the order of the languages.
    public var json: JSON { LocalText.shape.encode(self) }

    /// Writes the same.
    @Sendable fileprivate static func write(_ value: LocalText, to writer: inout JSONWriter) {
        var written = 0
        writer.raw("{")
        for language in languages {
            guard let text = value.texts[language] else { continue }
            writer.member(language, isFirst: written == 0)
            writer.write(text)
            written += 1
        }
        if written < value.texts.count {
            for (language, text) in value.texts.sorted(by: { $0.key < $1.key })
            where !languages.contains(language) {
                writer.member(language, isFirst: written == 0)
                writer.write(text)
                written += 1
            }
        }
        writer.raw("}")
    }
}

extension Shape where Value == LocalText {
    /// A text by language, each of at most `length` characters.
    public static func localText(_ length: Int) -> Shape {
        let one = Shape<String>.text(0...length)
        let members = LocalText.languages.map {
            Schema.Member(name: $0, schema: one.schema, required: false, description: nil)
        }
        return Shape(
            schema: .named(
                "LocalText\(length)", .object(members, description: "One text in several languages.")),
            decode: { json, pointer, faults in
                guard case .object(let present) = json else {
                    faults.append(
                        FieldFault(pointer, "wrong_type", "An object of language to text is expected."))
                    return nil
                }
                let before = faults.count
                var texts: [String: String] = [:]
                for (language, value) in present {
                    guard LocalText.languages.contains(language) else {
                        faults.append(
                            FieldFault("\(pointer)/\(language)", "unknown_field", "No such language."))
                        continue
                    }
                    texts[language] = one.decode(value, "\(pointer)/\(language)", &faults)
                }
                return faults.count == before ? LocalText(texts) : nil
            },
            encode: { value in
                let known = LocalText.languages.filter { value.texts[$0] != nil }
                let others = value.texts.keys.filter { !LocalText.languages.contains($0) }.sorted()
                return .object((known + others).map { ($0, .string(value.texts[$0] ?? "")) })
            }, write: LocalText.write)
    }
}
