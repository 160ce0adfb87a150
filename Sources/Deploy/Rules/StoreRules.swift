import YAML

/// Caches, queues and tables.
enum StoreRules {
    static let all: [Rule] = [
        rule(
            "redis-no-tls-auth", .error, "Redis is reached by TLS and with a token, in the mode that it has.",
            why: "ElastiCache: encryption in transit is what makes a token possible.", redis),
        rule(
            "shared-cache-no-prefix", .warning, "A shared cache has a prefix for each product.",
            why: "Two products write the same keys, or flush each other's.", prefix),
        rule(
            "queue-no-dead-letter", .warning, "A queue hands what fails to a dead-letter queue.",
            why: "SQS: a message that cannot be read otherwise comes back until it expires.", queues),
        rule(
            "table-no-pitr", .warning, "A table can be restored to a point in time.",
            why: "DynamoDB: it is off unless asked for.", tables),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "stores", check: check)
    }

    private static func redis(_ guide: Guide) -> [Spot] {
        var spots = guide.code.filter { line in
            line.lower.after("redis://").map { !$0.holds("@") } ?? false
        }.map { Spot($0.number, "neither TLS nor a password: use rediss:// and a token") }
        for node in guide.mappings {
            guard let host = node.entries.first(where: { $0.key == "REDIS_HOST" }),
                node["REDIS_TLS"] == nil || node["REDIS_TLS"]?.text == "false"
            else { continue }
            spots.append(Spot(host.line, "TLS is not switched on"))
        }
        for command in guide.aws("elasticache", "create-replication-group") {
            if !command.has("--transit-encryption-enabled") {
                spots.append(Spot(command.line, "no encryption in transit"))
            }
            let mode = guide.mappings.compactMap { $0["REDIS_CLUSTER_MODE"] }.first { $0.text == "true" }
            if let mode, !command.has("--num-node-groups") {
                spots.append(Spot(mode.line, "cluster mode for a group that has none"))
            }
        }
        return spots
    }

    private static func prefix(_ guide: Guide) -> [Spot] {
        guard !guide.says("redis_prefix", "key_prefix") else { return [] }
        let words = ["redis", "cache"].map { "shared-" + $0 }
        let line = guide.code.first { $0.lower.holds(any: words) && $0.lower.holds(any: ["host", "url"]) }
        return line.map { [Spot($0.number, "no prefix keeps the products' keys apart")] } ?? []
    }

    private static func queues(_ guide: Guide) -> [Spot] {
        guide.aws("sqs", "create-queue").filter { command in
            let name = command.option("--queue-name")?.text ?? ""
            return !name.holds(any: ["dlq", "dead"]) && !command.text.holds("RedrivePolicy")
        }.map { Spot($0.line, "no dead-letter queue is linked") }
    }

    private static func tables(_ guide: Guide) -> [Spot] {
        let covered = guide.aws("dynamodb", "update-continuous-backups").compactMap {
            $0.option("--table-name")?.text
        }
        return guide.aws("dynamodb", "create-table").filter {
            !covered.contains($0.option("--table-name")?.text ?? "")
        }.map { Spot($0.line, "point-in-time recovery is off") }
    }
}
