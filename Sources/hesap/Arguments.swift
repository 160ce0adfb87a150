import Deploy

/// The words after `hesap`: a command, its options, and what is left over.
struct Arguments {
    private(set) var words: [String]
    private var options: [String: String] = [:]
    private var flags: Set<String> = []

    /// Reads words, `--name value`, `--name=value` and `--flag`; only the names given are known.
    init(_ arguments: [String], options names: Set<String>, flags flagNames: Set<String>) throws(Usage) {
        words = []
        var rest = ArraySlice(arguments)
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                words.append(word)
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first else { throw Usage("An option has no name: \(word)") }
            if flagNames.contains(name), parts.count == 1 {
                flags.insert(name)
            } else if names.contains(name) {
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                    throw Usage("--\(name) needs a value.")
                }
                options[name] = value
            } else {
                let near = NearestName.of(name, among: Array(names.union(flagNames)))
                throw Usage(
                    "There is no option --\(name) here\(near.map { "; did you mean --\($0)?" } ?? ".")")
            }
        }
    }

    /// The value of an option, when it was given.
    func option(_ name: String) -> String? { options[name] }

    /// Whether a flag was given.
    func has(_ name: String) -> Bool { flags.contains(name) }

    /// Takes the next word, or says what is missing.
    mutating func word(_ what: String) throws(Usage) -> String {
        guard !words.isEmpty else { throw Usage("\(what) is missing.") }
        return words.removeFirst()
    }

    /// Refuses words that nobody took.
    func finish() throws(Usage) {
        if let word = words.first { throw Usage("\(word) is not expected here.") }
    }
}

/// The command line cannot be understood: exit status 64.
struct Usage: Error {
    let message: String
    /// The command that explains more.
    var help = "hesap --help"

    init(_ message: String) { self.message = message }
}

/// A command was refused or failed: exit status 1, or 2 when it could not judge.
struct Failure: Error {
    let message: String
    let status: Int32

    init(_ message: String, status: Int32 = 1) {
        self.message = message
        self.status = status
    }
}
