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
        /// The plan ended, `done`, `failed` or `given up`.
        case end(plan: String, outcome: String)
        /// What happened in work that decides as it goes, a roll-out or a failover; whose it is, and in its
        /// own words.
        case event(of: String, JSON)
    }

    /// All entries of the file, in order.
    public private(set) var entries: [Entry] = []
    private var last: String
    private let path: String
    private let world: any World

    /// Opens the journal of a state folder on this machine.
    public convenience init(_ path: String, surroundings: Surroundings) throws(RunFault) {
        try self.init(path, in: LiveWorld(surroundings))
    }

    /// Opens a journal and checks its chain; a last line cut short by a power cut is taken away, anything
    /// else that does not fit is a fault.
    public init(_ path: String, in world: any World) throws(RunFault) {
        self.world = world
        self.path = path
        let text = world.read(path) ?? ""
        (entries, last) = ([], Self.root)
        let (good, found, digest) = try Self.checked(text, path: path)
        (entries, last) = (found, digest)
        guard good < text.utf8.count else { return }
        let whole = String(decoding: text.utf8.prefix(good), as: UTF8.self)
        try kept { () throws(WorldFault) in try world.write(path, whole) }
    }

    /// What the first line is chained to.
    static let root = String(repeating: "0", count: 64)

    /// Writes an entry; it is on the disk when this returns.
    public func write(_ entry: Entry) throws(RunFault) {
        let line = Self.line(entry, after: last, at: world.now.rfc3339)
        try kept { () throws(WorldFault) in try world.append(path, line.text) }
        last = line.digest
        entries.append(entry)
    }

    private func kept(_ work: () throws(WorldFault) -> Void) throws(RunFault) {
        do throws(WorldFault) { try work() } catch { throw RunFault(2, error.description) }
    }

    /// What happened in somebody's work, in order: everything since the last event that has this name.
    public func events(of work: String, since name: String) -> [JSON] {
        let all = entries.compactMap { entry -> JSON? in
            if case .event(work, let body) = entry { body } else { nil }
        }
        guard let begun = all.lastIndex(where: { $0[name] != nil }) else { return [] }
        return Array(all[begun...])
    }

    /// What is known of the last plan that was begun; nil when it came to its end or none was begun.
    public var unfinished: Progress? {
        guard let begun = entries.lastIndex(where: { if case .begin = $0 { true } else { false } }),
            case .begin(let plan, let verb) = entries[begun]
        else { return nil }
        var progress = Progress(plan: plan, verb: verb)
        for entry in entries[(begun + 1)...] {
            switch entry {
            case .begin, .event: break
            case .intent(let step, _): progress.open = step
            case .result(let step, let status, let output):
                progress.open = nil
                if status == 0 { progress.done[step] = output ?? "" }
            case .end(_, let outcome):
                if outcome != "failed" { return nil }
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
        case .event(let work, let body): [("kind", "event"), ("of", .string(work)), ("event", body)]
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
        case "event": return json["event"].map { .event(of: text("of"), $0) }
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
