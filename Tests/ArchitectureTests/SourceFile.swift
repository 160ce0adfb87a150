import Foundation

/// One Swift file of the project, as the rules read it.
struct SourceFile: Sendable {
    /// From the project's folder: `Sources/Base/Money.swift`.
    let path: String
    /// Its lines as they stand.
    let lines: [String]
    /// The same lines with comments and the contents of text literals blanked out; interpolations stay.
    let code: [String]
    /// The contents of text literals, with the line that each began on (from 1).
    let literals: [(line: Int, text: String)]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var lexer = Lexer(text)
        lexer.run()
        code = String(decoding: lexer.code, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        literals = lexer.literals
    }

    /// The target's folder: `Base` of `Sources/Base/Money.swift`.
    var module: String { String(path.split(separator: "/")[1]) }
    var name: String { String(path.split(separator: "/").last ?? "") }
    var isSource: Bool { path.hasPrefix("Sources/") }
    var isStore: Bool { name.hasSuffix("Store.swift") || path.contains("/Migrations/") }

    /// The modules that the file imports.
    var imports: [String] {
        code.compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first, first.hasPrefix("@") || SourceFile.access.contains(first) {
                words.removeFirst()
            }
            guard words.count >= 2, words[0] == "import" else { return nil }
            let name = SourceFile.kinds.contains(words[1]) ? words[2] : words[1]
            return String(name.prefix { $0 != "." })
        }
    }

    /// Where `text` stands in code as a word of its own, as `path:line`.
    func places(of text: String) -> [String] {
        code.enumerated().filter { SourceFile.holds($0.element, text) }.map { "\(path):\($0.offset + 1)" }
    }

    private static func holds(_ line: String, _ text: String) -> Bool {
        guard let range = line.firstRange(of: text) else { return false }
        guard let first = text.first, first.isLetter, let before = line[..<range.lowerBound].last else {
            return true
        }
        return !(before.isLetter || before.isNumber || before == "_")
            || holds(String(line[range.upperBound...]), text)
    }

    /// Whether a text literal takes part of the line.
    func isLiteral(line index: Int) -> Bool { code[index] != lines[index] && !isComment(line: index) }

    /// Whether the line is a comment.
    func isComment(line index: Int) -> Bool { lines[index].drop { $0 == " " }.hasPrefix("//") }

    private static let access: Set<String> = ["public", "internal", "private", "fileprivate", "package"]
    private static let kinds: Set<String> = [
        "struct", "class", "enum", "protocol", "func", "typealias", "let", "var",
    ]
}

/// Parts Swift text into code, comments and text literals.
private struct Lexer {
    private let text: [UInt8]
    private var index = 0
    private var line = 1
    private(set) var code: [UInt8] = []
    private(set) var literals: [(line: Int, text: String)] = []

    init(_ text: String) {
        self.text = Array(text.utf8)
        code.reserveCapacity(self.text.count)
    }

    mutating func run() { while index < text.count { step(endsAt: nil) } }

    /// Reads one piece of code; inside an interpolation until its closing parenthesis.
    private mutating func step(endsAt depth: Int?) {
        let byte = text[index]
        if byte != UInt8(ascii: "/") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "#") {
            keep()
        } else if starts("//") {
            while index < text.count, text[index] != 10 { blank() }
        } else if starts("/*") {
            blockComment()
        } else if let hashes = literalStart() {
            literal(hashes)
        } else {
            keep()
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank()
            } else if starts("*/") {
                depth -= 1
                blank()
            }
            blank()
        } while depth > 0 && index < text.count
    }

    /// The number of `#` before a quote, when a literal starts here.
    private func literalStart() -> Int? {
        var end = index
        while end < text.count, text[end] == UInt8(ascii: "#") { end += 1 }
        return end < text.count && text[end] == UInt8(ascii: "\"") ? end - index : nil
    }

    private mutating func literal(_ hashes: Int) {
        let began = line
        let pounds = String(repeating: "#", count: hashes)
        for _ in 0..<hashes { keep() }
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        for _ in 0..<quotes.utf8.count { keep() }
        var contents: [UInt8] = []
        while index < text.count, !starts(quotes + pounds) {
            if starts("\\" + pounds + "(") {
                contents += Array("\\()".utf8)
                interpolation(skipping: 2 + hashes)
            } else if starts("\\" + pounds) {
                contents += text[index..<min(index + 2 + hashes, text.count)]
                for _ in 0..<(2 + hashes) { blank() }
            } else {
                contents.append(text[index])
                blank()
            }
        }
        for _ in 0..<(quotes.utf8.count + hashes) { keep() }
        literals.append((began, String(decoding: contents, as: UTF8.self)))
    }

    private mutating func interpolation(skipping count: Int) {
        for _ in 0..<count { keep() }
        var depth = 1
        while index < text.count {
            if text[index] == UInt8(ascii: "(") { depth += 1 }
            if text[index] == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { return keep() }
            step(endsAt: depth)
        }
    }

    private func starts(_ word: String) -> Bool {
        let word = word.utf8
        return index + word.count <= text.count && text[index..<(index + word.count)].elementsEqual(word)
    }

    private mutating func keep() {
        guard index < text.count else { return }
        if text[index] == 10 { line += 1 }
        code.append(text[index])
        index += 1
    }

    private mutating func blank() {
        guard index < text.count else { return }
        if text[index] == 10 { line += 1 }
        code.append(text[index] == 10 ? 10 : 32)
        index += 1
    }
}
