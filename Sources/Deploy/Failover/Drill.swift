import Base

/// A failover tried on a copy: the standby's data is restored beside, promoted, written to, measured and
/// taken away again. What serves is not touched.
public struct Drill {
    private let world: any World
    private let pair: ClusterPair
    private let reach: ClusterReach
    private let folder: String
    private let port: Int

    /// A drill on a copy below a folder, listening on a port of its own.
    public init(_ world: any World, _ pair: ClusterPair, folder: String, port: Int) {
        self.world = world
        self.pair = pair
        reach = ClusterReach(world: world, pair: pair)
        self.folder = folder
        self.port = port
    }

    /// What the drill showed.
    public struct Outcome: Sendable, Equatable {
        /// Milliseconds from the first step until the copy took a write.
        public var rto: Int
        /// Milliseconds of heartbeats that the copy lacks against the writer when the drill began; nil
        /// without heartbeats.
        public var rpo: Int?
    }

    /// Copies, promotes, writes, measures, takes away.
    public func run(say: (String) -> Void) throws(FailoverFault) -> Outcome {
        let began = world.now
        let last = beat(pair.writer)
        defer { clear() }
        say("Copying the standby.")
        let from = "host=\(pair.standby.host) port=\(pair.standby.port) user=\(pair.user)"
        try on(
            [pair.programs + "pg_basebackup", "-D", data, "-d", from, "-c", "fast", "-X", "stream"],
            "the standby cannot be copied", seconds: 86_400)
        let settings = """
            sed -i '/^primary_conninfo/d; /^synchronous_standby_names/d' "$1/postgresql.auto.conf"
            printf 'port = %s\\nsynchronous_standby_names = \\n' "$2" | sed "s/names = $/names = ''/" >> "$1/postgresql.auto.conf"
            rm -f "$1/standby.signal"
            """
        try on(["sh", "-c", settings, "sh", data, String(port)], "the copy cannot be set up")
        say("Starting it as a writer.")
        try on(
            [pair.programs + "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", "\(data).log"],
            "the copy does not start")
        let copy = ClusterPair.Node(
            name: "drill", host: "127.0.0.1", port: port, data: data, log: "\(data).log",
            reach: pair.standby.reach)
        let kept = beat(copy)
        let write = reach.sql(copy, HeartbeatStore.drill)
        guard write.isGood else { throw FailoverFault("the copy takes no write", write) }
        let rto = Int((world.now.microseconds - began.microseconds) / 1000)
        let rpo = last.flatMap { last in kept.map { max(0, Int((last - $0) / 1000)) } }
        return Outcome(rto: rto, rpo: rpo)
    }

    private var data: String { "\(folder)/drill-data" }

    private func beat(_ node: ClusterPair.Node) -> Int64? {
        Int64(reach.sql(node, HeartbeatStore.lastNumber).text)
    }

    private func on(_ words: [String], _ what: String, seconds: Int = 90) throws(FailoverFault) {
        let reply = reach.on(pair.standby, words, seconds: seconds)
        guard reply.isGood else { throw FailoverFault(what, reply) }
    }

    private func clear() {
        _ = reach.program("pg_ctl", on: pair.standby, "stop", "-m", "immediate", "-D", data)
        _ = reach.on(pair.standby, ["rm", "-rf", data, "\(data).log"])
    }
}

/// A drill in the account: the newest restorable moment of the writer becomes an instance beside it, which
/// is measured and deleted.
public struct RegionDrill {
    private let account: Account
    private let profile: Profile

    /// A drill of a profile's database.
    public init(_ account: Account, _ profile: Profile) {
        self.account = account
        self.profile = profile
    }

    /// Restores, measures, deletes.
    public func run(say: (String) -> Void) throws(FailoverFault) -> Drill.Outcome {
        let region = profile.regions.primary
        let source = profile.name(.database)
        let copy = "\(source)-drill"
        let began = account.world.now
        let state = try ask(
            region, ["rds", "describe-db-instances", "--db-instance-identifier", source],
            "\(source) cannot be seen")
        guard let facts = state.at("DBInstances", "0"),
            let last = facts["LatestRestorableTime"]?.text.flatMap({ Instant($0) })
        else { throw FailoverFault("nothing of \(source) can be restored") }
        let groups = facts.list("VpcSecurityGroups").compactMap { $0["VpcSecurityGroupId"]?.text }
        say("Restoring \(source) to \(last.rfc3339) as \(copy).")
        var words = [
            "rds", "restore-db-instance-to-point-in-time", "--source-db-instance-identifier", source,
            "--target-db-instance-identifier", copy, "--use-latest-restorable-time", "--db-subnet-group-name",
            profile.name(.databaseSubnets), "--no-publicly-accessible", "--no-multi-az",
            "--no-deletion-protection", "--tags",
            "Key=hesap:system,Value=\(profile.system)",
            "Key=hesap:environment,Value=\(profile.environment.name)",
        ]
        if !groups.isEmpty { words += ["--vpc-security-group-ids"] + groups }
        if let size = profile.data.database?.size { words += ["--db-instance-class", size] }
        _ = try ask(region, words, "the copy cannot be made")
        let waited = account.aws(
            region, ["rds", "wait", "db-instance-available", "--db-instance-identifier", copy], seconds: 7200)
        let rto = Int((account.world.now.microseconds - began.microseconds) / 1000)
        say("Deleting \(copy).")
        // A copy may have got its source's protection.
        _ = account.aws(
            region,
            [
                "rds", "modify-db-instance", "--db-instance-identifier", copy, "--no-deletion-protection",
                "--apply-immediately",
            ])
        _ = try ask(
            region,
            [
                "rds", "delete-db-instance", "--db-instance-identifier", copy, "--skip-final-snapshot",
                "--delete-automated-backups",
            ], "\(copy) cannot be deleted; delete it by hand, it costs money")
        guard waited.isGood else { throw FailoverFault("the copy did not become available", waited) }
        return Drill.Outcome(rto: rto, rpo: max(0, Int((began.microseconds - last.microseconds) / 1000)))
    }

    private func ask(_ region: String, _ words: [String], _ what: String) throws(FailoverFault) -> JSON {
        let reply = account.aws(region, words)
        guard reply.isGood else { throw FailoverFault(what, reply) }
        return reply.json ?? .null
    }
}
