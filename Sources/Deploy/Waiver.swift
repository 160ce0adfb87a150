/// Permission to break a rule in certain files, with a reason: `RULE GLOB [until:YYYY-MM-DD] reason`.
public struct Waiver: Sendable, Equatable {
    /// The rule's name.
    public let rule: String
    /// The files: `*` stands for any run of characters, `?` for one.
    public let glob: String
    /// The last day on which it holds, as `YYYY-MM-DD`.
    public let until: String?
    /// Why.
    public let reason: String
    /// The line of the waivers' file.
    public let line: Int

    /// A fault of a waivers' file.
    public struct Fault: Error, Sendable, Equatable {
        /// The line, from 1.
        public let line: Int
        /// What is wrong there.
        public let message: String
    }

    /// Reads a waivers' file; empty lines and lines with `#` in front are passed over.
    public static func read(_ text: String) throws(Fault) -> [Waiver] {
        var result: [Waiver] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let bare = line.trimmed
            if bare.isEmpty || bare.hasPrefix("#") { continue }
            result.append(try waiver(bare, line: index + 1))
        }
        return result
    }

    /// The waivers that a guide itself states, in blocks of the language `waivers`.
    public static func within(_ markdown: String) throws(Fault) -> [Waiver] {
        var isOpen = false
        var lines: [Substring] = []
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isOpen = !isOpen && line.dropFirst(3).trimmed == "waivers" }
            lines.append(isOpen && !line.hasPrefix("```") ? line : "")
        }
        return try read(lines.joined(separator: "\n"))
    }

    private static func waiver(_ text: String, line: Int) throws(Fault) -> Waiver {
        var words = text.split(separator: " ").map(String.init)
        guard words.count >= 2 else { throw Fault(line: line, message: "RULE GLOB reason is wanted") }
        let rule = words.removeFirst()
        let glob = words.removeFirst()
        guard RuleCatalogue.all.contains(where: { $0.id == rule }) else {
            throw Fault(line: line, message: "there is no rule \(rule)")
        }
        var until: String?
        if let day = words.first, day.hasPrefix("until:") {
            until = String(words.removeFirst().dropFirst("until:".count))
            guard let date = until, isDay(date) else {
                throw Fault(line: line, message: "\(day): a day is written YYYY-MM-DD")
            }
        }
        guard !words.isEmpty else { throw Fault(line: line, message: "a waiver needs a reason") }
        return Waiver(rule: rule, glob: glob, until: until, reason: words.joined(separator: " "), line: line)
    }

    static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
            && (1...12).contains(Int(parts[1]) ?? 0) && (1...31).contains(Int(parts[2]) ?? 0)
    }

    /// Marks what the waivers permit for a file on a day; an expired waiver permits nothing.
    public static func apply(
        _ waivers: [Waiver], to findings: [Finding], of file: String, on today: String
    ) -> [Finding] {
        findings.map { finding in
            var finding = finding
            finding.waived =
                waivers.first {
                    $0.rule == finding.rule && ($0.until ?? today) >= today
                        && matches(Array($0.glob), Array(file))
                }?.reason
            return finding
        }
    }

    private static func matches(_ glob: [Character], _ name: [Character]) -> Bool {
        guard let first = glob.first else { return name.isEmpty }
        let rest = Array(glob.dropFirst())
        if first == "*" { return (0...name.count).contains { matches(rest, Array(name.dropFirst($0))) } }
        guard let character = name.first, first == "?" || first == character else { return false }
        return matches(rest, Array(name.dropFirst()))
    }
}
