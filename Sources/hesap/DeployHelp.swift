import Deploy

/// The help of `hesap deploy`, whole or of one of its commands.
extension Help {
    /// Its commands, as the whole help names them.
    static let deployVerbs: [String] = usages.flatMap(\.verbs).inOrderOnce

    /// The part for the command among the words; the whole when there is none.
    static func deploy(of words: [String]) -> String {
        guard let verb = words.first(where: { deployVerbs.contains($0) }) else { return deploy }
        let shown = usages.filter { $0.verbs.contains(verb) }.map(\.line)
        let usage = shown.enumerated().map { ($0 == 0 ? "Usage: " : "       ") + $1 }
        let known = parts.filter {
            $0.names.contains(verb) || $0.names.isEmpty && !local.contains(verb)
        }.flatMap(\.lines)
        return (usage + [""] + known + [""] + remarks).joined(separator: "\n")
    }

    /// A line of usage: `hesap deploy outputs|drift PROFILE …` is of two commands.
    private static let usages: [(verbs: [String], line: String)] = deploy.split(separator: "\n").compactMap {
        guard let start = $0.firstRange(of: "hesap deploy ")?.upperBound, !$0.hasPrefix("A ") else {
            return nil
        }
        let verbs = $0[start...].prefix { $0 != " " }.split(separator: "|").map(String.init)
        return (verbs, "hesap deploy " + $0[start...])
    }

    /// What follows the lines of usage: a line that begins at the margin with a command, and what is
    /// indented below it.
    private static let parts: [(names: [String], lines: [String])] = {
        var found: [(names: [String], lines: [String])] = []
        for line in deploy.split(separator: "\n").map(String.init) {
            let word = String(line.prefix { $0 != " " })
            if deployVerbs.contains(word) {
                found.append(([word], [line]))
            } else if line.hasSuffix(":") {
                found.append(([], [line]))
            } else if !word.isEmpty {
                found.append((["nothing"], [line]))
            } else if !found.isEmpty, !line.contains("hesap deploy ") {
                found[found.count - 1].lines.append(line)
            }
        }
        return found
    }()

    /// Commands that ask no account.
    private static let local: Set<String> = [
        "init", "lint", "price", "capacity", "coverage", "guide", "docs", "policy", "rules", "render",
        "build",
    ]

    /// What holds for all of them.
    private static let remarks = [
        "A PROFILE is a file, or the name of one in deploy/profiles. --environment (or ENVIRONMENT) chooses one"
            + " of its environments.",
        "Exit status: 0 done, 1 findings or failed, 2 could not judge, 3 refused, 4 drift, 64 wrong usage.",
    ]
}
