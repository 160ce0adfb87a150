public import Base

/// What is to be brought back.
public struct RestoreWish: Sendable, Equatable {
    /// Stores that can be brought back.
    public enum Store: String, Sendable, CaseIterable {
        /// The database.
        case database
        /// Redis.
        case cache
    }

    /// The moment; nil for a snapshot.
    public var time: Instant?
    /// A snapshot of the database or of Redis, by its name; nil for a moment.
    public var snapshot: String?
    /// One store alone; nil for both.
    public var only: Store?

    /// A wish.
    public init(time: Instant?, snapshot: String?, only: Store?) {
        self.time = time
        self.snapshot = snapshot
        self.only = only
    }
}

/// Brings the database and Redis back to a moment, as new instances beside those that serve, in the same
/// network and with the same protection; then proves the books, cuts the old ones off and points at the new.
public struct Restore {
    let reader: AccountReader
    var profile: Profile { reader.profile }

    /// In an account.
    public init(_ reader: AccountReader) { self.reader = reader }

    /// Everything that a plan needs to know; refuses a moment that nothing reaches.
    public func look(_ wish: RestoreWish, at now: Instant) throws(RunFault) -> JSON {
        try reader.checkAccount()
        guard profile.shape != .host else {
            throw RunFault(
                3,
                "One machine's database is brought back on the machine itself: hesap restore DIR --to TIME.")
        }
        guard try reader.parameter(StoreNames.parameter(profile)) == nil else {
            throw RunFault(
                3,
                "The last restore is not confirmed: restore --confirm takes the old stores away, restore --undo"
                    + " goes back to them.")
        }
        let stores = try StoreNames(reader)
        let snapshots = try Snapshot(reader).list()
        let chosen = try wish.snapshot.map { name throws(RunFault) in
            try Self.chosen(name, among: snapshots)
        }
        var facts: [(String, JSON)] = [("stamp", .string(NameTime.text(now.rfc3339)))]
        if wish.only != .cache, chosen?.isCache != true, let name = stores.database {
            facts.append(("database", try database(name, wish.time, chosen, at: now)))
            facts += try verification()
        }
        if wish.only != .database, chosen.map(\.isCache) ?? true, let name = stores.cache {
            let time = wish.time
            let fitting = chosen ?? Self.newest(of: snapshots, before: time)
            if let fitting {
                facts.append(("cache", try cache(name, fitting, at: now)))
            } else if wish.only == .cache {
                throw RunFault(
                    3,
                    "There is no snapshot of \(name) from \(time?.rfc3339 ?? "then") or before: Redis comes back"
                        + " from snapshots alone. hesap deploy snapshot --list shows them.")
            }
        }
        guard facts.contains(where: { $0.0 == "database" || $0.0 == "cache" }) else {
            throw RunFault(3, "There is nothing of the system's own that could be brought back so.")
        }
        return .object(facts)
    }

    private static func chosen(_ name: String, among all: [TakenSnapshot]) throws(RunFault)
        -> TakenSnapshot
    {
        guard let found = all.first(where: { $0.name == name }) else {
            let known = all.prefix(5).map(\.name).joined(separator: ", ")
            throw RunFault(
                3, "There is no snapshot \(name)" + (known.isEmpty ? "." : "; the newest are \(known)."))
        }
        guard found.state == "available" else { throw RunFault(3, "The snapshot \(name) is \(found.state).") }
        return found
    }

    private static func newest(of all: [TakenSnapshot], before time: Instant?) -> TakenSnapshot? {
        all.first { snapshot in
            guard snapshot.isCache, snapshot.state == "available", let text = snapshot.at else {
                return false
            }
            guard let time, let at = Instant(text) else { return time == nil }
            return at <= time
        }
    }

    // MARK: The database

    /// Asked of the old and of the new instance: the same words are the same ground.
    static let ground =
        "DBInstances[0].join(' ', [DBSubnetGroup.DBSubnetGroupName,"
        + " DBParameterGroups[0].DBParameterGroupName, to_string(StorageEncrypted),"
        + " not_null(KmsKeyId, 'no-key'), join(',', sort(VpcSecurityGroups[].VpcSecurityGroupId))])"

    private func database(
        _ name: String, _ time: Instant?, _ snapshot: TakenSnapshot?, at now: Instant
    ) throws(RunFault) -> JSON {
        let look = ["rds", "describe-db-instances", "--db-instance-identifier", name]
        guard let found = try reader.find(look)?.at("DBInstances", "0") else {
            throw RunFault(1, "There is no database \(name): apply makes it.")
        }
        var moment = time
        if let snapshot { moment = snapshot.at.flatMap { Instant($0) } }
        if let time {
            let backups = try? reader.find([
                "rds", "describe-db-instance-automated-backups", "--db-instance-identifier", name,
            ])
            guard let window = RestoreWindow(instance: found, backups: backups, at: now) else {
                throw RunFault(3, "\(name) keeps no backups: there is no moment to go back to.")
            }
            try window.check(time)
        }
        let lost = moment.map { max(0, (now.microseconds - $0.microseconds) / 1_000_000) }
        let ground = try reader.runner.text(
            "aws", look + ["--query", Self.ground, "--output", "text"], region: reader.region
        ).trimmed
        let zone = try reader.parameter(profile.parameter("network/PrivateZone/ref"))
        guard let zone else {
            throw RunFault(
                1, "The private zone of \(profile.privateZone) is not written down: apply does it.")
        }
        return .object(
            [
                ("now", .string(name)), ("time", time.map { .string($0.rfc3339) } ?? .null),
                ("snapshot", snapshot.map { .string($0.name) } ?? .null),
                ("moment", moment.map { .string($0.rfc3339) } ?? .null),
                ("lost", lost.map { .integer($0) } ?? .null), ("ground", .string(ground)),
                ("zone", .string(zone)),
                ("readAddress", try readAddress(zone).map { .string($0) } ?? .null),
            ] + Self.kept(found))
    }

    /// What of an instance its successor must have as well.
    static func kept(_ found: JSON) -> [(String, JSON)] {
        let groups = found.list("VpcSecurityGroups").compactMap { $0["VpcSecurityGroupId"] }
        let plain: [(String, String)] = [
            ("class", "DBInstanceClass"), ("storageType", "StorageType"), ("iops", "Iops"),
            ("storage", "AllocatedStorage"),
            ("multi", "MultiAZ"), ("iam", "IAMDatabaseAuthenticationEnabled"),
            ("days", "BackupRetentionPeriod"), ("backupWindow", "PreferredBackupWindow"),
            ("upkeepWindow", "PreferredMaintenanceWindow"), ("storageMax", "MaxAllocatedStorage"),
            ("watchEvery", "MonitoringInterval"), ("watchRole", "MonitoringRoleArn"),
            ("insights", "PerformanceInsightsEnabled"), ("insightsKey", "PerformanceInsightsKMSKeyId"),
            ("certificate", "CACertificateIdentifier"), ("logs", "EnabledCloudwatchLogsExports"),
        ]
        return plain.map { ($0.0, found[$0.1] ?? .null) } + [
            ("groups", .array(groups)),
            ("subnets", found.at("DBSubnetGroup", "DBSubnetGroupName") ?? .null),
            ("network", found.at("DBSubnetGroup", "VpcId") ?? .null),
            ("parameters", found.at("DBParameterGroups", "0", "DBParameterGroupName") ?? .null),
            ("address", found.at("Endpoint", "Address") ?? .null),
        ]
    }

    /// Where the name of the reading copy leads now.
    private func readAddress(_ zone: String) throws(RunFault) -> String? {
        let name = profile.databaseReadHost
        let found = try reader.ask([
            "route53", "list-resource-record-sets", "--hosted-zone-id", zone, "--start-record-name", name,
            "--start-record-type", "CNAME", "--max-items", "1",
        ]).at("ResourceRecordSets", "0")
        guard let found, found["Name"]?.text?.hasPrefix(name) == true else { return nil }
        return found.at("ResourceRecords", "0", "Value")?.text
    }

    /// What a task of its own needs in order to prove the books.
    private func verification() throws(RunFault) -> [(String, JSON)] {
        guard profile.shape == .ecsFargate,
            let service = profile.services.first(where: { $0.migration != nil })
        else { return [] }
        let name = profile.workload(service, .blue)
        let found = try reader.ask(
            ["ecs", "describe-services", "--cluster", reader.cluster, "--services", name])
        guard let network = found.at("services", "0", "networkConfiguration") else {
            throw RunFault(1, "There is no service \(name) in \(reader.cluster): apply makes it.")
        }
        return [("taskNetwork", network)]
    }

    // MARK: Redis

    private func cache(_ name: String, _ snapshot: TakenSnapshot, at now: Instant) throws(RunFault) -> JSON {
        let found = try reader.find([
            "elasticache", "describe-replication-groups", "--replication-group-id", name,
        ])?.at("ReplicationGroups", "0")
        guard let found else { throw RunFault(1, "There is no cache \(name): apply makes it.") }
        let member = try found.at("MemberClusters", "0")?.text.flatMap { member throws(RunFault) in
            try reader.find(["elasticache", "describe-cache-clusters", "--cache-cluster-id", member])
        }?.at("CacheClusters", "0")
        let lost = snapshot.at.flatMap { Instant($0) }.map {
            max(0, (now.microseconds - $0.microseconds) / 1_000_000)
        }
        var facts: [(String, JSON)] = [
            ("now", .string(name)), ("snapshot", .string(snapshot.name)),
            ("moment", snapshot.at.map { .string($0) } ?? .null),
            ("lost", lost.map { .integer($0) } ?? .null),
            ("address", found.at("NodeGroups", "0", "PrimaryEndpoint", "Address") ?? .null),
            ("key", found["KmsKeyId"] ?? .null),
            ("groups", .array((member?.list("SecurityGroups") ?? []).compactMap { $0["SecurityGroupId"] })),
        ]
        if profile.shape == .ecsFargate { facts.append(("definitions", try definitions())) }
        return .object(facts)
    }

    /// The definitions of the services' tasks, in the words in which they can be given again: of the colour
    /// that serves the one that runs, of the other the newest, from which the next roll-out makes its own.
    func definitions() throws(RunFault) -> JSON {
        var all: [JSON] = []
        for service in profile.services where service.notInRelease == nil && service.uses.contains("cache") {
            let serving = try reader.serving(service)
            for colour in [serving, serving.other] {
                let name = profile.workload(service, colour)
                let found = try reader.find([
                    "ecs", "describe-services", "--cluster", reader.cluster, "--services", name,
                ])?.at("services", "0", "taskDefinition")?.text
                guard let found else { continue }
                let definition = try reader.ask([
                    "ecs", "describe-task-definition", "--task-definition", colour == serving ? found : name,
                ])
                all.append([
                    "service": .string(name), "serves": .bool(colour == serving),
                    "definition": TaskDefinition.words(of: definition),
                ])
            }
        }
        return .array(all)
    }
}

/// A definition of tasks as the account tells it.
enum TaskDefinition {
    private static let given: Set<String> = [
        "family", "taskRoleArn", "executionRoleArn", "networkMode", "containerDefinitions", "volumes",
        "placementConstraints", "requiresCompatibilities", "cpu", "memory", "runtimePlatform",
        "ephemeralStorage",
    ]

    /// What may be said when it is registered again.
    static func words(of answer: JSON) -> JSON {
        .object((answer["taskDefinition"]?.members ?? []).filter { given.contains($0.0) })
    }

    /// The same with another value of a setting in every container that has it.
    static func setting(_ name: String, _ value: String, in words: JSON) -> JSON {
        let containers = words.list("containerDefinitions").map { container in
            container.with(
                "environment",
                .array(
                    container.list("environment").map {
                        $0["name"]?.text == name ? $0.with("value", .string(value)) : $0
                    }))
        }
        return words.with("containerDefinitions", .array(containers))
    }
}
