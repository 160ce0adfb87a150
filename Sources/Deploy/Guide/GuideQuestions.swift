import YAML

extension Guide {
    /// All lines of code, whatever the language; drawings have none.
    var code: [Line] { blocks.filter { !$0.language.isEmpty }.flatMap(\.lines) }

    /// Drawings and listings: blocks without a language.
    var drawings: [Line] { blocks.filter { $0.language.isEmpty }.flatMap(\.lines) }

    /// The commands `aws SERVICE VERB`.
    func aws(_ service: String, _ verb: String) -> [ShellCommand] {
        commands.filter { $0.calls("aws", service, verb) }
    }

    /// Kubernetes objects of a kind.
    func objects(_ kind: String) -> [YAMLNode] {
        trees.map(\.root).filter { $0["kind"]?.text == kind && $0["apiVersion"] != nil }
    }

    /// The containers of a workload.
    func containers(of workload: YAMLNode) -> [YAMLNode] {
        workload.at("spec", "template", "spec", "containers")?.elements ?? []
    }

    /// The first line that holds one of the words, in small letters.
    func firstLine(of words: String...) -> Int? {
        lines.first { $0.lower.holds(any: words) }?.number
    }

    /// The first line of prose that holds one of the words.
    func firstProse(_ words: [String]) -> Int? { prose.first { $0.lower.holds(any: words) }?.number }

    /// Whether anything is deployed here: commands or objects.
    var deploys: Bool { !commands.isEmpty || !objects("Deployment").isEmpty }

    /// Whether one of the words stands anywhere.
    func says(_ words: String...) -> Bool { lower.holds(any: words) }

    /// Whether one of the words stands in code.
    func codeSays(_ words: String...) -> Bool { lowerCode.holds(any: words) }

    /// Cells of the rows of tables.
    var tableRows: [(line: Int, cells: [String])] {
        prose.filter { $0.text.trimmed.hasPrefix("|") }.map { line in
            (
                line.number,
                line.text.trimmed.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
                    .dropLast()
                    .map { $0.trimmed }
            )
        }
    }

    /// The region that most commands name.
    var region: String? {
        let known = lines.flatMap(\.lower.names).filter { name in
            let parts = name.split(separator: "-")
            return parts.count == 3 && parts[0].count == 2 && parts[2].count == 1
                && parts[2].allSatisfy(\.isNumber)
        }
        var counts: [String: Int] = [:]
        for name in known { counts[name, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
