import YAML

/// One fact of a guide: a command, a setting, a row, a point, a line of a drawing.
public struct DocumentItem: Sendable, Equatable {
    /// What kind of fact.
    public enum Kind: String, Sendable {
        /// A heading: its facts stand below.
        case step
        /// A command line.
        case command
        /// An option of a command.
        case setting
        /// A value of a YAML or JSON document.
        case leaf
        /// A row of a table.
        case row
        /// A point of a list, or a bold line.
        case point
        /// A line of other code.
        case code
        /// A line of a drawing.
        case picture
    }

    /// The line, from 1.
    public let line: Int
    /// The heading above.
    public let section: String
    /// Its kind.
    public let kind: Kind
    /// Where it belongs: `aws rds create-db-instance`, `Deployment`.
    public let context: String
    /// Its name: `--allocated-storage`, `spec.minReplicas`; empty for whole lines.
    public let key: String
    /// What it says.
    public let value: String

    /// A fact.
    public init(line: Int, section: String, kind: Kind, context: String, key: String, value: String) {
        self.line = line
        self.section = section
        self.kind = kind
        self.context = context
        self.key = key
        self.value = value
    }

    /// The fact as a text.
    public var text: String { key.isEmpty ? value : value.isEmpty ? key : "\(key) \(value)" }
}

/// Takes every fact out of a guide, so that none can be forgotten.
public enum DocumentItems {
    /// The facts of a guide in Markdown, by line.
    public static func all(in markdown: String) -> [DocumentItem] {
        let guide = Guide(markdown)
        let reader = DocumentReader(guide: guide)
        let items = reader.prose + reader.commands + reader.trees + reader.otherCode
        var seen: Set<String> = []
        return items.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element)
            .filter { seen.insert("\($0.line) \($0.kind.rawValue) \($0.text)").inserted }
    }
}

/// Reads the facts of one guide.
struct DocumentReader {
    let guide: Guide

    private func section(_ line: Int) -> String {
        guide.headings.last { $0.number <= line }.map { $0.text.drop { $0 == "#" || $0 == " " }.trimmed }
            ?? ""
    }

    private func item(
        _ line: Int, _ kind: DocumentItem.Kind, _ value: String, in context: String = "", key: String = ""
    ) -> DocumentItem {
        DocumentItem(line: line, section: section(line), kind: kind, context: context, key: key, value: value)
    }

    var prose: [DocumentItem] {
        guide.prose.compactMap { line in
            let bare = line.text.trimmed
            if bare.hasPrefix("#") {
                return item(line.number, .step, bare.drop { $0 == "#" || $0 == " " }.trimmed)
            }
            if bare.hasPrefix("|") {
                let cells = bare.split(separator: "|").map { $0.trimmed }
                let isRule = cells.allSatisfy { $0.allSatisfy { $0 == "-" || $0 == ":" } }
                return isRule || isHead(line.number)
                    ? nil : item(line.number, .row, cells.joined(separator: " | "))
            }
            let isPoint = bare.hasPrefix("- ") || bare.hasPrefix("**") || bare.first?.isNumber == true
            guard isPoint, bare.contains(where: \.isLetter) else { return nil }
            return item(line.number, .point, bare)
        }
    }

    /// The first row of a table names its columns.
    private func isHead(_ line: Int) -> Bool {
        guard let next = guide.lines[safe: line]?.text.trimmed, next.hasPrefix("|") else { return false }
        return next.allSatisfy { "|-: ".contains($0) }
    }

    var commands: [DocumentItem] {
        guide.commands.filter { !["done", "fi", "cd"].contains($0.words.first?.text) }.flatMap { command in
            let name = command.loop?.name ?? ""
            let values = command.loop?.values ?? [""]
            return values.flatMap { value in
                items(of: command) {
                    $0.replacing("${\(name)}", with: value).replacing("$\(name)", with: value)
                }
            }
        }
    }

    /// A command and its options, the loop's variable filled in.
    private func items(of command: ShellCommand, _ filled: (String) -> String) -> [DocumentItem] {
        let words = command.words
        let head = words.prefix { !$0.text.hasPrefix("-") && !$0.text.hasPrefix("{") }.map { filled($0.text) }
        let length = words.first?.text == "aws" ? 3 : words.first?.text == "kubectl" ? 6 : 8
        let context = head.prefix(length).joined(separator: " ")
        var items = [item(command.line, .command, context, in: context)]
        for (index, word) in words.enumerated() where word.text.hasPrefix("--") && word.text.count > 2 {
            let parts = word.text.split(separator: "=", maxSplits: 1).map(String.init)
            var value = parts.count == 2 ? parts[1] : ""
            if parts.count == 1 {
                value = words.dropFirst(index + 1).prefix { !$0.text.hasPrefix("-") }.map(\.text)
                    .joined(separator: " ")
            }
            if value.hasPrefix("{") || value.hasPrefix("[") { continue }
            items.append(item(word.line, .setting, filled(value), in: context, key: parts[0]))
        }
        return items
    }

    var trees: [DocumentItem] {
        guide.trees.flatMap { tree -> [DocumentItem] in
            let kind = tree.root["kind"]?.text ?? ""
            let near = guide.commands.last {
                $0.block == tree.block && $0.line <= tree.root.line
                    && $0.words.contains { $0.text.hasPrefix("{") || $0.text.hasPrefix("[") }
            }
            let context =
                kind.isEmpty
                ? near.map { $0.words.prefix(3).map(\.text).joined(separator: " ") } ?? "" : kind
            return leaves(tree.root, "", context)
        }
    }

    private func leaves(_ node: YAMLNode, _ path: String, _ context: String) -> [DocumentItem] {
        switch node.content {
        case .scalar(let text, _):
            return text.isEmpty || text.contains("\n")
                ? [] : [item(node.line, .leaf, text, in: context, key: path)]
        case .sequence(let nodes): return nodes.flatMap { leaves($0, path, context) }
        case .mapping(let entries):
            return entries.flatMap { leaves($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)", context) }
        }
    }

    /// Lines of code that are neither shell nor a tree, and drawings.
    var otherCode: [DocumentItem] {
        guide.blocks.flatMap { block -> [DocumentItem] in
            let isTree = guide.trees.contains { $0.block == block.number }
            switch block.language {
            case "bash", "sh", "shell", "console": return []
            case "yaml", "yml", "json":
                return isTree ? [] : block.lines.compactMap { code($0, .code, block.language) }
            case "": return block.lines.compactMap { code($0, .picture, "") }
            default: return block.lines.compactMap { code($0, .code, block.language) }
            }
        }
    }

    private func code(_ line: Guide.Line, _ kind: DocumentItem.Kind, _ language: String) -> DocumentItem? {
        let pieces = line.text.runs { !"┌┐└┘─│├┤┬┴┼▼▶→←↓".contains($0) }.map { $0.trimmed }
        let text = pieces.filter { !$0.isEmpty }.joined(separator: " · ")
        guard text.contains(where: \.isLetter) || text.contains(where: \.isNumber), !text.hasPrefix("//"),
            !text.hasPrefix("--"), !text.hasPrefix("#")
        else { return nil }
        return item(line.number, kind, text, in: language)
    }
}
