/// The languages of guides.
public enum Language: String, Sendable, CaseIterable {
    /// Turkish.
    case turkish = "tr"
    /// English.
    case english = "en"

    /// The one of two texts that is in this language.
    func pick(_ english: String, _ turkish: String) -> String { self == .english ? english : turkish }
}

/// A page of Markdown being written.
struct PageText {
    private(set) var text = ""

    mutating func heading(_ level: Int, _ title: String) {
        text += String(repeating: "#", count: level) + " " + title + "\n\n"
    }

    mutating func say(_ sentence: String) { text += sentence + "\n\n" }

    mutating func point(_ sentence: String) { text += "- " + sentence + "\n" }

    /// Ends a list.
    mutating func end() { text += "\n" }

    /// The page, ending with one line end.
    var whole: String { text.hasSuffix("\n\n") ? String(text.dropLast()) : text }

    mutating func table(_ columns: [String], _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        text += "| " + columns.joined(separator: " | ") + " |\n"
        text += "|" + columns.map { _ in "---" }.joined(separator: "|") + "|\n"
        for row in rows {
            text += "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        text += "\n"
    }

    mutating func code(_ language: String, _ code: String) {
        text += "```\(language)\n" + code + (code.hasSuffix("\n") ? "" : "\n") + "```\n\n"
    }
}
