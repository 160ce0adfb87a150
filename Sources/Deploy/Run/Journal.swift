public import Base
import Crypto

/// What was begun and what came of it, one line each, chained by digests: what happened cannot be changed
/// afterwards without being seen, and a run that was killed at any line goes on where it was.
public final class Journal {
    /// One thing that happened.
    public enum Entry: Sendable, Equatable {
        /// A plan is begun.
        case begin(plan: String, verb: String)
        /// A step is about to run.
        case intent(step: String, command: String)
        /// A step ended; the output only of steps whose answer others need.
        case result(step: String, status: Int32, output: String?)
        /// The plan ended, `done` or `failed`.
        case end(plan: String, outcome: String)
    }

    /// All entries of the file, in order.
    public private(set) var entries: [Entry] = []
    private var last: String
    private let file: StateFile
    private let surroundings: Surroundings

    /// Opens the journal of a state folder and checks its chain; a last line cut short by a power cut is
    /// taken away, anything else that does not fit is a fault.
    public init(_ path: String, surroundings: Surroundings) throws(RunFault) {
        self.surroundings = surroundings
        last = Self.root
        let text = try StateFile.read(path) ?? ""
        let (good, entries, last) = try Self.checked(text, path: path)
        if good < text.utf8.count { try StateFile.cut(path, to: good) }
        self.entries = entries
        self.last = last
        file = try StateFile(appendingTo: path)
    }

    /// What the first line is chained to.
    static let root = String(repeating: "0", count: 64)

    /// Writes an entry; it is on the disk when this returns.
    public func write(_ entry: Entry) throws(RunFault) {
        let line = Self.line(entry, after: last, at: surroundings.now().rfc3339)
        try file.append(line.text)
        last = line.digest
        entries.append(entry)
    }

    /// What is known of the last plan that was begun; nil when it came to its end or none was begun.
    public var unfinished: Progress? {
        guard let begun = entries.lastIndex(where: { if case .begin = $0 { true } else { false } }),
            case .begin(let plan, let verb) = entries[begun]
        else { return nil }
        var progress = Progress(plan: plan, verb: verb)
        for entry in entries[(begun + 1)...] {
            switch entry {
            case .begin: break
            case .intent(let step, _): progress.open = step
            case .result(let step, let status, let output):
                progress.open = nil
                if status == 0 { progress.done[step] = output ?? "" }
            case .end(_, let outcome):
                if outcome == "done" { return nil }
                progress.open = nil
            }
        }
        return progress
    }

    /// How far a plan has come.
    public struct Progress: Sendable, Equatable {
        /// Its digest.
        public var plan: String
        /// What was done: `apply`, `destroy`.
        public var verb: String
        /// Steps that succeeded, with the answers that were kept.
        public var done: [String: String] = [:]
        /// The step that was begun and whose end is not known.
        public var open: String?
    }
}

extension Journal {
    /// An entry as its line.
    private static func line(_ entry: Entry, after previous: String, at time: String) -> (
        text: String, digest: String
    ) {
        let members = [("at", JSON.string(time)), ("previous", .string(previous))] + members(of: entry)
        let digest = Hex.text(Digest.sha256(JSON.object(members).bytes))
        return (JSON.object(members + [("digest", .string(digest))]).written, digest)
    }

    private static func members(of entry: Entry) -> [(String, JSON)] {
        switch entry {
        case .begin(let plan, let verb):
            [("kind", "begin"), ("plan", .string(plan)), ("verb", .string(verb))]
        case .intent(let step, let command):
            [("kind", "intent"), ("step", .string(step)), ("command", .string(command))]
        case .result(let step, let status, let output):
            [("kind", "result"), ("step", .string(step)), ("status", .integer(Int64(status)))]
                + (output.map { [("output", .string($0))] } ?? [])
        case .end(let plan, let outcome):
            [("kind", "end"), ("plan", .string(plan)), ("outcome", .string(outcome))]
        }
    }

    private static func entry(_ json: JSON) -> Entry? {
        func text(_ name: String) -> String { json[name]?.text ?? "" }
        switch text("kind") {
        case "begin": return .begin(plan: text("plan"), verb: text("verb"))
        case "intent": return .intent(step: text("step"), command: text("command"))
        case "result":
            guard let status = json["status"]?.integer else { return nil }
            return .result(step: text("step"), status: Int32(clamping: status), output: json["output"]?.text)
        case "end": return .end(plan: text("plan"), outcome: text("outcome"))
        default: return nil
        }
    }

    /// The entries of a text, the bytes that are whole, and the last digest.
    private static func checked(
        _ text: String, path: String
    ) throws(RunFault) -> (Int, [Entry], String) {
        var entries: [Entry] = []
        var last = root
        var good = 0
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line end is a line cut short, or nothing.
        for (index, bytes) in lines.dropLast().enumerated() {
            let place = "\(path):\(index + 1): "
            guard let json = try? JSON(parsing: Array(bytes)), case .object(let members) = json,
                let entry = entry(json), let digest = json["digest"]?.text
            else { throw RunFault(2, place + "the line is damaged.") }
            let body = JSON.object(members.filter { $0.0 != "digest" })
            guard json["previous"]?.text == last, Hex.text(Digest.sha256(body.bytes)) == digest else {
                throw RunFault(
                    2, place + "the line was changed, or one before it was taken away or put in.")
            }
            entries.append(entry)
            last = digest
            good += bytes.count + 1
        }
        return (good, entries, last)
    }
}
