/// One program with its words, as it is started: no shell stands between.
public struct Invocation: Sendable, Equatable {
    /// The program, found by `PATH`.
    public var program: String
    /// The words after it.
    public var words: [String]
    /// Variables beside those of this process.
    public var environment: [String: String]
    /// Seconds after which it is ended.
    public var seconds: Int
    /// Bytes of its answer that are kept; the rest is read and dropped.
    public var bytesMax: Int
    /// Whether it speaks to the terminal itself: a shell, a log that goes on.
    public var isOpen: Bool
    /// What it reads on its standard input, never shown; at most 4,096 bytes.
    public var input: String?

    /// A program with its words.
    public init(
        _ program: String, _ words: [String], environment: [String: String] = [:], seconds: Int = 120,
        bytesMax: Int = 16 << 20, isOpen: Bool = false, input: String? = nil
    ) {
        self.program = program
        self.words = words
        self.environment = environment
        self.seconds = seconds
        self.bytesMax = bytesMax
        self.isOpen = isOpen
        self.input = input
    }

    /// As a person would type it: words quoted for a shell where they must be.
    public var shown: String { Self.shown(program, words) }

    /// A program and its words as a person would type them.
    public static func shown(_ program: String, _ words: [String]) -> String {
        ([program] + words).map(quoted).joined(separator: " ")
    }

    /// A word as a shell reads it.
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: "-_./:=@%+,".utf8.contains(byte)
            }
        }
        if plain, !word.isEmpty { return word }
        var inner = ""
        for character in word { inner += character == "'" ? "'\\''" : String(character) }
        return "'\(inner)'"
    }
}

/// What a program answered.
public struct Answer: Sendable, Equatable {
    /// Its exit status; 128 and the signal's number when it was ended by one.
    public var status: Int32
    /// Its standard output.
    public var output: String
    /// Its standard error.
    public var errors: String
    /// Whether more came than is kept.
    public var isCutOff: Bool
    /// Whether it was ended because its time was up.
    public var isLate: Bool

    /// An answer.
    public init(
        status: Int32, output: String, errors: String = "", isCutOff: Bool = false, isLate: Bool = false
    ) {
        self.status = status
        self.output = output
        self.errors = errors
        self.isCutOff = isCutOff
        self.isLate = isLate
    }

    /// Whether it did what it should.
    public var isGood: Bool { status == 0 && !isLate && !isCutOff }

    /// The output without the line end.
    public var line: String {
        var text = Substring(output)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
