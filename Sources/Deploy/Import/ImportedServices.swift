import YAML

extension ImportWriter {
    /// Services: the workloads of the guide's objects, otherwise one interface.
    mutating func services(_ system: String, _ uses: [String]) {
        let workloads = facts.guide.objects("Deployment")
        lines.append("services:")
        guard !workloads.isEmpty else {
            missing.append("workloads; one service with every role stands in their place")
            let host = facts.hosts.first { !$0.value.hasPrefix("*") }?.value ?? "api.\(system).example.com"
            let size = facts.shape == .ecsFargate ? "{cpu: 0.5, memory: 1Gi}" : "{cpu: 250m, memory: 512Mi}"
            lines.append(
                "  api: {roles: [gateway, realtime, processor], host: \(host), size: \(size), "
                    + "scale: {min: 2, max: 6, cpu: 70}, websocket: {stickiness: 1h}, uses: "
                    + "[\(uses.joined(separator: ", "))]}"
            )
            return
        }
        for workload in workloads { service(workload, system, uses) }
    }

    private mutating func service(_ workload: YAMLNode, _ system: String, _ uses: [String]) {
        let whole = workload.at("metadata", "name")?.text ?? "api"
        let name = whole.hasPrefix("\(system)-") ? String(whole.dropFirst(system.count + 1)) : whole
        found.append("line \(workload.line): the workload \(whole)")
        var parts = ["roles: [gateway, realtime, processor]"]
        let container = facts.guide.containers(of: workload).first
        if let port = container?["ports"]?.elements.first?["containerPort"]?.text {
            parts.append("port: \(port)")
        }
        if let rule = ingress(of: whole), let host = rule["host"]?.text {
            parts.append("host: \(host)")
        } else {
            parts.append("internal: true")
        }
        parts += size(container)
        parts.append("scale: {\(scale(workload, whole))}")
        parts += ["websocket: {stickiness: 1h}", "uses: [\(uses.joined(separator: ", "))]"]
        lines.append("  \(name): {\(parts.joined(separator: ", "))}")
    }

    private func ingress(of service: String) -> YAMLNode? {
        facts.guide.objects("Ingress").flatMap { $0.at("spec", "rules")?.elements ?? [] }.first { rule in
            (rule.at("http", "paths")?.elements ?? []).contains {
                $0.at("backend", "service", "name")?.text == service
            }
        }
    }

    private func size(_ container: YAMLNode?) -> [String] {
        guard let cpu = container?.at("resources", "requests", "cpu")?.text,
            let memory = container?.at("resources", "requests", "memory")?.text
        else { return [] }
        var words = ["cpu: \(cpu)", "memory: \(memory)"]
        if let most = container?.at("resources", "limits", "cpu")?.text { words.append("cpu-limit: \(most)") }
        if let most = container?.at("resources", "limits", "memory")?.text {
            words.append("memory-limit: \(most)")
        }
        return ["size: {\(words.joined(separator: ", "))}"]
    }

    private func scale(_ workload: YAMLNode, _ name: String) -> String {
        let scaler = facts.guide.objects("HorizontalPodAutoscaler").first {
            $0.at("spec", "scaleTargetRef", "name")?.text == name
        }
        let least =
            scaler?.at("spec", "minReplicas")?.integer ?? workload.at("spec", "replicas")?.integer ?? 2
        let most = scaler?.at("spec", "maxReplicas")?.integer ?? max(least * 2, 2)
        return "min: \(least), max: \(most), cpu: 70"
    }
}

/// Databases, caches, events and secrets of a guide.
struct ImportedStores {
    let facts: GuideFacts
    var lines: [String] = []
    var found: [String] = []
    var missing: [String] = []
    var changed: [String] = []

    init(_ facts: GuideFacts) { self.facts = facts }

    private var guide: Guide { facts.guide }

    /// What services can use.
    var uses: [String] {
        ["database"] + (hasCache ? ["cache"] : []) + (cluster == nil ? [] : ["events"]) + ["jwt"]
    }

    private var group: ShellCommand? { guide.aws("elasticache", "create-replication-group").first }
    private var shared: Fact<String>? {
        guide.lines.first { $0.lower.holds("shared-redis") }.map {
            Fact(value: "shared-redis", line: $0.number)
        }
    }
    private var hasCache: Bool { group != nil || shared != nil || guide.says("redis") }
    private var cluster: ShellCommand? { guide.aws("kafka", "create-cluster").first }

    mutating func write() {
        database()
        cache()
        events()
        if facts.standby != nil { lines.append("  keys: {kms: {data: multi-region, secrets: multi-region}}") }
        lines.append("  jwt: {secret: generated, length: 64}")
    }

    private mutating func note(_ what: String, _ line: Int, _ value: String) {
        found.append("line \(line): \(what) \(value)")
    }

    private mutating func database() {
        let command = guide.aws("rds", "create-db-instance").first
        var parts = ["engine: postgres", "version: \"17\""]
        let size =
            command?.option("--db-instance-class").map { Fact(value: $0.text, line: $0.line) }
            ?? facts.cell("instance class") ?? named("db.")
        if let size, InstanceCatalogue.has(size.value, for: .database) {
            note("the database's class", size.line, size.value)
            parts.append("class: \(size.value)")
        } else {
            missing.append("the database's class; db.t3.medium stands in its place")
            parts.append("class: db.t3.medium")
        }
        let storage =
            command?.option("--allocated-storage").map { Fact(value: $0.text, line: $0.line) }
            ?? facts.cell("storage")
        let gigabytes = storage?.value.numbers.first { $0 >= 20 }
        if let storage, let gigabytes { note("the database's storage", storage.line, "\(gigabytes) GB") }
        if gigabytes == nil { missing.append("the database's storage; 100 GB stands in its place") }
        parts.append("storage: \(gigabytes ?? 100)")
        if let version = command?.option("--engine-version")?.text, version != "17" {
            changed.append("PostgreSQL \(version); \"17\" is created")
        }
        if let iops = command?.option("--iops")?.text.numbers.first, (gigabytes ?? 0) >= 400 {
            parts.append("iops: \(iops)")
        }
        if let days = command?.option("--backup-retention-period")?.text.numbers.first {
            parts.append("backups: \(days)d")
        }
        if let user = command?.option("--master-username") {
            if Versions.reservedUsers.contains(user.text) {
                changed.append("the master user \(user.text) is reserved; the system's own is created")
            } else {
                parts.append("user: \(user.text)")
            }
        }
        if let standby = facts.standby { parts.append("replicas: [{region: \(standby.value), class: same}]") }
        lines.append("  database: {\(parts.joined(separator: ", "))}")
    }

    private func named(_ prefix: String) -> Fact<String>? {
        for line in guide.lines {
            for name in line.lower.names
            where name.hasPrefix(prefix) && InstanceCatalogue.has(name, for: .database) {
                return Fact(value: name, line: line.number)
            }
        }
        return nil
    }

    private mutating func cache() {
        if let group {
            let size = group.option("--cache-node-type")?.text ?? "cache.t4g.small"
            let nodes = group.option("--num-cache-clusters")?.text.numbers.first ?? 2
            note("the cache", group.line, "\(size) × \(nodes)")
            lines.append("  cache: {engine: redis, class: \(size), nodes: \(nodes)}")
        } else if let shared {
            note("the existing cache", shared.line, shared.value)
            lines.append(
                "  cache: {existing: \(shared.value), prefix: \"\(facts.system?.value ?? "system"):\"}")
        } else if hasCache {
            missing.append("the cache's class; cache.t4g.small stands in its place")
            lines.append("  cache: {engine: redis, class: cache.t4g.small, nodes: 2}")
        }
    }

    private mutating func events() {
        guard let cluster else { return }
        let brokers = cluster.option("--number-of-broker-nodes")?.text.numbers.first ?? 3
        let size = guide.mappings.compactMap { $0["InstanceType"]?.text }.first { $0.hasPrefix("kafka.") }
        note("the events", cluster.line, "\(brokers) brokers")
        lines.append(
            "  events: {engine: kafka, brokers: \(brokers), class: \(size ?? "kafka.m7g.large"), "
                + "storage: 1000}"
        )
        changed.append("the version of Kafka; \"3.9.x\" is created")
    }
}
