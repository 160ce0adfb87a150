import YAML

/// A deployment guide in Markdown as the rules see it: lines, code blocks, commands, files and trees, each
/// with its line.
public struct Guide: Sendable {
    struct Line: Sendable {
        let number: Int
        let text: String
        let lower: String
    }

    struct Block: Sendable {
        let number: Int
        let language: String
        /// The first line of the contents.
        let line: Int
        let lines: [Line]
        /// A file name that the line above or the first comment gives.
        let label: String
        /// The last heading above.
        let heading: Line?

        var text: String { lines.map(\.text).joined(separator: "\n") }
    }

    /// A YAML or JSON document of the guide.
    struct Tree: Sendable {
        let root: YAMLNode
        let block: Int
    }

    /// The most bytes that a guide may have.
    public static let bytesMax = 4 << 20

    let lines: [Line]
    private(set) var prose: [Line] = []
    private(set) var headings: [Line] = []
    private(set) var blocks: [Block] = []
    private(set) var commands: [ShellCommand] = []
    private(set) var files: [String: Int] = [:]
    private(set) var trees: [Tree] = []
    /// Every mapping of every tree.
    private(set) var mappings: [YAMLNode] = []
    /// All of it, and the code alone, in small letters.
    let lower: [UInt8]
    private(set) var lowerCode: [UInt8] = []

    /// Reads a guide, repairing a damaged encoding first.
    public init(_ markdown: String) {
        let text = EncodingRepair.repair(markdown)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            Line(number: $0.offset + 1, text: String($0.element), lower: $0.element.lowercased())
        }
        lower = Array(lines.map(\.lower).joined(separator: "\n").utf8)
        readBlocks()
        for block in blocks { readCode(block) }
        mappings = trees.flatMap { Self.mappings(in: $0.root) }
        lowerCode = Array(code.map(\.lower).joined(separator: "\n").utf8)
    }

    private mutating func readBlocks() {
        var open: (language: String, lines: [Line], label: String)?
        for line in lines {
            let bare = line.text.trimmed
            guard bare.hasPrefix("```") else {
                if open != nil { open?.lines.append(line) } else { readProse(line, bare) }
                continue
            }
            if let block = open {
                close(block.language, block.lines, block.label)
                open = nil
            } else {
                open = (bare.dropFirst(3).lowercased(), [], labelAbove)
            }
        }
        if let block = open { close(block.language, block.lines, block.label) }
    }

    private mutating func readProse(_ line: Line, _ bare: String) {
        if bare.hasPrefix("#") { headings.append(line) }
        prose.append(line)
    }

    private var labelAbove: String {
        let above = prose.last { !$0.text.trimmed.isEmpty }?.text.trimmed ?? ""
        return above.hasSuffix(":") && !above.holds(" ") ? String(above.dropLast()) : ""
    }

    private mutating func close(_ language: String, _ lines: [Line], _ label: String) {
        var label = label
        if let first = lines.first?.text.trimmed, first.hasPrefix("#") || first.hasPrefix("//"),
            let name = first.names.first, label.isEmpty
        {
            label = first.drop { $0 == "#" || $0 == "/" || $0 == " " }.trimmed
            if label.holds(" ") || !name.holds(".") { label = label.holds(" ") ? "" : label }
        }
        blocks.append(
            Block(
                number: blocks.count, language: language, line: lines.first?.number ?? 1, lines: lines,
                label: label, heading: headings.last))
    }

    private mutating func readCode(_ block: Block) {
        if !block.label.isEmpty { files[block.label] = block.line }
        switch block.language {
        case "bash", "sh", "shell", "console": readShell(block.text, line: block.line, block: block.number)
        case "yaml", "yml", "json":
            addTrees(block.text, line: block.line, block: block.number)
            readScripts(block.number)
        default: break
        }
    }

    private mutating func readShell(_ text: String, line: Int, block: Int) {
        var reader = ShellReader(text, line: line, block: block)
        reader.read()
        commands += reader.commands
        for file in reader.files {
            files[file.name] = file.line
            addTrees(file.text, line: file.line, block: block)
        }
        for word in reader.commands.flatMap(\.words) {
            if let first = word.text.first, first == "{" || first == "[", word.text.count > 2 {
                addTrees(word.text, line: word.line, block: block)
            }
        }
    }

    /// A workflow's steps are commands too.
    private mutating func readScripts(_ block: Int) {
        let scripts = trees.filter { $0.block == block }.flatMap { Self.mappings(in: $0.root) }
            .compactMap { $0["run"] }
        for script in scripts {
            guard let text = script.text else { continue }
            readShell(text, line: text.holds("\n") ? script.line + 1 : script.line, block: block)
        }
    }

    private mutating func addTrees(_ text: String, line: Int, block: Int) {
        guard let documents = try? YAML.documents(text) else { return }
        for document in documents where document.text == nil {
            trees.append(Tree(root: document.moved(by: line - 1), block: block))
        }
    }

    private static func mappings(in node: YAMLNode) -> [YAMLNode] {
        switch node.content {
        case .scalar: []
        case .sequence(let nodes): nodes.flatMap { mappings(in: $0) }
        case .mapping(let entries): [node] + entries.flatMap { mappings(in: $0.value) }
        }
    }
}
