/// What became of a fact.
public enum CoverageVerdict: Sendable, Equatable {
    /// It is rendered there.
    case rendered(String)
    /// A command of ours does it.
    case done(String)
    /// A named check looks at it.
    case checked(String)
    /// A rule forces another value.
    case rule(String, String)
    /// The document contradicts itself or the product.
    case contradiction(String)
    /// There is no such thing, or nothing of the system.
    case absent(String)
    /// A heading or a sentence whose facts stand below.
    case below

    /// For the table.
    public var text: String {
        switch self {
        case .rendered(let place): "rendered: \(place)"
        case .done(let command): "done by: \(command)"
        case .checked(let check): "checked: \(check)"
        case .rule(let rule, let why): "differs, rule \(rule): \(why)"
        case .contradiction(let why): "differs, contradiction: \(why)"
        case .absent(let why): "differs, does not exist: \(why)"
        case .below: "heading: its facts stand below"
        }
    }
}

/// A reviewed answer for facts of a document: its lines, a part of its text, and what became of it.
public struct CoverageReason: Sendable, Equatable {
    /// The lines.
    public let lines: ClosedRange<Int>
    /// What the fact's text must hold; empty for all facts of the lines.
    public let holds: String
    /// What became of it.
    public let verdict: CoverageVerdict
    /// For `at`: what the place must hold.
    public let value: String
    /// The line of the reasons' file.
    public let line: Int

    /// Reads `LINES | PART | VERDICT | TEXT`, a line each; `*` for all lines or every part.
    public static func read(_ text: String) throws(ProfileFault) -> [CoverageReason] {
        var result: [CoverageReason] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.trimmed.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false).map {
                $0.trimmed
            }
            guard parts.count == 4, let lines = range(parts[0]),
                let (verdict, value) = verdict(parts[2], parts[3])
            else {
                throw ProfileFault(
                    file: "reasons", line: index + 1, column: 1,
                    message:
                        "LINES | PART | at, does, check, rule NAME, contradiction, absent, below | TEXT is wanted"
                )
            }
            result.append(
                CoverageReason(
                    lines: lines, holds: parts[1] == "*" ? "" : parts[1], verdict: verdict, value: value,
                    line: index + 1))
        }
        return result
    }

    private static func range(_ text: String) -> ClosedRange<Int>? {
        if text == "*" { return 1...1_000_000 }
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return nil }
        return first...last
    }

    private static func verdict(_ word: String, _ text: String) -> (CoverageVerdict, String)? {
        let words = word.split(separator: " ").map(String.init)
        switch words.first {
        case "at":
            let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmed }
            return (.rendered(parts[0]), parts.count == 2 ? parts[1] : "")
        case "does": return (.done(text), "")
        case "check": return (.checked(text), "")
        case "rule": return words.count == 2 ? (.rule(words[1], text), "") : nil
        case "contradiction": return (.contradiction(text), "")
        case "absent": return (.absent(text), "")
        case "below": return (.below, "")
        default: return nil
        }
    }

    /// Whether it answers for a fact.
    func answers(_ item: DocumentItem) -> Bool {
        lines.contains(item.line) && (holds.isEmpty || item.text.holds(holds) || item.context.holds(holds))
    }
}
