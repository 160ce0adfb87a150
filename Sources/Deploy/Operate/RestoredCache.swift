import Base

/// Redis as it is brought back from a snapshot.
struct RestoredCache {
    let graph: Graph
    let facts: JSON
    let stamp: String

    private var profile: Profile { graph.profile }
    private var region: String { profile.regions.primary }
    private var old: String { facts["now"]?.text ?? profile.name(.cache) }
    private var fresh: String { RestoreNames.fresh(old, stamp) }
    private static let address: StepID = "address-cache"

    var notes: [String] { [RestoreNames.loss("Redis", facts)] }

    /// The new group, with the old one's network, key and protection.
    var made: [Step] {
        Self.create(
            fresh, from: facts["snapshot"]?.text ?? "", groups: facts.list("groups").compactMap(\.text),
            key: facts["key"]?.text, profile) + [Self.noted(fresh, Self.address, region)]
    }

    /// The services get the new address and start anew; the old group lets nobody in.
    func pointed(isEmulated: Bool) -> [Step] {
        CachePointing(graph: graph, definitions: facts.list("definitions"), isEmulated: isEmulated).steps(
            to: Self.address, "cache-\(fresh)")
    }

    static func noted(_ name: String, _ id: StepID, _ region: String) -> Step {
        Step(
            id, "Note the address of \(name)", .read,
            [
                "elasticache", "describe-replication-groups", "--replication-group-id", .text(name),
                "--query",
                "ReplicationGroups[0].NodeGroups[0].PrimaryEndpoint.Address", "--output", "text",
            ], region: region, keepsAnswer: true)
    }

    static func create(
        _ name: String, from snapshot: String, groups: [String], key: String?, _ profile: Profile
    ) -> [Step] {
        guard let cache = profile.data.cache else { return [] }
        let region = profile.regions.primary
        let several = cache.nodes > 1
        var words: [Word] = [
            "elasticache", "create-replication-group", "--replication-group-id", .text(name),
            "--replication-group-description", .text("Cache of \(profile.names.prefix), from \(snapshot)"),
            "--snapshot-name", .text(snapshot), "--engine", "redis", "--cache-node-type", .text(cache.size),
            "--num-cache-clusters", .text(String(cache.nodes)),
            several ? "--automatic-failover-enabled" : "--no-automatic-failover-enabled",
            several ? "--multi-az-enabled" : "--no-multi-az-enabled", "--cache-subnet-group-name",
            .text(profile.name(.cacheSubnets)), "--at-rest-encryption-enabled",
            "--transit-encryption-enabled", "--snapshot-retention-limit", .text(String(cache.snapshotDays)),
            "--snapshot-window", .text(cache.snapshotWindow), "--preferred-maintenance-window",
            .text(cache.upkeepWindow), "--auto-minor-version-upgrade",
        ]
        if !groups.isEmpty { words += ["--security-group-ids"] + groups.map { .text($0) } }
        if let key { words += ["--kms-key-id", .text(key)] }
        if cache.auth { words += ["--auth-token", "file:///dev/stdin"] }
        words += ["--tags"] + profile.tagWords(("hesap:restored-from", snapshot))
        let secret: [Word] = [
            "secretsmanager", "get-secret-value", "--secret-id", .text(profile.name(.cacheSecret)), "--query",
            "SecretString", "--output", "text",
        ]
        return [
            Step(
                "restore-\(name)", "Bring Redis back as \(name) from \(snapshot)", .create, words,
                region: region, patience: Patience(every: 5, most: 300),
                forgives: ["ReplicationGroupAlreadyExists"], input: cache.auth ? secret : nil,
                inputMember: cache.auth ? "token" : nil),
            Step(
                "restored-\(name)", "Wait until \(name) is there", .wait,
                [
                    "elasticache", "describe-replication-groups", "--replication-group-id", .text(name),
                    "--query", "ReplicationGroups[0].Status", "--output", "text",
                ], region: region, patience: Patience(every: 20, most: 2 * 3600),
                awaits: Awaited(["available"], bad: ["create-failed"], mayBeMissing: true, tells: true)),
        ]
    }
}

/// The services learn where Redis is: the parameter that templates and manifests read, and what runs now.
struct CachePointing {
    let graph: Graph
    let definitions: [JSON]
    let isEmulated: Bool

    private var profile: Profile { graph.profile }
    private var region: String { profile.regions.primary }

    /// Steps that make an address, noted by an earlier step, the cache's.
    func steps(to address: StepID, _ key: String) -> [Step] {
        let name = ParameterName.of("Cache", "PrimaryEndPoint.Address", in: graph)
        let noted = ParameterSteps.put(
            "point-\(key)", "Write down where Redis is", .update, name, .output(address), region: region)
        switch profile.shape {
        case .ecsFargate: return [noted] + definitions.enumerated().flatMap { tasks($1, $0, address, key) }
        case .eks: return [noted] + pods(address, key)
        case .host: return [noted]
        }
    }

    private func tasks(_ one: JSON, _ index: Int, _ address: StepID, _ key: String) -> [Step] {
        guard let service = one["service"]?.text, let definition = one["definition"] else { return [] }
        let mark = "«redis»"
        let text = TaskDefinition.setting("REDIS_HOST", mark, in: definition).written
        let parts = text.split(separator: mark, omittingEmptySubsequences: false).map {
            Word.text(String($0))
        }
        let words = parts.enumerated().flatMap {
            $0.offset == 0 ? [$0.element] : [.output(address), $0.element]
        }
        let id = StepID("definition-\(key)-\(index)")
        let told = Step(
            id, "Tell \(service) where Redis is", .create,
            [
                "ecs", "register-task-definition", "--cli-input-json", .join(words), "--query",
                "taskDefinition.taskDefinitionArn", "--output", "text",
            ], region: region, keepsAnswer: true)
        guard one["serves"]?.isTrue != false else { return [told] }
        return [
            told,
            Step(
                "anew-\(key)-\(index)", "Start \(service) anew", .update,
                [
                    "ecs", "update-service", "--cluster",
                    .text(profile.platform.existing ?? profile.name(.cluster)), "--service", .text(service),
                    "--task-definition", .output(id),
                ], region: region),
        ]
    }

    private func pods(_ address: StepID, _ key: String) -> [Step] {
        let words = ClusterWords(profile: profile, region: region, isEmulated: isEmulated)
        let start = "{\"data\":{\"REDIS_HOST\":\""
        let users = profile.services.filter { $0.notInRelease == nil && $0.uses.contains("cache") }
        return words.configuration + [
            Step(
                "settings-\(key)", "Tell the services where Redis is", .update,
                words([
                    "patch", "configmap", .text(profile.name(.config)), "--type=merge", "-p",
                    .join([.text(start), .output(address), "\"}}"]),
                ]), program: "kubectl", region: region)
        ]
            + users.flatMap { service in
                Colour.allCases.map { colour in
                    let name = profile.workload(service, colour)
                    return Step(
                        "anew-\(key)-\(name)", "Start \(name) anew", .update,
                        words(["rollout", "restart", .text("deployment/\(name)")]), program: "kubectl",
                        region: region)
                }
            }
    }
}
