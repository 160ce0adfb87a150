import Base

extension Plan {
    /// The plan that takes a system away: workloads, then load balancers, nodes, cluster, network; a snapshot
    /// of every store first. Only stacks that bear the system's tags are touched. `withData` takes away too
    /// what the templates keep: buckets, keys, logs.
    public static func destroy(
        _ graph: Graph, _ observed: Observed, _ settings: PlanSettings, withData: Bool
    ) -> Plan {
        var plan = Plan(graph.profile, verb: "destroy")
        let destruction = Destruction(
            graph: graph, observed: observed, settings: settings, withData: withData)
        plan.add(destruction.snapshots + destruction.workloads + destruction.stacks)
        plan.add(destruction.parameters)
        if withData, observed.hasStateBucket {
            plan.add(
                Destruction.bucket(StateBucket.name(of: graph.profile), in: graph.profile.regions.primary))
        }
        for stack in observed.stacks where !stack.isOurs {
            plan.notes.append(
                "\(stack.name) in \(stack.region) does not bear the system's tags and is left alone")
        }
        let kept = destruction.kept
        if !withData, !kept.isEmpty {
            plan.notes.append(
                "kept, and paid for, until destroyed --with-data: \(kept.joined(separator: ", "))")
        }
        return plan
    }
}

/// The steps that take a system away.
private struct Destruction {
    let graph: Graph
    let observed: Observed
    let settings: PlanSettings
    let withData: Bool

    /// Stacks that are ours, the last made first.
    private var ours: [ObservedStack] {
        let order = StackPart.all(of: graph, direct: settings.direct).map { "\($0.stack) \($0.region)" }
        func rank(_ stack: ObservedStack) -> (Int, Int) {
            let place = order.firstIndex(of: "\(stack.name) \(stack.region)") ?? order.count
            let layer = Layer.allCases.firstIndex { stack.name.contains("-\($0.rawValue)") } ?? 0
            return (place == order.count ? layer * 100 : place, layer)
        }
        return observed.stacks.filter(\.isOurs).sorted { rank($0) > rank($1) }
    }

    private func made(_ stack: ObservedStack, _ type: String) -> [(name: String, id: String, body: JSON)] {
        (stack.template["Resources"]?.members ?? []).compactMap { name, body in
            guard body["Type"]?.text == type, let id = stack.physical[name], !id.isEmpty else { return nil }
            return (name, id, body)
        }
    }

    // MARK: first, a snapshot of every store

    var snapshots: [Step] {
        ours.flatMap { stack in
            made(stack, "AWS::RDS::DBInstance").flatMap { resource -> [Step] in
                let isCopy = resource.body["Properties"]?["SourceDBInstanceIdentifier"] != nil
                return isCopy ? [] : snapshot(of: resource.id, in: stack.region)
            }
                + made(stack, "AWS::ElastiCache::ReplicationGroup").map {
                    cacheSnapshot($0.id, in: stack.region)
                }
        }
    }

    private func snapshot(of database: String, in region: String) -> [Step] {
        let name = "\(database)-last"
        let find: [Word] = ["rds", "describe-db-snapshots", "--db-snapshot-identifier", .text(name)]
        return [
            Step(
                "snapshot-\(database)", "Take the last snapshot of the database \(database)", .create,
                [
                    "rds", "create-db-snapshot", "--db-instance-identifier", .text(database),
                    "--db-snapshot-identifier", .text(name), "--tags",
                ] + Ownership.tags(of: graph.profile).map { .text("Key=\($0.key),Value=\($0.value)") },
                region: region, forgives: ["DBSnapshotAlreadyExists"]),
            Step(
                "snapshot-\(database)-done", "Wait until the snapshot is whole", .wait,
                find + ["--query", "DBSnapshots[0].Status", "--output", "text"], region: region,
                patience: Patience(every: 15, most: 4 * 3600),
                awaits: Awaited(["available"], bad: ["failed"], mayBeMissing: true)),
        ]
    }

    private func cacheSnapshot(_ cache: String, in region: String) -> Step {
        Step(
            "snapshot-\(cache)", "Take the last snapshot of the cache \(cache)", .create,
            [
                "elasticache", "create-snapshot", "--replication-group-id", .text(cache), "--snapshot-name",
                .text("\(cache)-last"),
            ], region: region, forgives: ["SnapshotAlreadyExists", "SnapshotFeatureNotSupported"])
    }

    // MARK: then what runs in clusters, so that its controllers take their load balancers away

    var workloads: [Step] {
        guard settings.hasCluster else { return [] }
        let regions = graph.profile.regions.all.filter { region in
            graph.objects.contains { $0.region == region }
                && observed.parameter(graph.profile.parameter("made/objects"), in: region) != nil
        }
        return regions.flatMap { region in
            ClusterSteps(graph: graph, region: region, settings: settings, observed: observed).removal
        }
    }

    // MARK: then the stacks, the last made first

    var stacks: [Step] {
        let parts = StackPart.all(of: graph, direct: settings.direct)
        return ours.flatMap { stack -> [Step] in
            let part = parts.first { $0.stack == stack.name && $0.region == stack.region }
            return direct(part) + unlocked(stack) + emptied(stack)
                + StackSteps.removal(of: stack.name, in: stack.region) + (withData ? data(stack) : [])
        }
    }

    private func direct(_ part: StackPart?) -> [Step] {
        (part?.direct ?? []).reversed().flatMap { id -> [Step] in
            guard let resource = graph[id],
                observed.parameter(ParameterName.made(id, in: graph), in: resource.region) != nil
            else { return [] }
            return DirectTypes.removal(of: resource, in: graph)
        }
    }

    /// Protections that were ours to set are ours to take away.
    private func unlocked(_ stack: ObservedStack) -> [Step] {
        var steps: [Step] = []
        if stack.isProtected {
            steps.append(
                Step(
                    "unlock-\(stack.name)-\(stack.region)", "Let \(stack.name) be deleted", .update,
                    [
                        "cloudformation", "update-termination-protection", "--stack-name", .text(stack.name),
                        "--no-enable-termination-protection",
                    ], region: stack.region))
        }
        for database in made(stack, "AWS::RDS::DBInstance")
        where database.body["Properties"]?["DeletionProtection"] == .bool(true) {
            steps.append(
                Step(
                    "unlock-\(database.id)", "Let the database \(database.id) be deleted", .update,
                    [
                        "rds", "modify-db-instance", "--db-instance-identifier", .text(database.id),
                        "--no-deletion-protection", "--apply-immediately",
                    ], region: stack.region, forgives: ["DBInstanceNotFound"]))
        }
        for balancer in made(stack, "AWS::ElasticLoadBalancingV2::LoadBalancer") {
            steps.append(
                Step(
                    "unlock-\(balancer.name)-\(stack.region)", "Let the load balancer be deleted", .update,
                    [
                        "elbv2", "modify-load-balancer-attributes", "--load-balancer-arn", .text(balancer.id),
                        "--attributes", "Key=deletion_protection.enabled,Value=false",
                    ], region: stack.region, forgives: ["LoadBalancerNotFound"]))
        }
        return steps
    }

    /// CloudFormation deletes no bucket and no repository that holds something.
    private func emptied(_ stack: ObservedStack) -> [Step] {
        let repositories = made(stack, "AWS::ECR::Repository").map { repository in
            Step(
                "empty-\(repository.name)-\(stack.region)", "Delete the images of \(repository.id)", .delete,
                ["ecr", "delete-repository", "--repository-name", .text(repository.id), "--force"],
                region: stack.region, forgives: ["RepositoryNotFound"])
        }
        let buckets = made(stack, "AWS::S3::Bucket").filter { $0.body["DeletionPolicy"]?.text != "Retain" }
        return repositories + buckets.flatMap { Self.emptied($0.id, in: stack.region) }
    }

    /// What the templates keep, taken away by hand.
    private func data(_ stack: ObservedStack) -> [Step] {
        (stack.template["Resources"]?.members ?? []).flatMap { name, body -> [Step] in
            guard body["DeletionPolicy"]?.text == "Retain", let id = stack.physical[name],
                let type = body["Type"]?.text
            else { return [] }
            if type == "AWS::S3::Bucket" { return Self.bucket(id, in: stack.region) }
            return Self.deletions(of: type, id).enumerated().map { index, words in
                Step(
                    "data-\(name)-\(stack.region)\(index == 0 ? "" : "-\(index)")", "Delete \(type) \(id)",
                    .delete, words, region: stack.region,
                    forgives: ["NotFound", "NoSuch", "DoesNotExist", "NonExistent"])
            }
        }
    }

    private static func deletions(of type: String, _ id: String) -> [[Word]] {
        switch type {
        case "AWS::KMS::Key", "AWS::KMS::ReplicaKey":
            [["kms", "schedule-key-deletion", "--key-id", .text(id), "--pending-window-in-days", "7"]]
        case "AWS::Logs::LogGroup": [["logs", "delete-log-group", "--log-group-name", .text(id)]]
        case "AWS::Route53::HostedZone": [["route53", "delete-hosted-zone", "--id", .text(id)]]
        case "AWS::SecretsManager::Secret":
            [
                [
                    "secretsmanager", "delete-secret", "--secret-id", .text(id),
                    "--force-delete-without-recovery",
                ]
            ]
        case "AWS::ECR::Repository":
            [["ecr", "delete-repository", "--repository-name", .text(id), "--force"]]
        case "AWS::DynamoDB::Table":
            [
                ["dynamodb", "update-table", "--table-name", .text(id), "--no-deletion-protection-enabled"],
                ["dynamodb", "delete-table", "--table-name", .text(id)],
            ]
        case "AWS::SQS::Queue": [["sqs", "delete-queue", "--queue-url", .text(id)]]
        case "AWS::CloudTrail::Trail": [["cloudtrail", "delete-trail", "--name", .text(id)]]
        case "AWS::MSK::Cluster": [["kafka", "delete-cluster", "--cluster-arn", .text(id)]]
        case "AWS::Backup::BackupVault":
            [["backup", "delete-backup-vault", "--backup-vault-name", .text(id)]]
        default: []
        }
    }

    /// What the templates keep.
    var kept: [String] {
        ours.flatMap { stack in
            (stack.template["Resources"]?.members ?? []).compactMap { name, body in
                body["DeletionPolicy"]?.text == "Retain" ? stack.physical[name] : nil
            }
        }
    }

    /// Objects with all their versions, a thousand at a time, and then the bucket.
    static func bucket(_ name: String, in region: String) -> [Step] {
        emptied(name, in: region) + [
            Step(
                "gone-\(name)", "Delete the bucket \(name)", .delete,
                ["s3api", "delete-bucket", "--bucket", .text(name)], region: region,
                forgives: ["NoSuchBucket"])
        ]
    }

    static func emptied(_ name: String, in region: String) -> [Step] {
        [("versions", "Versions"), ("markers", "DeleteMarkers")].flatMap { key, list -> [Step] in
            let found = StepID("\(key)-\(name)")
            return [
                Step(
                    found, "Look for \(key) in \(name)", .read,
                    [
                        "s3api", "list-object-versions", "--bucket", .text(name), "--max-items", "1000",
                        "--query",
                        .text("{Quiet: `true`, Objects: \(list)[].{Key: Key, VersionId: VersionId} || `[]`}"),
                        "--output", "json",
                    ], region: region, keepsAnswer: true, forgives: ["NoSuchBucket"]),
                Step(
                    "empty-\(key)-\(name)", "Delete the \(key) in \(name)", .delete,
                    ["s3api", "delete-objects", "--bucket", .text(name), "--delete", .output(found)],
                    region: region,
                    forgives: ["NoSuchBucket", "MalformedXML"]),
            ]
        }
    }

    // MARK: at last what was noted

    var parameters: [Step] {
        observed.parameters.keys.sorted().flatMap { region -> [Step] in
            // Those that stacks made go with their stacks.
            let names = (observed.parameters[region] ?? [:]).keys.sorted()
            return stride(from: 0, to: names.count, by: 10).map { start in
                Step(
                    "forget-\(region)-\(start / 10 + 1)", "Take parameters of the system away", .delete,
                    ["ssm", "delete-parameters", "--names"]
                        + names[start..<min(start + 10, names.count)].map { .text($0) }, region: region)
            }
        }
    }
}
