/// Failover, restore and the state of the tools.
enum RecoveryRules {
    static let all: [Rule] = [
        rule(
            "dr-unreachable", .error,
            "What a failover needs is there before, and is used in a working order.",
            why:
                "In the disaster nothing can be created, and the lost region's control plane does not answer.",
            reach),
        rule(
            "rpo-unmeasured", .error, "A promised recovery point is measured.",
            why: "Copies are asynchronous: without an alarm on their lag the promise is a hope.", point),
        rule(
            "restore-incomplete", .error, "A restored database has its network and parameters.",
            why: "RDS restores into the default group, unreachable and with default parameters.", restore),
        rule(
            "state-unprotected", .error, "Terraform's state is remote, locked and encrypted.",
            why: "Two people at once corrupt it; it holds secrets in the clear.", state),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "recovery", check: check)
    }

    private static func reach(_ guide: Guide) -> [Spot] {
        let steps = guide.prose.filter { $0.text.trimmed.first?.isNumber == true }
        var spots: [Spot] = []
        if let scale = steps.first(where: { $0.lower.holds("secondary region") && $0.lower.holds("cluster") })
        {
            let made = guide.aws("eks", "create-cluster").filter { $0.has("--region") }
            if made.isEmpty { spots.append(Spot(scale.number, "no cluster is ever made in that region")) }
        }
        if let flip = steps.first(where: { $0.lower.holds("health check") }),
            let promote = steps.first(where: { $0.lower.holds("promote") }), flip.number < promote.number
        {
            spots.append(Spot(flip.number, "traffic moves before the database is promoted"))
        }
        guard let promote = guide.aws("rds", "promote-read-replica").first else { return spots }
        for command in guide.aws("route53", "change-resource-record-sets")
        where command.block == promote.block {
            spots.append(
                Spot(command.line, "a control-plane call in a disaster; prepare health-checked records"))
        }
        let needs = [
            ("replicate-secret-to-regions", "secrets"), ("put-replication-configuration", "images"),
            ("create-global-replication-group", "the cache"), ("create-replicator", "the events"),
        ]
        let used = [
            guide.codeSays("aws secretsmanager"), guide.codeSays("aws ecr"),
            guide.codeSays("aws elasticache"),
            guide.codeSays("aws kafka"),
        ]
        let missing = zip(needs, used).filter { $1 && !guide.lowerCode.holds($0.0) }.map { $0.0.1 }
        if !missing.isEmpty {
            spots.append(Spot(promote.line, "not replicated: \(missing.joined(separator: ", "))"))
        }
        return spots
    }

    private static func point(_ guide: Guide) -> [Spot] {
        guard !guide.codeSays("replicalag", "replica_lag", "latestrestorabletime") else { return [] }
        let line = guide.prose.first { $0.text.names.contains("RPO") && !$0.text.numbers.isEmpty }
        return line.map { [Spot($0.number, "nothing measures it")] } ?? []
    }

    private static func restore(_ guide: Guide) -> [Spot] {
        let needed = ["--db-subnet-group-name", "--vpc-security-group-ids", "--db-parameter-group-name"]
        return guide.commands.filter { command in
            command.calls("aws", "rds")
                && command.words[safe: 2]?.text.hasPrefix("restore-db-instance") == true
        }.compactMap { command in
            let missing = needed.filter { !command.has($0) }
            return missing.isEmpty ? nil : Spot(command.line, "without \(missing.joined(separator: ", "))")
        }
    }

    private static func state(_ guide: Guide) -> [Spot] {
        var spots = guide.commands.filter { $0.calls("terraform", "init") && !$0.has("-backend-config") }
            .filter { _ in !guide.codeSays("backend \"") }
            .map { Spot($0.line, "no remote, locked, encrypted state") }
        let shared = guide.commands.first { command in
            guard let cluster = command.option("--cluster")?.text, !cluster.holds("$"),
                let service = command.option("--service")?.text
            else { return false }
            return service.holds("-production") && !cluster.holds("production")
        }
        if let shared { spots.append(Spot(shared.line, "one cluster name for all environments")) }
        return spots
    }
}
