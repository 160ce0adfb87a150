import Base

/// A failover between two PostgreSQL clusters that an operator runs on machines of their own. The one name
/// that everything uses is a service in libpq's service file; it is read at each connection, so nothing is
/// restarted.
public final class HostFailover: FailoverDriver {
    private let world: any World
    private let pair: ClusterPair
    private let service: (url: String, name: String)?

    /// A failover from a pair's writer to its standby; `url` is where the service's readiness is asked.
    public init(_ world: any World, _ pair: ClusterPair, ready url: (url: String, name: String)?) {
        self.world = world
        self.pair = pair
        service = url
    }

    private var old: ClusterPair.Node { pair.writer }
    private var new: ClusterPair.Node { pair.standby }

    /// The standby answers and recovers; the last heartbeat that it has tells what it may lack.
    public func precheck() throws(FailoverFault) -> FailoverCheck {
        var missing: [String] = []
        let standby = sql(new, HeartbeatStore.isStandby)
        if !standby.isGood { missing.append("an answer of \(new.name) (\(standby.complaint))") }
        if standby.isGood, standby.text != "t" {
            missing.append("a standby: \(new.name) takes writes already")
        }
        let writer = sql(old, HeartbeatStore.isStandby)
        let answers = writer.isGood
        guard missing.isEmpty else {
            return FailoverCheck(lag: nil, evidence: "", missing: missing, writerAnswers: answers)
        }
        let (lag, evidence) = behind(answers)
        return FailoverCheck(lag: lag, evidence: evidence, missing: missing, writerAnswers: answers)
    }

    /// How much acknowledged data the standby may lack, in milliseconds.
    private func behind(_ writerAnswers: Bool) -> (Int?, String) {
        let beat = sql(new, HeartbeatStore.last)
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
        _ = on(old, pair.programs + "pg_ctl", "stop", "-w", "-t", "30", "-m", "immediate", "-D", old.data)
        let laid = on(old, "touch", "\(old.data)/standby.signal")
        if laid.isGood {
            try follow(old, new)
        } else if !vouched {
            throw FailoverFault(
                "\(old.name) cannot be reached, so nobody knows whether it takes writes when it comes back "
                    + "(\(laid.complaint)); cut it off and say so by --fenced")
        }
        let reply = sql(old, HeartbeatStore.isStandby)
        if reply.isGood, reply.text != "t" {
            throw FailoverFault("\(old.name) still takes writes after it was told to stop")
        }
    }

    /// Says from whom a cluster takes its changes. A word in its configuration, no start.
    private func follow(_ node: ClusterPair.Node, _ writer: ClusterPair.Node) throws(FailoverFault) {
        let line =
            "primary_conninfo = 'host=\(writer.host) port=\(writer.port) user=\(pair.user) application_name=\(node.name)'"
        let script = "sed -i '/^primary_conninfo/d' \"$1\" && printf '%s\\n' \"$2\" >> \"$1\""
        let told = on(node, "sh", "-c", script, "sh", "\(node.data)/postgresql.auto.conf", line)
        guard told.isGood else { throw FailoverFault("\(node.name) cannot be told its writer", told) }
    }

    /// `pg_ctl promote`; the new writer waits for no standby until there is one.
    public func promote() throws(FailoverFault) {
        let state = sql(new, HeartbeatStore.isStandby)
        if state.isGood, state.text == "f" { return }
        try order(new, HeartbeatStore.waitFor(""))
        try order(new, HeartbeatStore.reload)
        let done = on(new, pair.programs + "pg_ctl", "promote", "-w", "-t", "60", "-D", new.data)
        guard done.isGood else { throw FailoverFault("\(new.name) cannot be promoted", done) }
    }

    /// Writes a word and takes it back.
    public func isWritable() throws(FailoverFault) -> Bool {
        sql(new, HeartbeatStore.trial).isGood
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
            let kept = sql(new, HeartbeatStore.all).text
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
        let address = "host=\(new.host) port=\(new.port) user=\(pair.user) dbname=postgres"
        _ = on(old, pair.programs + "pg_ctl", "stop", "-w", "-t", "30", "-m", "fast", "-D", old.data)
        try order(new, "checkpoint")
        let rewound = on(
            old, pair.programs + "pg_rewind", "-D", old.data, "--source-server=\(address)", seconds: 3600)
        if !rewound.isGood { try copyAnew(address, rewound) }
        var started = try startFollowing()
        // A rewind that PostgreSQL does not go on from is no reason to stay without a standby. One that only
        // takes its time is waited for below.
        if !started.isGood, !runs(), rewound.isGood {
            try copyAnew(address, started)
            started = try startFollowing()
        }
        guard started.isGood || runs() else { throw notStarting(started) }
        try waitForStream()
        if pair.synchronous {
            try order(new, HeartbeatStore.waitFor(old.name))
            try order(new, HeartbeatStore.reload)
        }
    }

    private func startFollowing() throws(FailoverFault) -> Reply {
        _ = on(old, "touch", "\(old.data)/standby.signal")
        try keepOwnSettings()
        try follow(old, new)
        return on(old, pair.programs + "pg_ctl", "start", "-w", "-t", "60", "-D", old.data, "-l", old.log)
    }

    private func runs() -> Bool { on(old, pair.programs + "pg_ctl", "status", "-D", old.data).isGood }

    /// With the last words of the cluster's own log, which `pg_ctl` only points at.
    private func notStarting(_ reply: Reply) -> FailoverFault {
        let log = on(old, "tail", "-n", "8", old.log).text
        return FailoverFault(
            "\(old.name) does not start as a standby: \(reply.complaint)\n\(old.log) ends with:\n\(log)")
    }

    /// A rewind brings the other's configuration along; each cluster's own stands beside it.
    private func keepOwnSettings() throws(FailoverFault) {
        let script = """
            sed -i '/^synchronous_standby_names/d' "$1/postgresql.auto.conf"
            sed -i "s/^port = .*/port = $2/; s#^unix_socket_directories = .*#unix_socket_directories = '$3'#" \
            "$1/postgresql.conf"
            """
        let folder = old.data.split(separator: "/").dropLast().joined(separator: "/")
        let done = on(old, "sh", "-c", script, "sh", old.data, String(old.port), "/\(folder)")
        guard done.isGood else { throw FailoverFault("\(old.name) cannot be set up", done) }
    }

    private func copyAnew(_ address: String, _ why: Reply) throws(FailoverFault) {
        let aside = "\(old.data).before-\(world.now.seconds)"
        let moved = on(old, "mv", old.data, aside)
        guard moved.isGood else { throw FailoverFault("\(old.name) cannot be rewound", why) }
        let copied = on(
            old, pair.programs + "pg_basebackup", "-D", old.data, "-d", address, "-c", "fast", seconds: 86_400
        )
        guard copied.isGood else { throw FailoverFault("\(old.name) cannot be copied anew", copied) }
    }

    private func waitForStream() throws(FailoverFault) {
        for _ in 0..<300 {
            let seen = sql(new, HeartbeatStore.follows(old.name))
            if seen.text == "1" { return }
            world.pause(milliseconds: 200)
        }
        throw FailoverFault("\(old.name) does not follow \(new.name) after a minute")
    }

    // MARK: - Reaching

    private func order(_ node: ClusterPair.Node, _ text: String) throws(FailoverFault) {
        let reply = sql(node, text)
        guard reply.isGood else { throw FailoverFault("\(node.name): \(text)", reply) }
    }

    private func sql(_ node: ClusterPair.Node, _ text: String) -> Reply {
        world.run(
            pair.programs + "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d",
            "host=\(node.host) port=\(node.port) user=\(pair.user) dbname=\(pair.database)", "-c", text,
            environment: ["PGCONNECT_TIMEOUT": "3"], seconds: 20)
    }

    private func on(_ node: ClusterPair.Node, _ words: String..., seconds: Int = 90) -> Reply {
        let all = node.reach + words
        return world.run(Call(all[0], Array(all.dropFirst()), seconds: seconds))
    }
}
