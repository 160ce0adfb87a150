import Base

/// A failover between two PostgreSQL clusters that an operator runs on machines of their own. The one name
/// that everything uses is a service in libpq's service file; it is read at each connection, so nothing is
/// restarted.
public final class HostFailover: FailoverDriver {
    private let world: any World
    private let pair: ClusterPair
    private let reach: ClusterReach
    private let service: (url: String, name: String)?
    private let say: (String) -> Void

    /// A failover from a pair's writer to its standby; `url` is where the service's readiness is asked, and
    /// `say` hears why something took the longer way.
    public init(
        _ world: any World, _ pair: ClusterPair, ready url: (url: String, name: String)?,
        say: @escaping (String) -> Void
    ) {
        self.world = world
        self.pair = pair
        reach = ClusterReach(world: world, pair: pair)
        service = url
        self.say = say
    }

    private var old: ClusterPair.Node { pair.writer }
    private var new: ClusterPair.Node { pair.standby }

    /// The standby answers and recovers; the last heartbeat that it has tells what it may lack.
    public func precheck() throws(FailoverFault) -> FailoverCheck {
        var missing: [String] = []
        let standby = reach.sql(new, HeartbeatStore.isStandby)
        if !standby.isGood { missing.append("an answer of \(new.name) (\(standby.complaint))") }
        if standby.isGood, standby.text != "t" {
            missing.append("a standby: \(new.name) takes writes already")
        }
        let writer = reach.sql(old, HeartbeatStore.isStandby)
        let answers = writer.isGood
        guard missing.isEmpty else {
            return FailoverCheck(lag: nil, evidence: "", missing: missing, writerAnswers: answers)
        }
        let (lag, evidence) = behind(answers)
        return FailoverCheck(lag: lag, evidence: evidence, missing: missing, writerAnswers: answers)
    }

    /// How much acknowledged data the standby may lack, in milliseconds.
    private func behind(_ writerAnswers: Bool) -> (Int?, String) {
        let beat = reach.sql(new, HeartbeatStore.last)
        let parts = beat.text.split(separator: "|")
        guard beat.isGood, parts.count == 2, let at = Int64(parts[0]) else {
            return (nil, "it has no heartbeat")
        }
        if parts[1] == "t" { return (0, "nothing is acknowledged that it does not have") }
        let noted = (world.read(pair.heartbeats) ?? "").split(separator: "\n").compactMap { Int64($0) }.max()
        if !writerAnswers, let noted, noted <= at {
            // Every beat that was acknowledged is here; after the last one up to a beat's interval is
            // unknown.
            return (pair.beat, "the last acknowledged heartbeat is there")
        }
        return (Int((world.now.microseconds - at) / 1000), "its last heartbeat is that old")
    }

    /// Stops the old writer and lays down that it starts as a standby only; then asks whether that holds.
    public func fence(vouched: Bool) throws(FailoverFault) {
        _ = reach.program("pg_ctl", on: old, "stop", "-w", "-t", "30", "-m", "immediate", "-D", old.data)
        let laid = reach.on(old, ["touch", "\(old.data)/standby.signal"])
        if laid.isGood {
            try followNew()
        } else if !vouched {
            throw FailoverFault(
                "\(old.name) cannot be reached, so nobody knows whether it takes writes when it comes back "
                    + "(\(laid.complaint)); cut it off and say so by --fenced")
        }
        let reply = reach.sql(old, HeartbeatStore.isStandby)
        if reply.isGood, reply.text != "t" {
            throw FailoverFault("\(old.name) still takes writes after it was told to stop")
        }
    }

    /// Says to the old writer from whom it takes its changes. A word in its configuration, no start.
    private func followNew() throws(FailoverFault) {
        let told = reach.script(
            "sed -i '/^primary_conninfo/d' \"$1\" && printf '%s\\n' \"$2\" >> \"$1\"", on: old,
            "\(old.data)/postgresql.auto.conf", pair.follows(old, new))
        guard told.isGood else { throw FailoverFault("\(old.name) cannot be told its writer", told) }
    }

    /// `pg_ctl promote`; the new writer waits for no standby until there is one.
    public func promote() throws(FailoverFault) {
        let state = reach.sql(new, HeartbeatStore.isStandby)
        if state.isGood, state.text == "f" { return }
        try reach.order(new, HeartbeatStore.waitFor(""))
        try keepLog()
        try reach.order(new, HeartbeatStore.reload)
        let done = reach.program("pg_ctl", on: new, "promote", "-w", "-t", "60", "-D", new.data)
        guard done.isGood else { throw FailoverFault("\(new.name) cannot be promoted", done) }
    }

    /// The new writer keeps so much of its log that the old one can be rewound and catch up: what lies
    /// between two checkpoints, twice. Its first checkpoint would throw it away. A larger setting stays.
    private func keepLog() throws(FailoverFault) {
        let short = reach.sql(new, HeartbeatStore.keepShort)
        guard short.isGood else { throw FailoverFault("\(new.name): \(HeartbeatStore.keepShort)", short) }
        if let most = Int(short.text) { try reach.order(new, HeartbeatStore.keep(most)) }
    }

    /// Writes a word and takes it back.
    public func isWritable() throws(FailoverFault) -> Bool {
        reach.sql(new, HeartbeatStore.trial).isGood
    }

    /// Writes the service file anew, in one step.
    public func repoint() throws(FailoverFault) {
        do { try world.write(pair.serviceFile, pair.serviceText(new)) } catch {
            throw FailoverFault(error.description)
        }
    }

    /// The machine's copies run already.
    public func scale() throws(FailoverFault) {}

    /// The service says that it is ready: it has found the new writer by itself.
    public func verify() throws(FailoverFault) -> ProbeFailure? {
        guard let service else { return nil }
        let reply = world.run("curl", "-sS", "-m", "5", "-w", "\n%{http_code}", service.url)
        let lines = reply.output.split(separator: "\n", omittingEmptySubsequences: false)
        let status = lines.last.flatMap { Int($0) } ?? 0
        if (200..<300).contains(status) { return nil }
        let body = status == 0 ? reply.complaint : lines.dropLast().joined(separator: "\n")
        return ProbeFailure(probe: "GET \(service.url)", status: status, body: body, log: "")
    }

    /// One machine's traffic stays where it is.
    public func moveTraffic() throws(FailoverFault) {}

    /// From the beats noted on this side and those that the new writer has. A beat in the new writer's time
    /// is waited for.
    public func measure() throws(FailoverFault) -> FailoverCost {
        let until = world.now.advanced(seconds: 15)
        while true {
            let kept = reach.sql(new, HeartbeatStore.all).text
            let noted = (world.read(pair.heartbeats) ?? "").split(separator: "\n").compactMap { Int64($0) }
            let cost = Self.cost(noted.sorted(), kept.split(separator: "\n").compactMap { Int64($0) })
            if cost.rto != nil || world.now >= until || noted.isEmpty { return cost }
            world.pause(milliseconds: 250)
        }
    }

    /// The longest pause between two acknowledged beats of the last hour is the outage.
    static func cost(_ noted: [Int64], _ kept: [Int64]) -> FailoverCost {
        guard let last = noted.last else { return FailoverCost(rto: nil, rpo: nil, lost: nil) }
        let recent = noted.filter { $0 > last - 3_600_000_000 }
        let gaps = zip(recent, recent.dropFirst()).map { ($0, $1) }
        guard let gap = gaps.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }), gap.1 - gap.0 > 1_000_000 else {
            return Heartbeat.cost(acknowledged: recent, kept: kept, promoted: last + 1)
        }
        return Heartbeat.cost(acknowledged: recent, kept: kept, promoted: gap.1)
    }

    /// Takes back what the old writer has too much, and lets it follow; where that cannot be, it is copied
    /// anew.
    public func rebuild() throws(FailoverFault) {
        try OldWriter(reach: reach, old: old, new: new, say: say).follow()
        if pair.synchronous {
            try reach.order(new, HeartbeatStore.waitFor(old.name))
            try reach.order(new, HeartbeatStore.reload)
        }
    }
}
