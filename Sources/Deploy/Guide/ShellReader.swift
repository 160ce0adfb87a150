/// Reads the commands out of a shell block: quotes, continued lines, comments, pipes, loops, here-documents.
struct ShellReader {
    private let characters: [Character]
    private let block: Int
    private var place = 0
    private var line: Int
    private var words: [ShellWord] = []
    private var word = ""
    private var wordLine: Int?
    private var comment = ""
    private var loop: (name: String, values: [String])?
    private var heredocs: [String] = []
    private(set) var commands: [ShellCommand] = []
    /// Files that the commands write: name, contents and the first line of the contents.
    private(set) var files: [(name: String, text: String, line: Int)] = []

    init(_ text: String, line: Int, block: Int) {
        characters = Array(text)
        self.line = line
        self.block = block
    }

    mutating func read() {
        while let character = next() { take(character) }
        endCommand()
    }

    private mutating func next() -> Character? {
        guard place < characters.count else { return nil }
        defer { place += 1 }
        if characters[place] == "\n" { line += 1 }
        return characters[place]
    }

    private var peek: Character? { place < characters.count ? characters[place] : nil }

    private mutating func take(_ character: Character) {
        switch character {
        case "\\":
            if peek == "\n" { _ = next() } else if let escaped = next() { add(escaped) }
        case "'": quote("'")
        case "\"": quote("\"")
        case "$" where peek == "(": substitution()
        case "#" where wordLine == nil: readComment()
        case " ", "\t": endWord()
        case "\n":
            endCommand()
            readHeredocs()
        case "|", ";", "&":
            if character == "&", words.isEmpty, wordLine == nil { break }
            endCommand()
        case "<" where peek == "<":
            endWord()
            _ = next()
            add("<")
            add("<")
            endWord()
        case "<" where placeholder != nil:
            add("<")
            for _ in 0..<(placeholder ?? 0) { if let inside = next() { add(inside) } }
        case ">":
            endWord()
            add(">")
            endWord()
        default: add(character)
        }
    }

    /// Characters up to the end of `<NAME>`, which guides write where a value is to be filled in.
    private var placeholder: Int? {
        var end = place
        while let character = characters[safe: end],
            character.isLetter || character.isNumber
                || character == "_" || character == "-"
        {
            end += 1
        }
        return end > place && characters[safe: end] == ">" ? end - place + 1 : nil
    }

    private mutating func add(_ character: Character) {
        if wordLine == nil { wordLine = line }
        word.append(character)
    }

    private mutating func quote(_ mark: Character) {
        if wordLine == nil { wordLine = line }
        while let character = next(), character != mark {
            if mark == "\"", character == "\\", let escaped = next() {
                if escaped != "\n" { word.append(escaped) }
            } else if mark == "\"", character == "$", peek == "(" {
                substitution()
            } else {
                word.append(character)
            }
        }
    }

    private mutating func substitution() {
        add("$")
        var depth = 0
        while let character = next() {
            word.append(character)
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { return }
        }
    }

    private mutating func readComment() {
        var text = ""
        while let character = peek, character != "\n" {
            text.append(character)
            place += 1
        }
        comment += (comment.isEmpty ? "" : " ") + text.trimmed
    }

    private mutating func endWord() {
        guard let start = wordLine else { return }
        words.append(ShellWord(text: word, line: start))
        word = ""
        wordLine = nil
    }

    private mutating func endCommand() {
        endWord()
        while let first = words.first?.text, ["do", "then", "else"].contains(first) { words.removeFirst() }
        if words.first?.text == "done" || words.first?.text == "fi" { loop = nil }
        if words.first?.text == "for", words.count > 3 {
            loop = (words[1].text, words.dropFirst(3).map(\.text))
            words = []
        }
        readRedirections()
        if !words.isEmpty {
            readInner()
            commands.append(ShellCommand(words: words, comment: comment, block: block, loop: loop))
            comment = ""
        }
        words = []
    }

    /// The command inside `NAME=$(…)`.
    private mutating func readInner() {
        guard let first = words.first, words.count == 1, let inner = first.text.after("=$("),
            inner.hasSuffix(")"), !first.text.prefix(while: { $0 != "=" }).contains("$")
        else { return }
        var reader = ShellReader(String(inner.dropLast()), line: first.line, block: block)
        reader.read()
        commands += reader.commands
    }

    private mutating func readRedirections() {
        if let mark = words.firstIndex(where: { $0.text == "<<" }), mark + 1 < words.count {
            let target = words.firstIndex { $0.text == ">" }.flatMap { words[safe: $0 + 1]?.text } ?? "-"
            heredocs = [words[mark + 1].text, target]
        } else if let mark = words.firstIndex(where: { $0.text == ">" }), let target = words[safe: mark + 1] {
            files.append((target.text, "", line))
        }
        if let cut = words.firstIndex(where: { $0.text == ">" || $0.text == "<<" }) {
            words.removeSubrange(cut...)
        }
    }

    private mutating func readHeredocs() {
        guard heredocs.count == 2 else { return }
        let start = line
        var lines: [String] = []
        var current = ""
        while let character = next() {
            guard character == "\n" else {
                current.append(character)
                continue
            }
            if current.trimmed == heredocs[0] { break }
            lines.append(current)
            current = ""
        }
        files.append((heredocs[1], lines.joined(separator: "\n"), start))
        heredocs = []
    }
}

extension Array {
    /// The element there, or nothing.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
