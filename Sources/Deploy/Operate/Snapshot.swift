public import Base

/// Snapshots of the database and of Redis: named with their time, tagged as ours, kept for the document's
/// days.
public struct Snapshot {
    private let reader: AccountReader
    private var profile: Profile { reader.profile }

    /// In an account.
    public init(_ reader: AccountReader) { self.reader = reader }

    /// Tells until which day a snapshot is kept.
    static let keepTag = "hesap:keep-until"

    /// What is there to be snapshot, the names, and which of the older ones have had their days.
    ///
    /// - Parameters:
    ///   - name: what the names end with instead of the time.
    ///   - days: how long they are kept, instead of the profile's.
    public func look(name: String?, days: Int?, at now: Instant) throws(RunFault) -> JSON {
        try reader.checkAccount()
        if let name { try Self.check(name) }
        let stores = try StoreNames(reader)
        let ending = name ?? NameTime.text(now.rfc3339)
        guard stores.database != nil || stores.cache != nil else {
            throw RunFault(3, "The profile has no store of its own to take a snapshot of.")
        }
        if let database = stores.database { try checkAvailable(database) }
        var facts: [(String, JSON)] = []
        let old = try list().filter { $0.isOver(at: now) }
        if let database = stores.database {
            let kept = days ?? profile.data.database?.backupDays ?? 7
            facts += [
                ("database", .string(database)), ("databaseSnapshot", .string("\(database)-\(ending)")),
                ("databaseUntil", .string(Self.day(now, plus: kept))),
            ]
        }
        if let cache = stores.cache {
            let kept = days ?? max(profile.data.cache?.snapshotDays ?? 0, 1)
            facts += [
                ("cache", .string(cache)), ("cacheSnapshot", .string("\(cache)-\(ending)")),
                ("cacheUntil", .string(Self.day(now, plus: kept))),
            ]
        }
        for isCache in [false, true] {
            let names = old.filter { $0.isCache == isCache }.map { JSON.string($0.name) }
            facts.append((isCache ? "oldCache" : "oldDatabase", .array(names)))
        }
        return .object(facts)
    }

    private func checkAvailable(_ database: String) throws(RunFault) {
        let found = try reader.find(["rds", "describe-db-instances", "--db-instance-identifier", database])
        guard let state = found?.at("DBInstances", "0", "DBInstanceStatus")?.text else {
            throw RunFault(1, "There is no database \(database): apply makes it.")
        }
        guard state == "available" else {
            throw RunFault(
                1, "The database \(database) is \(state); a snapshot is taken when it is available.")
        }
    }

    private static func day(_ now: Instant, plus days: Int) -> String {
        String(now.advanced(seconds: Int64(days) * 86_400).rfc3339.prefix(10))
    }

    /// Names of snapshots have letters, digits and single hyphens.
    static func check(_ name: String) throws(RunFault) {
        let good = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7a, 0x2d: true
            default: false
            }
        }
        guard good, !name.isEmpty, name.utf8.count <= 40, !name.contains("--"), !name.hasSuffix("-"),
            !name.hasPrefix("-")
        else {
            throw RunFault(
                64, "\(name) is no name of a snapshot: small letters, digits and single hyphens, at most 40.")
        }
    }

    /// The steps: take both, wait for both, then take away what has had its days.
    public static func plan(_ profile: Profile, _ order: OperationOrder) -> Plan {
        var plan = order.plan(profile)
        let region = profile.regions.primary
        if let database = order.facts["database"]?.text {
            plan.add([
                take(
                    database, order.text("databaseSnapshot"), until: order.text("databaseUntil"), profile)
            ])
        }
        if let cache = order.facts["cache"]?.text {
            plan.add([takeCache(cache, order.text("cacheSnapshot"), order.text("cacheUntil"), profile)])
        }
        if order.facts["database"] != nil { plan.add([whole(order.text("databaseSnapshot"), region)]) }
        if order.facts["cache"] != nil { plan.add([wholeCache(order.text("cacheSnapshot"), region)]) }
        plan.add(
            order.texts("oldDatabase").map { name in
                Step(
                    "old-\(name)", "Take away \(name), which has had its days", .delete,
                    ["rds", "delete-db-snapshot", "--db-snapshot-identifier", .text(name)], region: region,
                    forgives: ["DBSnapshotNotFound"])
            })
        plan.add(
            order.texts("oldCache").map { name in
                Step(
                    "old-\(name)", "Take away \(name), which has had its days", .delete,
                    ["elasticache", "delete-snapshot", "--snapshot-name", .text(name)], region: region,
                    forgives: ["SnapshotNotFound"])
            })
        if let cache = profile.data.cache?.existing {
            plan.notes.append("the cache \(cache) is somebody else's: its owner takes its snapshots")
        }
        return plan
    }

    static func take(_ database: String, _ name: String, until: String, _ profile: Profile) -> Step {
        Step(
            "snapshot-\(name)", "Take the snapshot \(name) of \(database), kept until \(until)", .create,
            [
                "rds", "create-db-snapshot", "--db-instance-identifier", .text(database),
                "--db-snapshot-identifier", .text(name), "--tags",
            ] + profile.tagWords((keepTag, until)), region: profile.regions.primary,
            forgives: ["DBSnapshotAlreadyExists"])
    }

    static func whole(_ name: String, _ region: String) -> Step {
        Step(
            "whole-\(name)", "Wait until \(name) is whole", .wait,
            [
                "rds", "describe-db-snapshots", "--db-snapshot-identifier", .text(name), "--query",
                "DBSnapshots[0].join(' ', [Status, to_string(PercentProgress), '%'])", "--output", "text",
            ], region: region, patience: Patience(every: 15, most: 4 * 3600),
            awaits: Awaited(["available"], bad: ["failed"], mayBeMissing: true, tells: true))
    }

    static func takeCache(_ cache: String, _ name: String, _ until: String, _ profile: Profile) -> Step {
        Step(
            "snapshot-\(name)", "Take the snapshot \(name) of \(cache), kept until \(until)", .create,
            [
                "elasticache", "create-snapshot", "--replication-group-id", .text(cache), "--snapshot-name",
                .text(name), "--tags",
            ] + profile.tagWords((keepTag, until)), region: profile.regions.primary,
            forgives: ["SnapshotAlreadyExists"])
    }

    static func wholeCache(_ name: String, _ region: String) -> Step {
        Step(
            "whole-\(name)", "Wait until \(name) is whole", .wait,
            [
                "elasticache", "describe-snapshots", "--snapshot-name", .text(name), "--query",
                "Snapshots[0].SnapshotStatus", "--output", "text",
            ], region: region, patience: Patience(every: 15, most: 4 * 3600),
            awaits: Awaited(["available"], bad: ["failed"], mayBeMissing: true, tells: true))
    }

    /// Every snapshot of the stores that serve, the newest first.
    public func list() throws(RunFault) -> [TakenSnapshot] {
        let stores = try StoreNames(reader)
        var all: [TakenSnapshot] = []
        if let database = stores.database {
            for name in Set([database, profile.name(.database)]) {
                let found = try reader.find([
                    "rds", "describe-db-snapshots", "--db-instance-identifier", name,
                ])
                all += (found?.list("DBSnapshots") ?? []).compactMap(TakenSnapshot.init(database:))
            }
        }
        if let cache = stores.cache {
            for name in Set([cache, profile.name(.cache)]) {
                let found = try reader.find([
                    "elasticache", "describe-snapshots", "--replication-group-id", name,
                ])
                for json in found?.list("Snapshots") ?? [] {
                    guard var taken = TakenSnapshot(cache: json) else { continue }
                    if let arn = json["ARN"]?.text, !taken.isAutomatic {
                        let tags = try reader.find([
                            "elasticache", "list-tags-for-resource", "--resource-name", arn,
                        ])
                        taken.until = TakenSnapshot.tag(Self.keepTag, tags?.list("TagList") ?? [])
                    }
                    all.append(taken)
                }
            }
        }
        return all.sorted { ($0.at ?? "") > ($1.at ?? "") }
    }
}

/// A snapshot that stands in the account.
public struct TakenSnapshot: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Of what.
    public var store: String
    /// Whether that is the cache.
    public var isCache: Bool
    /// When; nil while it is being taken.
    public var at: String?
    /// `available`, `creating`.
    public var state: String
    /// Whether the account took it by itself.
    public var isAutomatic: Bool
    /// GB of the store.
    public var size: Int?
    /// The day until which it is kept; nil for what nobody takes away.
    public var until: String?

    init?(database json: JSON) {
        guard let name = json["DBSnapshotIdentifier"]?.text else { return nil }
        self.name = name
        store = json["DBInstanceIdentifier"]?.text ?? ""
        isCache = false
        at = json["SnapshotCreateTime"]?.text.flatMap(Self.moment)
        state = json["Status"]?.text ?? "unknown"
        isAutomatic = json["SnapshotType"]?.text == "automated"
        size = json["AllocatedStorage"]?.number
        until = Self.tag(Snapshot.keepTag, json.list("TagList"))
    }

    init?(cache json: JSON) {
        guard let name = json["SnapshotName"]?.text else { return nil }
        self.name = name
        store = json["ReplicationGroupId"]?.text ?? json["CacheClusterId"]?.text ?? ""
        isCache = true
        at = json.at("NodeSnapshots", "0", "SnapshotCreateTime")?.text.flatMap(Self.moment)
        state = json["SnapshotStatus"]?.text ?? "unknown"
        isAutomatic = json["SnapshotSource"]?.text == "automated"
    }

    static func tag(_ name: String, _ tags: [JSON]) -> String? {
        tags.first { $0["Key"]?.text == name }?["Value"]?.text
    }

    private static func moment(_ text: String) -> String? { Instant(text)?.rfc3339 ?? text }

    /// Whether its days are over.
    func isOver(at now: Instant) -> Bool {
        guard let until, !isAutomatic, state == "available" else { return false }
        return until < String(now.rfc3339.prefix(10))
    }
}
