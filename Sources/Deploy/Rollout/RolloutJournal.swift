public import Base
import Crypto

/// The lines of one roll-out: its order, then what happened, each with its moment. Each line holds the
/// digest of the line before, so that a torn or changed file is noticed; a last line without an end is
/// dropped.
public struct RolloutJournal {
    private let world: any World
    private let path: String
    private var last = ""

    /// The journal of a file.
    public init(_ world: any World, path: String) {
        self.world = world
        self.path = path
    }

    /// The roll-out as the file tells it; nil when there is none.
    ///
    /// - Throws: when a line does not follow from the one before.
    public mutating func load() throws(RolloutFault) -> RolloutState? {
        guard let text = world.read(path), !text.isEmpty else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.popLast() != "" { try mend(lines) }
        var state: RolloutState?
        last = ""
        for (index, line) in lines.enumerated() {
            guard let entry = try? JSON(parsing: line), entry["after"]?.text == last else {
                throw RolloutFault("\(path):\(index + 1): the line does not follow from the one before")
            }
            last = Self.digest(line)
            if let order = entry["order"].flatMap(RolloutOrder.init(json:)) {
                state = RolloutState(order)
            } else if let event = entry["event"].flatMap(RolloutState.Event.init(json:)),
                let at = entry["at"]?.integer
            {
                state?.take(event, at: Instant(microseconds: at))
            }
        }
        return state
    }

    /// Begins a new roll-out; the lines of the last one are kept beside.
    public mutating func begin(_ order: RolloutOrder) throws(RolloutFault) {
        if let old = world.read(path), !old.isEmpty { try put { try world.write("\(path).last", old) } }
        try put { try world.write(path, "") }
        last = ""
        try append([("order", order.json)])
    }

    /// Writes down what happened, before the next step begins.
    public mutating func add(_ event: RolloutState.Event, at now: Instant) throws(RolloutFault) {
        try append([("at", .integer(now.microseconds)), ("event", event.json)])
    }

    private mutating func append(_ members: [(String, JSON)]) throws(RolloutFault) {
        let line = JSON.object(members + [("after", .string(last))]).written
        try put { try world.append(path, line) }
        last = Self.digest(line)
    }

    /// The tool ended in the middle of a line: what it told is not certain, so it is asked again.
    private func mend(_ lines: [String]) throws(RolloutFault) {
        try put { try world.write(path, lines.map { $0 + "\n" }.joined()) }
    }

    private func put(_ work: () throws -> Void) throws(RolloutFault) {
        do { try work() } catch { throw RolloutFault("\(error)") }
    }

    private static func digest(_ line: String) -> String {
        Digest.sha256(Array(line.utf8)).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
