import Base

/// Carries a failover through.
public struct Failover {
    private let driver: any FailoverDriver
    private let world: any World
    private let journal: Journal
    private let writer: String
    private let say: (String) -> Void

    /// A failover away from a writer, kept in the system's journal.
    public init(
        _ driver: any FailoverDriver, _ world: any World, from writer: String, journal: Journal,
        say: @escaping (String) -> Void
    ) {
        self.driver = driver
        self.world = world
        self.journal = journal
        self.writer = writer
        self.say = say
    }

    /// The writer that an unfinished failover left; nil when none is under way.
    public static func unfinished(_ journal: Journal) -> String? {
        let lines = lines(journal)
        guard let first = lines.first, let state = state(lines, FailoverOrder(rpo: 0, rto: 0)),
            let step = state.next, step != .precheck
        else { return nil }
        return first["from"]?.text
    }

    /// Begins, or goes on where the last one stuck or was broken off after the old writer was cut off.
    public func run(_ order: FailoverOrder) throws(FailoverFault) -> FailoverState {
        var state = Self.state(Self.lines(journal), order) ?? FailoverState(order, at: world.now)
        if state.next == .precheck || state.next == nil {
            state = FailoverState(order, at: world.now)
            try note(["began": .integer(state.began.microseconds), "from": .string(writer)])
        } else if let step = state.next {
            say("Going on with the failover that was broken off: \(step.rawValue).")
        }
        while let step = state.next {
            say("\(step.title).")
            var event = perform(step, order)
            let now = world.now
            if case .measured(let cost) = event { event = .measured(state.known(cost)) }
            state.take(event, at: now)
            try note(["at": .integer(now.microseconds), "step": .string(step.rawValue), "event": event.json])
            if state.outcome != .open, state.outcome != .done { break }
        }
        return state
    }

    private func perform(_ step: FailoverState.Step, _ order: FailoverOrder) -> FailoverState.Event {
        do throws(FailoverFault) {
            switch step {
            case .precheck: return .checked(try driver.precheck())
            case .fence: try driver.fence(vouched: order.vouchFenced)
            case .promote: try driver.promote()
            case .writable:
                try wait("the new writer takes no write", seconds: 300) { () throws(FailoverFault) in
                    try driver.isWritable()
                }
            case .repoint: try driver.repoint()
            case .scale: try driver.scale()
            case .verify: try verify()
            case .traffic: try driver.moveTraffic()
            case .measure: return .measured(try driver.measure())
            case .rebuild: try driver.rebuild()
            }
            return .did
        } catch {
            return .failed(error.description)
        }
    }

    private func verify() throws(FailoverFault) {
        var last: ProbeFailure?
        do throws(FailoverFault) {
            try wait("it does not serve", seconds: 300) { () throws(FailoverFault) in
                last = try driver.verify()
                return last == nil
            }
        } catch {
            throw FailoverFault(error.description + (last.map { " (\($0.line))" } ?? ""))
        }
    }

    private func wait(
        _ what: String, seconds: Int, until good: () throws(FailoverFault) -> Bool
    ) throws(FailoverFault) {
        let end = world.now.advanced(seconds: Int64(seconds))
        while true {
            if try good() { return }
            guard world.now < end else { throw FailoverFault("after \(seconds) s \(what)") }
            world.pause(milliseconds: 200)
        }
    }

    // MARK: - The journal

    private func note(_ line: JSON) throws(FailoverFault) {
        do throws(RunFault) {
            try journal.write(.event(of: Self.work, line))
        } catch { throw FailoverFault(error.message) }
    }

    private static let work = "failover"

    private static func lines(_ journal: Journal) -> [JSON] { journal.events(of: work, since: "began") }

    /// What the journal tells. The accepted loss is the order's that runs now; what was known before stays.
    private static func state(_ lines: [JSON], _ order: FailoverOrder) -> FailoverState? {
        guard let began = lines.first?["began"]?.integer else { return nil }
        var state = FailoverState(order, at: Instant(microseconds: began))
        for line in lines.dropFirst() {
            guard let at = line["at"]?.integer, let step = line["step"]?.text,
                let event = line["event"].flatMap(FailoverState.Event.init(json:))
            else { continue }
            if case .checked = event {
                state.pass(at: Instant(microseconds: at), event, further: lines.last?["step"]?.text != step)
            } else {
                state.take(event, at: Instant(microseconds: at))
            }
        }
        return state
    }
}

extension FailoverState.Event {
    var json: JSON {
        func number(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
        switch self {
        case .did: return "did"
        case .failed(let why): return ["failed": .string(why)]
        case .measured(let cost):
            return [
                "measured": ["rto": number(cost.rto), "rpo": number(cost.rpo), "lost": number(cost.lost)]
            ]
        case .checked(let check):
            return [
                "checked": [
                    "lag": number(check.lag), "evidence": .string(check.evidence),
                    "missing": .array(check.missing.map { .string($0) }),
                    "writerAnswers": .bool(check.writerAnswers),
                ]
            ]
        }
    }

    init?(json: JSON) {
        if json == "did" {
            self = .did
        } else if let why = json["failed"]?.text {
            self = .failed(why)
        } else if let cost = json["measured"] {
            self = .measured(
                FailoverCost(
                    rto: cost["rto"]?.integer.map(Int.init), rpo: cost["rpo"]?.integer.map(Int.init),
                    lost: cost["lost"]?.integer.map(Int.init)))
        } else if let check = json["checked"], let evidence = check["evidence"]?.text {
            self = .checked(
                FailoverCheck(
                    lag: check["lag"]?.integer.map(Int.init), evidence: evidence,
                    missing: (check["missing"]?.array ?? []).compactMap(\.text),
                    writerAnswers: check["writerAnswers"] == .bool(true)))
        } else {
            return nil
        }
    }
}
