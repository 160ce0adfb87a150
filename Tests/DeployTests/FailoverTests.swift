import Base
import Testing

@testable import Deploy

/// A pair of writers whose lag and faults a test sets; it keeps what was done.
private final class Pair: FailoverDriver {
    var done: [String] = []
    var check = FailoverCheck(lag: 0, evidence: "all is there", missing: [], writerAnswers: false)
    var broken: Set<String> = []
    var writableAfter = 0
    var failure: ProbeFailure?

    private func act(_ what: String) throws(FailoverFault) {
        if done.last != what { done.append(what) }
        if broken.contains(what) { throw FailoverFault("\(what) is broken") }
    }

    func precheck() throws(FailoverFault) -> FailoverCheck {
        try act("precheck")
        return check
    }
    func fence(vouched: Bool) throws(FailoverFault) { try act("fence") }
    func promote() throws(FailoverFault) { try act("promote") }
    func isWritable() throws(FailoverFault) -> Bool {
        try act("writable")
        writableAfter -= 1
        return writableAfter < 0
    }
    func repoint() throws(FailoverFault) { try act("repoint") }
    func scale() throws(FailoverFault) { try act("scale") }
    func verify() throws(FailoverFault) -> ProbeFailure? {
        try act("verify")
        return failure
    }
    func moveTraffic() throws(FailoverFault) { try act("traffic") }
    func measure() throws(FailoverFault) -> FailoverCost {
        try act("measure")
        return FailoverCost(rto: 1200, rpo: 0, lost: 0)
    }
    func rebuild() throws(FailoverFault) { try act("rebuild") }
}

@Suite struct FailoverTests {
    private let world = RecordedWorld()
    private static let steps = FailoverState.Step.allCases.map(\.rawValue)

    private func run(_ pair: Pair, _ order: FailoverOrder = FailoverOrder(rpo: 5, rto: 60)) throws
        -> FailoverState
    {
        try Failover(pair, world, from: "a", journal: try Journal("f", in: world)) { _ in }.run(order)
    }

    @Test func `A failover does its steps in order and tells what it cost`() throws {
        let pair = Pair()
        pair.writableAfter = 3
        let state = try run(pair)
        #expect(state.outcome == .done && pair.done == Self.steps)
        #expect(state.cost == FailoverCost(rto: 1200, rpo: 0, lost: 0))
        #expect(try Failover.unfinished(Journal("f", in: world)) == nil)
    }

    @Test(
        arguments: [
            (5000, nil, true), (5001, nil, false), (5001, 6, true), (6001, 6, false), (nil, nil, false),
            (nil, 60, true),
        ] as [(Int?, Int?, Bool)])
    func `More loss than promised is refused unless it is accepted`(
        _ lag: Int?, _ accepted: Int?, _ goes: Bool
    ) throws {
        let pair = Pair()
        pair.check.lag = lag
        let state = try run(pair, FailoverOrder(rpo: 5, rto: 60, acceptLoss: accepted))
        if goes {
            #expect(state.outcome == .done)
        } else {
            guard case .refused(let why) = state.outcome else { return #expect(Bool(false)) }
            #expect(why.contains("--accept-loss") && pair.done == ["precheck"])
        }
    }

    @Test func `A standby that lacks something is refused whatever is accepted`() throws {
        let pair = Pair()
        pair.check.missing = ["the image"]
        let state = try run(pair, FailoverOrder(rpo: 5, rto: 60, acceptLoss: 3600))
        guard case .refused(let why) = state.outcome else { return #expect(Bool(false)) }
        #expect(why.contains("the image") && pair.done == ["precheck"])
    }

    @Test(arguments: FailoverState.Step.allCases.dropFirst())
    func `A step that fails stops there, and the same command goes on from it`(_ step: FailoverState.Step)
        throws
    {
        let first = Pair()
        first.broken = [step.rawValue]
        let stuck = try run(first)
        #expect(stuck.outcome == .stuck(step, "\(step.rawValue) is broken"))
        #expect(first.done.last == step.rawValue)
        #expect(try Failover.unfinished(Journal("f", in: world)) == "a")
        world.files["f"]? += "{\"at\": 12"
        let second = Pair()
        second.check.lag = nil
        let state = try run(second)
        #expect(state.outcome == .done)
        #expect(second.done == Array(Self.steps.drop { $0 != step.rawValue }))
    }

    @Test func `A refused failover begins anew`() throws {
        let pair = Pair()
        pair.check.lag = 9000
        _ = try run(pair)
        #expect(try Failover.unfinished(Journal("f", in: world)) == nil)
        let second = Pair()
        #expect(try run(second, FailoverOrder(rpo: 5, rto: 60, acceptLoss: 9)).outcome == .done)
        #expect(second.done == Self.steps)
    }

    @Test func `A standby that never serves is told with its answer`() throws {
        let pair = Pair()
        pair.failure = ProbeFailure(probe: "GET /ready", status: 503, body: "database down", log: "")
        guard case .stuck(.verify, let why) = try run(pair).outcome else { return #expect(Bool(false)) }
        #expect(why.contains("database down") && pair.done.last == "verify")
    }

    @Test func `Heartbeats tell the outage and what was lost`() {
        let second: Int64 = 1_000_000
        let noted = [1, 2, 3, 4, 9, 10].map { $0 * second }
        let kept = HostFailover.cost(noted, noted)
        #expect(kept == FailoverCost(rto: 5000, rpo: 0, lost: 0))
        let lossy = HostFailover.cost(noted, [1, 2, 9, 10].map { $0 * second })
        #expect(lossy == FailoverCost(rto: 5000, rpo: 2000, lost: 2))
        #expect(HostFailover.cost([], []) == FailoverCost(rto: nil, rpo: nil, lost: nil))
    }

    @Test func `Which cluster writes is what the service file says`() throws {
        let text = """
            {"service": "till", "writer": "a", "synchronous": true, "programs": "/usr/bin", "nodes": [
              {"name": "a", "host": "10.0.0.1", "port": 5432, "data": "/a"},
              {"name": "b", "host": "10.0.0.2", "port": 5433, "data": "/b", "reach": ["ssh", "b"]}]}
            """
        let pair = try ClusterPair(text, folder: "/f") { _ in nil }
        #expect(
            pair.writer.name == "a" && pair.standby.reach == ["ssh", "b"] && pair.programs == "/usr/bin/")
        let moved = pair.serviceText(pair.standby)
        #expect(moved.contains("[till]\nhost=10.0.0.2\nport=5433\n"))
        #expect(try ClusterPair(text, folder: "/f") { _ in moved }.writer.name == "b")
        #expect(throws: FailoverFault.self) { try ClusterPair("{\"nodes\": []}", folder: "/f") { _ in nil } }
    }

    @Test func `What goes through ssh is quoted for the shell at its other end`() throws {
        let text = """
            {"nodes": [{"name": "a", "host": "h", "port": 1, "data": "/a", "reach": ["/usr/bin/ssh", "db-a"]},
              {"name": "b", "host": "h", "port": 2, "data": "/b", "reach": ["setpriv", "--init-groups"]}]}
            """
        let pair = try ClusterPair(text, folder: "/f") { _ in nil }
        let asked = AskedWorld()
        let reach = ClusterReach(world: asked, pair: pair)
        _ = reach.script("echo \"$1\"", on: pair.writer, "it's")
        #expect(asked.words == ["db-a", "sh", "-c", "'echo \"$1\"'", "sh", "'it'\\''s'"])
        _ = reach.script("echo \"$1\"", on: pair.standby, "it's")
        #expect(asked.words == ["--init-groups", "sh", "-c", "echo \"$1\"", "sh", "it's"])
    }
}

/// Keeps the words of the last command line.
private final class AskedWorld: World {
    var now = Instant(microseconds: 0)
    private(set) var words: [String] = []

    func run(_ call: Call) -> Reply {
        words = call.words
        return Reply()
    }
    func pause(milliseconds: Int) {}
    func read(_ path: String) -> String? { nil }
    func write(_ path: String, _ text: String) throws(WorldFault) {}
    func append(_ path: String, _ line: String) throws(WorldFault) {}
}
