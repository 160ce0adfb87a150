import Base

/// What a destruction left, and what it costs.
public struct Survivor: Sendable, Equatable {
    /// Its whole name.
    public var name: String
    /// What a month of it costs, or why nothing.
    public var cost: String

    /// Whether it goes by itself on its day and costs nothing until then.
    public var goesByItself: Bool { cost.hasSuffix("not charged") }
    /// Whether it is a snapshot, which a destruction leaves on purpose.
    public var isSnapshot: Bool { name.contains(":snapshot:") }
}

/// Looks at what a destruction left: each with its price of a month, or with the day on which it goes by
/// itself.
public struct SurvivorReader {
    private let reader: AccountReader
    private let table: PriceTable

    /// In an account.
    public init(_ reader: AccountReader, table: PriceTable = .built) {
        self.reader = reader
        self.table = table
    }

    /// What bears the system's tags, and the snapshots that were taken of its stores.
    public func read() throws(RunFault) -> [Survivor] {
        var names = try ObservedReader(reader.graph, by: reader.runner).survivors()
        for name in try snapshots() where !names.contains(name) { names.append(name) }
        var found: [Survivor] = []
        for name in names.sorted() { found.append(Survivor(name: name, cost: try cost(of: name))) }
        // The index of tags is minutes behind.
        return found.filter { $0.cost != "gone" }
    }

    private func snapshots() throws(RunFault) -> [String] {
        let own = Ownership.tags(of: reader.profile).prefix(2)
        let all = try reader.find(["rds", "describe-db-snapshots", "--snapshot-type", "manual"])
        return (all?.list("DBSnapshots") ?? []).filter { one in
            own.allSatisfy { TakenSnapshot.tag($0.key, one.list("TagList")) == $0.value }
        }.compactMap { $0["DBSnapshotArn"]?.text }
    }

    /// `arn:aws:SERVICE:REGION:ACCOUNT:REST`.
    private func cost(of name: String) throws(RunFault) -> String {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 5 else { return "no source gives its price" }
        let region = parts[3].isEmpty ? reader.region : parts[3]
        switch (parts[2], parts[5]) {
        case ("kms", _): return try key(name, region)
        case ("secretsmanager", _): return try secret(name, region)
        case ("rds", "snapshot"): return try snapshot(parts.last ?? "", region)
        case ("rds", "db"): return try database(parts.last ?? "", region)
        case ("ecs", let thing): return try task(thing, name, region)
        case ("s3", _): return try bucket(parts.last ?? "", region)
        case ("ecr", _): return perGB("ecr", region, "of images")
        case ("logs", _): return perGB("logs", region, "of lines that are kept")
        case ("route53", _): return monthly("zone", region)
        default:
            let free = [
                "ec2", "iam", "cloudformation", "ssm", "sns", "cloudwatch", "events", "acm",
                "elasticloadbalancing",
            ]
            return free.contains(parts[2]) && !name.contains("natgateway") && !name.contains("loadbalancer/")
                ? "nothing by itself" : "no source gives its price"
        }
    }

    private func monthly(_ item: String, _ region: String) -> String {
        guard let price = table.price(item, .month, in: region) else { return "no source gives its price" }
        return "\(Cost(low: price.low, high: price.high).text) a month"
    }

    private func perGB(_ item: String, _ region: String, _ what: String) -> String {
        guard let price = table.price(item, .gbMonth, in: region) else { return "no source gives its price" }
        return "\(price.text) a month for each GB \(what)"
    }

    private func key(_ name: String, _ region: String) throws(RunFault) -> String {
        let seen = try reader.find(["kms", "describe-key", "--key-id", name], in: region)?["KeyMetadata"]
        if seen?["KeyState"]?.text == "PendingDeletion" {
            return "scheduled for \(Self.day(seen?["DeletionDate"])), not charged"
        }
        return seen == nil ? "gone" : monthly("key", region)
    }

    private func secret(_ name: String, _ region: String) throws(RunFault) -> String {
        let seen = try reader.find(["secretsmanager", "describe-secret", "--secret-id", name], in: region)
        if let deleted = seen?["DeletedDate"] { return "deleted on \(Self.day(deleted)), not charged" }
        return seen == nil ? "gone" : monthly("secret", region)
    }

    private func snapshot(_ name: String, _ region: String) throws(RunFault) -> String {
        let seen = try reader.find(
            ["rds", "describe-db-snapshots", "--db-snapshot-identifier", name], in: region
        )?.at("DBSnapshots", "0")
        guard let size = seen?["AllocatedStorage"]?.number else { return "gone" }
        guard let price = table.price("db-backup", .gbMonth, in: region) else {
            return "no source gives its price"
        }
        return "at most \(Cost(low: price.low * size, high: price.high * size).text) a month for \(size) GB"
    }

    private func database(_ name: String, _ region: String) throws(RunFault) -> String {
        let seen = try reader.find(
            ["rds", "describe-db-instances", "--db-instance-identifier", name], in: region)?
            .at("DBInstances", "0")
        guard let seen else { return "gone" }
        guard let size = seen["DBInstanceClass"]?.text, let price = table.price(size, .hour, in: region)
        else {
            return "no source gives its price"
        }
        let zones = seen["MultiAZ"]?.isTrue == true ? 2 : 1
        return "\(Cost(low: price.low, high: price.high).times(730 * zones).text) a month and its storage"
    }

    /// Services, clusters and task definitions stay listed for a while after their end, as inactive ones.
    private func task(_ thing: String, _ name: String, _ region: String) throws(RunFault) -> String {
        let words = thing.split(separator: "/").map(String.init)
        let seen: JSON?
        switch words.first {
        case "service":
            let asked = ["--cluster", words.count > 2 ? words[1] : "default", "--services", name]
            seen = try reader.find(["ecs", "describe-services"] + asked, in: region)?.at("services", "0")
        case "cluster":
            seen = try reader.find(["ecs", "describe-clusters", "--clusters", name], in: region)?
                .at("clusters", "0")
        default:
            let asked = ["ecs", "describe-task-definition", "--task-definition", name]
            seen = try reader.find(asked, in: region)?["taskDefinition"]
        }
        guard let status = seen?["status"]?.text, status == "ACTIVE" || status == "DRAINING" else {
            return "gone"
        }
        return words.first == "service" ? "the price of its tasks" : "nothing by itself"
    }

    /// CloudWatch counts once a day what a bucket holds.
    private func bucket(_ name: String, _ region: String) throws(RunFault) -> String {
        let now = reader.surroundings.now()
        let points =
            try reader.find(
                [
                    "cloudwatch", "get-metric-statistics", "--namespace", "AWS/S3", "--metric-name",
                    "BucketSizeBytes", "--dimensions", "Name=BucketName,Value=\(name)",
                    "Name=StorageType,Value=StandardStorage", "--start-time",
                    now.advanced(seconds: -3 * 86_400).rfc3339, "--end-time", now.rfc3339, "--period",
                    "86400",
                    "--statistics", "Average",
                ], in: region)?.list("Datapoints") ?? []
        guard let bytes = points.compactMap({ $0["Average"]?.number }).max(),
            let price = table.price("s3", .gbMonth, in: region)
        else { return perGB("s3", region, "that it holds") }
        let thousandths = bytes / 1_000_000
        let cost = Cost(low: price.low * thousandths / 1000, high: price.high * thousandths / 1000)
        return
            "\(cost.text) a month for \(thousandths / 1000).\(String(1000 + thousandths % 1000).dropFirst()) GB"
    }

    /// Version 1 of the command line tells moments of some services as seconds since 1970.
    static func day(_ json: JSON?) -> String {
        if let seconds = json?.number {
            return String(Instant(microseconds: Int64(seconds) * 1_000_000).rfc3339.prefix(10))
        }
        guard let text = json?.text else { return "an unknown day" }
        return String((Instant(text)?.rfc3339 ?? text).prefix(10))
    }
}
