/// A word of a command, with the line on which it begins.
struct ShellWord: Sendable {
    var text: String
    var line: Int
}

/// One command of a guide: its words, without redirections.
struct ShellCommand: Sendable {
    var words: [ShellWord]
    /// The comment lines right above it.
    var comment: String
    /// The number of its code block.
    var block: Int
    /// The loop around it: a variable and the values that it takes.
    var loop: (name: String, values: [String])?

    var line: Int { words.first?.line ?? 1 }
    var text: String { words.map(\.text).joined(separator: " ") }

    /// Whether the command begins with these words; `sudo` in front is passed over.
    func calls(_ names: String...) -> Bool {
        let bare = words.first?.text == "sudo" ? words.dropFirst() : words[...]
        return bare.count >= names.count && zip(bare, names).allSatisfy { $0.text == $1 }
    }

    /// The words after an option, up to the next one.
    func values(of option: String) -> [ShellWord] {
        var found: [ShellWord] = []
        var isInside = false
        for word in words {
            if word.text.hasPrefix(option + "=") {
                found.append(ShellWord(text: String(word.text.dropFirst(option.count + 1)), line: word.line))
            } else if word.text == option {
                isInside = true
            } else if word.text.hasPrefix("--") {
                isInside = false
            } else if isInside {
                found.append(word)
            }
        }
        return found
    }

    func option(_ name: String) -> ShellWord? { values(of: name).first }

    func has(_ flag: String) -> Bool { words.contains { $0.text == flag || $0.text.hasPrefix(flag + "=") } }
}
