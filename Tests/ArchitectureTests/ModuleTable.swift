/// The table of modules in docs/architecture.md: who may use whom.
struct ModuleTable {
    /// Module names in the table's order.
    let order: [String]
    let uses: [String: [String]]

    static let written = ModuleTable(markdown: Project.text(of: "docs/architecture.md"))

    init(markdown: String) {
        var order: [String] = []
        var uses: [String: [String]] = [:]
        for line in markdown.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map {
                $0.split(separator: "`", omittingEmptySubsequences: false)
            }
            guard cells.count >= 3, cells[0].count == 3 else { continue }
            let module = String(cells[0][1])
            order.append(module)
            // Every second piece stood between backquotes.
            uses[module] = cells[2].enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
        self.order = order
        self.uses = uses
    }

    /// The dependencies that Package.swift declares, by target: `module("Name", uses: [...])` and its like.
    static func declared(in package: String) -> [String: [String]] {
        var result: [String: [String]] = [:]
        let text = package.split(separator: "\n").filter { !$0.hasPrefix("//") }.joined(separator: " ")
        for opening in ["module(", ".target(", ".executableTarget("] {
            for call in text.split(separator: " ").joined(separator: " ").components(after: opening) {
                let words = call.prefix { $0 != "]" }.split(separator: "\"", omittingEmptySubsequences: false)
                guard words.count >= 2, !words[1].contains("(") else { continue }
                let names = words.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
                let isPlain = call.prefix { $0 != "\"" }.allSatisfy { $0 == " " || $0.isLetter || $0 == ":" }
                let list = call.prefix { $0 != ")" }
                if isPlain, !names.isEmpty {
                    result[names[0]] = list.contains("[") ? Array(names.dropFirst()) : []
                }
            }
        }
        return result
    }
}

extension String {
    /// The pieces that follow each place where `opening` stands.
    fileprivate func components(after opening: String) -> [Substring] {
        var result: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: opening) {
            rest = rest[range.upperBound...]
            result.append(rest)
        }
        return result
    }
}
