public import Base

/// A command line as it runs.
public struct Call: Sendable, Equatable {
    /// The program: a name that is looked for in `PATH`, or a path.
    public var program: String
    /// The words after it.
    public var words: [String]
    /// Variables beside those of our own environment; never shown.
    public var environment: [String: String]
    /// Seconds after which it is ended.
    public var seconds: Int

    /// A command line.
    public init(
        _ program: String, _ words: [String], environment: [String: String] = [:], seconds: Int = 60
    ) {
        self.program = program
        self.words = words
        self.environment = environment
        self.seconds = seconds
    }

    /// The line as people type it.
    public var line: String { Invocation.shown(program, words) }
}

/// What a program answered.
public struct Reply: Sendable, Equatable {
    /// Its exit status; 127 when there is no such program, 124 when its time was up.
    public var status: Int32
    /// What it wrote to its output.
    public var output: String
    /// What it wrote to its error output.
    public var errors: String

    /// An answer.
    public init(status: Int32 = 0, _ output: String = "", errors: String = "") {
        self.status = status
        self.output = output
        self.errors = errors
    }

    /// Whether it succeeded.
    public var isGood: Bool { status == 0 }
    /// Whether there is no such program.
    public var isMissing: Bool { status == 127 }

    /// The output without white space at its ends.
    public var text: String { Self.trimmed(output) }

    /// What it said, for a message: the last lines of its errors, or of its output.
    public var complaint: String {
        let said = Self.trimmed(errors.isEmpty ? output : errors)
        return said.split(separator: "\n").suffix(4).joined(separator: "; ")
    }

    /// The output as JSON; nil when it is none.
    public var json: JSON? { try? JSON(parsing: output) }

    private static func trimmed(_ text: String) -> String {
        let front = text.drop(while: \.isWhitespace)
        guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(front[...last])
    }
}

/// What is outside the tool: programs, a clock, and files of its own. Everything that is asked or done goes
/// through it, so that a test can be the whole outside.
public protocol World: AnyObject {
    /// The moment.
    var now: Instant { get }
    /// Runs a program to its end.
    func run(_ call: Call) -> Reply
    /// Lets time pass.
    func pause(milliseconds: Int)
    /// A file's text; nil when there is none.
    func read(_ path: String) -> String?
    /// Puts a file in its place in one step, on the disk before it is seen.
    func write(_ path: String, _ text: String) throws(WorldFault)
    /// Adds a line to a file; it is on the disk when this returns.
    func append(_ path: String, _ line: String) throws(WorldFault)
}

extension World {
    /// Runs a program with its words.
    public func run(
        _ program: String, _ words: String..., environment: [String: String] = [:], seconds: Int = 60
    ) -> Reply {
        run(Call(program, words, environment: environment, seconds: seconds))
    }
}

/// A file cannot be written.
public struct WorldFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    /// A fault.
    public init(_ description: String) { self.description = description }
}
