import Base

/// Steps that a restore, its confirmation and its undoing have in common.
enum RestoreSteps {
    /// What of an instance can only be set once it is there, behind the words that begin the command.
    static func settings(_ start: [Word], _ facts: JSON) -> [Word] {
        var words = start
        for (option, name) in [
            ("--backup-retention-period", "days"), ("--max-allocated-storage", "storageMax"),
        ] {
            if let number = facts[name]?.number { words += [.text(option), .text(String(number))] }
        }
        for (option, name) in [
            ("--preferred-backup-window", "backupWindow"), ("--preferred-maintenance-window", "upkeepWindow"),
            ("--ca-certificate-identifier", "certificate"),
        ] {
            if let value = facts[name]?.text { words += [.text(option), .text(value)] }
        }
        if let every = facts["watchEvery"]?.number, every > 0, let role = facts["watchRole"]?.text {
            words += ["--monitoring-interval", .text(String(every)), "--monitoring-role-arn", .text(role)]
        }
        if facts["insights"]?.isTrue == true {
            words += ["--enable-performance-insights", "--performance-insights-retention-period", "7"]
            if let key = facts["insightsKey"]?.text {
                words += ["--performance-insights-kms-key-id", .text(key)]
            }
        }
        return words
    }

    /// Where an instance is reached.
    static func address(_ id: StepID, _ name: String, region: String) -> Step {
        Step(
            id, "Note its address", .read,
            [
                "rds", "describe-db-instances", "--db-instance-identifier", .text(name), "--query",
                "DBInstances[0].Endpoint.Address", "--output", "text",
            ], region: region, keepsAnswer: true)
    }

    static func rename(_ from: String, _ to: String, _ title: String, region: String) -> Step {
        Step(
            StepID("rename-\(from)"), title, .update,
            [
                "rds", "modify-db-instance", "--db-instance-identifier", .text(from),
                "--new-db-instance-identifier", .text(to), "--apply-immediately",
            ], region: region,
            done: DoneCheck(
                [
                    "rds", "describe-db-instances", "--db-instance-identifier", .text(to), "--query",
                    "DBInstances[0].DBInstanceIdentifier", "--output", "text",
                ], holds: to))
    }

    /// An instance goes; a copy has no last snapshot of its own.
    static func gone(_ instance: String, region: String, lastSnapshot: Bool = true) -> [Step] {
        let last: [Word] =
            lastSnapshot
            ? ["--final-db-snapshot-identifier", .text("\(instance)-last")] : ["--skip-final-snapshot"]
        return [
            Step(
                StepID("unlock-\(instance)"), "Let \(instance) be deleted", .update,
                [
                    "rds", "modify-db-instance", "--db-instance-identifier", .text(instance),
                    "--no-deletion-protection", "--apply-immediately",
                ], region: region, forgives: ["DBInstanceNotFound"]),
            Step(
                StepID("delete-\(instance)"),
                "Delete \(instance)\(lastSnapshot ? ", with a last snapshot" : "")", .delete,
                ["rds", "delete-db-instance", "--db-instance-identifier", .text(instance)] + last,
                region: region, forgives: ["DBInstanceNotFound", "is already being deleted"]),
        ]
    }

    /// The options that make an instance as the noted one was: its size, storage, groups and logs, and what
    /// else is named, each option with its fact.
    static func like(_ facts: JSON, _ others: [(String, String)]) -> [Word] {
        func isTrue(_ name: String) -> Bool { facts[name]?.isTrue == true }
        var words: [Word] = [
            "--db-instance-class", .text(facts["class"]?.text ?? ""), "--no-publicly-accessible",
            isTrue("multi") ? "--multi-az" : "--no-multi-az", "--deletion-protection",
            "--copy-tags-to-snapshot",
            isTrue("iam")
                ? "--enable-iam-database-authentication" : "--no-enable-iam-database-authentication",
        ]
        let named = others + [("--db-parameter-group-name", "parameters"), ("--storage-type", "storageType")]
        for (option, name) in named {
            if let value = facts[name]?.text { words += [.text(option), .text(value)] }
        }
        // gp3 below 400 GB has operations of its own, which cannot be named.
        if let iops = facts["iops"]?.number, iops > 3000 { words += ["--iops", .text(String(iops))] }
        let groups = facts.list("groups").compactMap(\.text)
        if !groups.isEmpty { words += ["--vpc-security-group-ids"] + groups.map { .text($0) } }
        let logs = facts.list("logs").compactMap(\.text)
        if !logs.isEmpty { words += ["--enable-cloudwatch-logs-exports"] + logs.map { .text($0) } }
        return words
    }

    static func available(_ id: String, _ name: String, _ title: String, region: String, most: Int) -> Step {
        Step(
            StepID(id), title, .wait,
            [
                "rds", "describe-db-instances", "--db-instance-identifier", .text(name), "--query",
                "DBInstances[0].join('', [DBInstanceStatus, ', pending ', to_string(PendingModifiedValues)])",
                "--output", "text",
            ], region: region, patience: Patience(every: 20, most: most),
            awaits: Awaited(
                ["available, pending {}", "available, pending null"],
                bad: ["failed", "incompatible-", "inaccessible-"], mayBeMissing: true, tells: true))
    }

    /// A group without a rule takes the place of the instance's own; a restart ends what is connected.
    static func fence(_ database: String, network: String, group: String, _ profile: Profile) -> [Step] {
        let region = profile.regions.primary
        let tags = Ownership.tags(of: profile).map { "{Key=\($0.key),Value=\($0.value)}" }
        let id = StepID("fence-group-\(database)")
        return [
            Step(
                "fence-made-\(database)", "Make a group that lets nobody in", .create,
                [
                    "ec2", "create-security-group", "--group-name", .text(group), "--vpc-id", .text(network),
                    "--description", "Lets nobody in: stores that a restore replaced", "--tag-specifications",
                    .text("ResourceType=security-group,Tags=[\(tags.joined(separator: ","))]"),
                ], region: region, forgives: ["InvalidGroup.Duplicate"]),
            Step(
                id, "Note that group", .read,
                [
                    "ec2", "describe-security-groups", "--filters", .text("Name=group-name,Values=\(group)"),
                    .text("Name=vpc-id,Values=\(network)"), "--query", "SecurityGroups[0].GroupId",
                    "--output", "text",
                ], region: region, keepsAnswer: true),
            Step(
                "fence-\(database)", "Cut \(database) off", .update,
                [
                    "rds", "modify-db-instance", "--db-instance-identifier", .text(database),
                    "--vpc-security-group-ids", .output(id), "--apply-immediately",
                ], region: region),
            available("fenced-\(database)", database, "Wait until it is", region: region, most: 1800),
            Step(
                "end-\(database)", "End the connections that are open", .update,
                ["rds", "reboot-db-instance", "--db-instance-identifier", .text(database)], region: region),
            available("ended-\(database)", database, "Wait until they are", region: region, most: 1800),
        ]
    }

    /// A name of the private zone leads to an address.
    static func point(_ host: String, to address: Word, zone: String, _ id: String, _ profile: Profile)
        -> Step
    {
        let start =
            "{\"Changes\":[{\"Action\":\"UPSERT\",\"ResourceRecordSet\":{\"Name\":\"\(host)\",\"Type\":\"CNAME\","
            + "\"TTL\":5,\"ResourceRecords\":[{\"Value\":\""
        return Step(
            StepID(id), "Point \(host) at it", .update,
            [
                "route53", "change-resource-record-sets", "--hosted-zone-id", .text(zone), "--change-batch",
                .join([.text(start), address, "\"}]}}]}"]),
            ], region: profile.regions.primary)
    }
}
