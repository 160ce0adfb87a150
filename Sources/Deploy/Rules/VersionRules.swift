import YAML

/// Versions and sizes that cannot be had, and things that are made twice.
enum VersionRules {
    static let all: [Rule] = [
        rule(
            "version-not-creatable", .error, "Versions can still be created, and are named to the minor.",
            why: "EKS release calendar, RDS and MSK version lists as of 2026-11-20.", versions),
        rule(
            "two-sources-of-truth", .error, "A thing is described once.",
            why: "Two descriptions drift, and both applied make two of it.", sources),
        rule(
            "msk-size-throughput", .error, "Provisioned storage throughput has a broker size that offers it.",
            why: "MSK: from kafka.m5.4xlarge or kafka.m7g.2xlarge up.", throughput),
        rule(
            "eol-toolchain", .warning, "Tools and actions are still maintained.",
            why: "Node 18 ended 2025-04, Docker 20 in 2023; old actions run on a removed runtime.", tools),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "versions", check: check)
    }

    private static func versions(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for word in guide.aws("eks", "create-cluster").compactMap({ $0.option("--kubernetes-version") })
        where !Versions.kubernetes.contains(word.text) {
            spots.append(Spot(word.line, "Kubernetes \(word.text) is not in standard support"))
        }
        for word in guide.aws("rds", "create-db-instance").compactMap({ $0.option("--engine-version") })
        where !isPostgres(word.text) {
            spots.append(Spot(word.line, "PostgreSQL \(word.text) can no longer be created"))
        }
        for word in guide.aws("kafka", "create-cluster").compactMap({ $0.option("--kafka-version") }) {
            let parts = word.text.numbers
            if parts.count < 2 || (parts[0], parts[1]) < (Versions.kafka.major, Versions.kafka.minor) {
                spots.append(Spot(word.line, "Kafka \(word.text) can no longer be created"))
            }
        }
        for row in guide.tableRows where row.cells.first?.lowercased() == "engine" {
            guard let value = row.cells.dropFirst().first?.lowercased(), value.hasPrefix("postgresql"),
                !value.holds(".")
            else { continue }
            spots.append(Spot(row.line, "\(value) names no minor version"))
        }
        return spots + classes(guide)
    }

    private static func isPostgres(_ text: String) -> Bool {
        let parts = text.numbers
        guard parts.count == 2, let least = Versions.postgres[parts[0]] else { return false }
        return parts[1] >= least
    }

    private static func classes(_ guide: Guide) -> [Spot] {
        guide.code.compactMap { line in
            for word in line.text.names.flatMap({ $0.split(separator: ".") }) where word.hasPrefix("V1_") {
                let version = word.dropFirst().split(separator: "_").joined(separator: ".")
                if !Versions.kubernetes.contains(version) {
                    return Spot(line.number, "Kubernetes \(version) is not in standard support")
                }
            }
            return nil
        }
    }

    private static let twice: [(service: String, verb: String, construct: String, name: String)] = [
        ("ec2", "create-vpc", "new ec2.vpc(", "the network"),
        ("eks", "create-cluster", "new eks.cluster(", "the cluster"),
        ("rds", "create-db-instance", "new rds.database", "the database"),
        ("elasticache", "create-replication-group", "new elasticache.cfnreplicationgroup(", "the cache"),
    ]

    private static func sources(_ guide: Guide) -> [Spot] {
        twice.compactMap { thing in
            guard let command = guide.aws(thing.service, thing.verb).first,
                let line = guide.code.first(where: { $0.lower.holds(thing.construct) })
            else { return nil }
            return Spot(line.number, "\(thing.name) is also made by the command on line \(command.line)")
        }
    }

    private static func throughput(_ guide: Guide) -> [Spot] {
        guide.mappings.compactMap { broker in
            guard let type = broker["InstanceType"], let text = type.text, text.hasPrefix("kafka."),
                let size = InstanceSize(text),
                broker.at("StorageInfo", "EbsStorageInfo", "ProvisionedThroughput", "Enabled")?.text == "true"
            else { return nil }
            let least = size.family.hasPrefix("m7g") ? 7 : 9
            return size.rank < least ? Spot(type.line, "\(text) has no provisioned throughput") : nil
        }
    }

    private static func tools(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for line in guide.prose {
            if line.lower.holds("node.js (v18") || line.lower.holds("node.js (v16")
                || line.lower.holds("node.js v18")
            {
                spots.append(Spot(line.number, "this Node.js is at its end of life"))
            }
            if line.lower.holds(any: ["docker (v20", "docker v20"]) {
                spots.append(Spot(line.number, "Docker 20 is at its end of life"))
            }
        }
        for line in guide.code
        where line.lower.holds("uses: ") && line.lower.holds(any: ["@v1", "@v2", "@v3"]) {
            spots.append(Spot(line.number, "an old version of an action"))
        }
        for tree in guide.trees.map(\.root) where tree["services"] != nil {
            if let entry = tree.entries.first(where: { $0.key == "version" }) {
                spots.append(Spot(entry.line, "compose files have no version any more"))
            }
        }
        return spots
    }
}
