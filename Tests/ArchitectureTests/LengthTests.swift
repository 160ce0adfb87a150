import Testing

/// Sizes, as a ratchet: what is listed here is the most that is allowed, and a list may only shrink.
@Suite struct LengthTests {
    static let columnsMax = 110
    static let textColumnsMax = 140
    static let fileLinesMax = 400
    static let functionLinesMax = 70
    /// Files above the limit, with their lines today.
    static let longFiles: [String: Int] = [:]
    /// Functions above the limit, with their lines today.
    static let longFunctions: [String: Int] = [:]

    /// Code is the formatter's, which leaves comments and text alone.
    @Test func `comments and text keep to the columns`() {
        var faults = Faults()
        for file in Project.files {
            for (index, line) in file.lines.enumerated() where line.utf8.count > Self.columnsMax {
                let isComment = file.isComment(line: index)
                let most = isComment ? Self.columnsMax : Self.textColumnsMax
                if isComment || file.isLiteral(line: index), line.count > most {
                    faults.add("\(file.path):\(index + 1)", "\(line.count) columns")
                }
            }
        }
        faults.report()
    }

    @Test func `files are at most 400 lines`() {
        var faults = Faults()
        for file in Project.files {
            let most = Self.longFiles[file.path] ?? Self.fileLinesMax
            if file.lines.count > most + 1 { faults.add(file.path, "\(file.lines.count) lines") }
        }
        faults.report()
    }

    @Test func `functions are at most 70 lines`() {
        var faults = Faults()
        for file in Project.files {
            for function in Function.all(in: file) {
                let most = Self.longFunctions["\(file.path) \(function.name)"] ?? Self.functionLinesMax
                if function.lines > most {
                    faults.add(
                        "\(file.path):\(function.line)", "\(function.name) has \(function.lines) lines")
                }
            }
        }
        faults.report()
    }

    @Test func `the measure of functions is not fooled`() {
        let file = SourceFile(
            path: "Sources/X/Y.swift",
            text: """
                protocol P { func none() -> Int }
                func one(_ f: () -> Void = { print("}") }) -> [Int] where Int: Sendable {
                    // }
                    [1].map { $0 }
                }
                struct S {
                    init() {
                    }
                    var x: Int { 1 }
                }
                """)
        let found = Function.all(in: file)
        #expect(
            found.map(\.name) == ["one", "init"] && found.map(\.lines) == [4, 2]
                && found.map(\.line) == [2, 7])
    }
}

/// A function or initializer with the lines that it takes, from its name to its closing brace.
struct Function {
    let name: String
    let line: Int
    let lines: Int

    static func all(in file: SourceFile) -> [Function] {
        let code = Array(file.code.joined(separator: "\n").utf8)
        var found: [Function] = []
        var word: [UInt8] = []
        var wantsName = false
        var line = 1
        for (index, byte) in code.enumerated() {
            if isWord(byte) {
                word.append(byte)
                continue
            }
            let text = String(decoding: word, as: UTF8.self)
            if wantsName, !word.isEmpty || byte != UInt8(ascii: " ") {
                let name = word.isEmpty ? "operator" : text
                if let lines = body(in: code, from: index) {
                    found.append(Function(name: name, line: line, lines: lines))
                }
                wantsName = false
            } else if text == "func" {
                wantsName = true
            } else if text == "init",
                byte == UInt8(ascii: "(") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "<"),
                !follows(code, index - 4, "."), let lines = body(in: code, from: index)
            {
                found.append(Function(name: "init", line: line, lines: lines))
            }
            word = []
            if byte == 10 { line += 1 }
        }
        return found
    }

    private static func follows(_ code: [UInt8], _ start: Int, _ byte: Unicode.Scalar) -> Bool {
        start > 0 && code[start - 1] == UInt8(ascii: byte)
    }

    /// Lines from here to the end of the body that begins after parameters and result; nil when there is no
    /// body.
    private static func body(in code: [UInt8], from start: Int) -> Int? {
        var index = start
        var parentheses = 0
        var braces = 0
        var lines = 1
        var word: [UInt8] = []
        while index < code.count {
            let byte = code[index]
            if braces == 0, parentheses == 0 {
                if isWord(byte) { word.append(byte) }
                if !isWord(byte) {
                    let text = String(decoding: word, as: UTF8.self)
                    word = []
                    if ["func", "init", "var", "let", "case", "static", "struct", "public", "deinit"]
                        .contains(text)
                    {
                        return nil
                    }
                }
                if byte == UInt8(ascii: "}") { return nil }
            }
            switch byte {
            case UInt8(ascii: "("): parentheses += 1
            case UInt8(ascii: ")"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
            case UInt8(ascii: "}") where braces > 0:
                braces -= 1
                if braces == 0 { return lines }
            case 10: lines += 1
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
            || byte == 0x5f
            || byte >= 0x80
    }
}
