import Base

/// The words of problems in the caller's language: a title per code, Turkish or English.
enum ProblemText {
    /// A language that the API answers in.
    enum Language: String, Sendable {
        case turkish = "tr"
        case english = "en"
    }

    /// The better of our two languages for an `Accept-Language` header; Turkish only when it is preferred.
    static func language(accepting header: String?) -> Language {
        guard let header else { return .english }
        var best: (language: Language, weight: Double) = (.english, 0)
        for part in header.split(separator: ",") {
            let fields = part.split(separator: ";")
            guard let tag = fields.first?.split(separator: "-").first,
                let language = Language(rawValue: tag.drop { $0 == " " }.lowercased())
            else { continue }
            let weight =
                fields.dropFirst().compactMap { $0.split(separator: "=").last.flatMap { Double($0) } }.first
                ?? 1
            if weight > best.weight { best = (language, weight) }
        }
        return best.language
    }

    /// The title for a code; the code in words when it has none of its own.
    static func title(_ code: String, _ language: Language) -> String {
        guard let pair = titles[code] else { return code.split(separator: "_").joined(separator: " ") }
        return language == .turkish ? pair.tr : pair.en
    }
}
