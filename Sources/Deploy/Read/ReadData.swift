import YAML

/// Reads where the system keeps what it knows.
struct ReadData {
    let reading: ProfileReading
    let environment: DeploymentEnvironment
    let regions: Regions
    let system: String

    init(_ reading: ProfileReading, environment: DeploymentEnvironment, regions: Regions, system: String) {
        self.reading = reading
        self.environment = environment
        self.regions = regions
        self.system = system
    }

    func data(_ top: ProfileSection) -> DataPlan {
        var plan = DataPlan(
            database: nil, cache: nil, buckets: [], events: nil, keys: nil, secrets: [],
            volumeSnapshotDays: nil)
        guard top.has("data") else {
            reading.fault(top.node, "data is missing: {database: {class: db.t3.medium, storage: 100}}")
            return plan
        }
        top.within("data") { section in
            plan.database = section.within("database", database)
            plan.cache = section.within("cache", cache)
            plan.events = section.within("events", events)
            plan.keys = section.within("keys", keys)
            plan.volumeSnapshotDays =
                section.within("volumes") { $0.get("snapshots", .days(1...365)) } ?? nil
            for entry in section.node.entries where entry.value["bucket"] != nil {
                if let bucket = section.within(entry.key, { bucket(entry.key, $0) }) {
                    plan.buckets.append(bucket)
                }
            }
            for entry in section.node.entries where entry.value["secret"] != nil {
                if let secret = section.within(entry.key, { secret(entry.key, $0) }) {
                    plan.secrets.append(secret)
                }
            }
        }
        return plan
    }

    private func secret(_ use: String, _ section: ProfileSection) -> SecretPlan {
        let generated =
            section.need("secret", Self.origin, else: "generated", "generated or given") == "generated"
        let plan = SecretPlan(
            use: use, generated: generated, fields: section.list("fields", .text) ?? [],
            length: section.get("length", .count(32...4096), else: 64, why: "more than anyone can try"),
            rotateDays: section.get("rotate", .days(1...3650)))
        if generated, !plan.fields.isEmpty {
            reading.fault(
                section.node, "\(section.path).fields: only a secret that people fill in has fields")
        }
        if !generated, plan.rotateDays != nil {
            reading.fault(
                section.node, "\(section.path).rotate: a secret that people fill in is renewed by them")
        }
        return plan
    }

    /// Never shows what was written.
    private static let origin = Form<String> { node throws(Wrong) in
        guard let text = node.text, ["generated", "given"].contains(text) else {
            throw Wrong(
                "a secret's value does not belong in a profile; write generated, or given to fill it in later"
            )
        }
        return text
    }

    private func bucket(_ use: String, _ section: ProfileSection) -> BucketPlan {
        let careful = environment.tier == .regulated
        let versions = section.value("versions")
        return BucketPlan(
            use: use, name: section.need("bucket", .bucket, else: "bucket", "the bucket's name"),
            versions: versions == nil
                ? section.get("versions", .truth, else: true, why: "a slip can be undone")
                : versions?.truth ?? (section.get("versions", ReadServices.keep) != nil),
            archiveDays: section.get("archive", .days(1...3650)),
            replicate: section.get(
                "replicate", .truth, else: careful && regions.standby != nil,
                why: careful ? "tier regulated: the standby region has the files" : "no one asked"))
    }

    private func keys(_ section: ProfileSection) -> KeysPlan {
        var multi = false
        let names =
            section.within("kms") { kms in
                kms.node.entries.compactMap { entry -> String? in
                    guard let kind = kms.get(entry.key, .one(of: ["multi-region", "regional"])) else {
                        return nil
                    }
                    if kind == "multi-region" { multi = true }
                    return entry.key
                }
            } ?? []
        if names.isEmpty {
            reading.fault(section.node, "data.keys.kms: {data: multi-region} or the like is wanted")
        }
        return KeysPlan(
            names: names, multiRegion: multi,
            rotateDays: section.get(
                "rotate", .days(90...2560), else: 365, show: { "\($0)d" }, why: "the service's own rhythm"))
    }

    private func events(_ section: ProfileSection) -> EventsPlan {
        _ = section.get("engine", .one(of: ["kafka"]))
        return EventsPlan(
            brokers: section.need("brokers", .count(2...90), else: 3, "how many, a multiple of the zones"),
            size: section.need("class", .size(.broker), else: "kafka.m7g.large", "the broker's class"),
            storage: section.need("storage", .count(1...16384), else: 100, "GB a broker"),
            throughput: section.get("throughput", .count(250...2375)),
            version: section.get("version", Self.kafka, else: "3.9.x", why: "the newest that MSK recommends"),
            auth: section.list(
                "auth", .one(of: ["scram", "tls", "iam"]), else: ["scram"], why: "names and secrets"),
            authorities: section.list("authorities", Self.authority) ?? [],
            topics: section.list(
                "topics", .name, else: ["check", "fiscal-document", "payment-intent", "refund"],
                why: "what the server's outbox tells of"
            ).map { "\(system).\($0)" },
            monitoring: section.get(
                "monitoring",
                .one(of: ["default", "per-broker", "per-topic-per-broker", "per-topic-per-partition"]),
                else: "per-broker", why: "what alarms need"
            ).uppercased().map { $0 == "-" ? "_" : $0 }.map(String.init).joined(),
            replicate: section.get(
                "standby", .one(of: ["replicate", "rebuild"]), else: "rebuild",
                why: "events come again from the outbox")
                == "replicate",
            line: section.line)
    }

    private static let authority = Form<String>.text.checked { text throws(Wrong) in
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "acm-pca", !parts[3].isEmpty,
            parts[5].hasPrefix("certificate-authority/")
        else {
            throw Wrong(
                "\"\(text)\" is no private authority; its ARN is wanted: "
                    + "arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID")
        }
    }

    private static let kafka = Form<String>.version.checked { text throws(Wrong) in
        let parts = text.split(separator: ".")
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]), major <= 4,
            (major, minor) >= (Versions.kafka.major, Versions.kafka.minor)
        else {
            throw Wrong("Kafka \(text) cannot be created any more (version-not-creatable); \"3.9.x\" can")
        }
    }

    private func cache(_ section: ProfileSection) -> CachePlan {
        _ = section.get("engine", .one(of: ["redis"]))
        let existing = section.get("existing", .text)
        let tls = section.get("tls", Self.required, else: true, why: "passwords and sessions travel here")
        let auth = section.get(
            "auth", .one(of: ["managed", "none"]), else: existing == nil ? "managed" : "none",
            why: existing == nil
                ? "whoever reaches the port is not yet allowed in" : "the cache's owner decides")
        let careful = environment.tier != .economy
        return CachePlan(
            existing: existing,
            size: existing != nil
                ? section.get("class", .size(.cache)) ?? ""
                : section.need("class", .size(.cache), else: "cache.t4g.small", "the node type"),
            nodes: section.get(
                "nodes", .count(1...6), else: existing != nil ? 1 : careful ? 2 : 1,
                why: careful ? "one may be lost" : "tier economy: one"),
            tls: tls, auth: auth == "managed", prefix: section.get("prefix", .text),
            snapshotDays: section.get(
                "snapshots", .days(0...35), else: existing != nil ? 0 : careful ? 1 : 0, show: { "\($0)d" },
                why: "the cache never holds the truth"),
            snapshotWindow: section.get(
                "snapshot-window", Self.daily, else: "02:00-03:00", why: "a quiet hour, UTC"),
            upkeepWindow: section.get(
                "upkeep", Self.weekly, else: "sun:04:00-sun:05:00",
                why: "a quiet hour, UTC, not the snapshots'"),
            version: section.get(
                "version",
                Form<String>.version.checked { text throws(Wrong) in
                    guard ["6.2", "7.0", "7.1"].contains(text) else {
                        throw Wrong(
                            "there is no Redis \(text); \"7.1\" is the newest, then \"7.0\" and \"6.2\"")
                    }
                }, else: "7.1", why: "the newest"),
            standby: section.get(
                "standby", .one(of: ["rebuild"]), else: "rebuild", why: "the cache never holds the truth"),
            line: section.line)
    }

    private static let required = Form<Bool> { node throws(Wrong) in
        if node.text == "required" { return true }
        return try Form<Bool>.truth.read(node)
    }

    static let daily = Form<String>.text.checked { text throws(Wrong) in
        guard let window = WeekWindow(daily: text) else {
            throw Wrong("\"\(text)\": 03:00-04:00 or the like is wanted, UTC")
        }
        guard window.length >= 30 else { throw Wrong("\(text): a window has at least 30 minutes") }
    }

    static let weekly = Form<String>.text.checked { text throws(Wrong) in
        guard let window = WeekWindow(weekly: text) else {
            throw Wrong("\"\(text)\": sun:03:00-sun:04:00 or the like is wanted, UTC, at most a day")
        }
        guard window.length >= 30 else { throw Wrong("\(text): a window has at least 30 minutes") }
    }
}
