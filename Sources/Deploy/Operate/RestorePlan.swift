import Base

extension Restore {
    /// The steps: new instances, their proof, the fence, the pointing.
    public static func plan(_ graph: Graph, _ order: OperationOrder, isEmulated: Bool) -> Plan {
        let profile = graph.profile
        var plan = order.plan(profile)
        let stamp = order.text("stamp")
        if let facts = order.facts["database"] {
            let database = RestoredDatabase(profile: profile, facts: facts, stamp: stamp)
            plan.add(database.made)
            plan.notes += database.notes
            let proof = RestoreProof(
                graph: graph, database: database, network: order.facts["taskNetwork"],
                isEmulated: isEmulated)
            plan.add(proof.steps)
            plan.files += proof.files
            if proof.steps.isEmpty { plan.notes.append("the books cannot be proved: no service migrates") }
        }
        if let facts = order.facts["cache"] {
            let cache = RestoredCache(graph: graph, facts: facts, stamp: stamp)
            plan.add(cache.made)
            plan.notes += cache.notes
        } else if let cache = profile.data.cache?.existing {
            plan.notes.append("the cache \(cache) is somebody else's: its owner brings it back")
        }
        plan.add([note(order, profile)])
        if let facts = order.facts["database"] {
            let database = RestoredDatabase(profile: profile, facts: facts, stamp: stamp)
            plan.add(database.fence + database.pointed)
        }
        if let facts = order.facts["cache"] {
            let cache = RestoredCache(graph: graph, facts: facts, stamp: stamp)
            plan.add(cache.pointed(isEmulated: isEmulated))
        }
        plan.notes.append(
            "the old stores stay, cut off, until restore --confirm; restore --undo goes back to them")
        return plan
    }

    /// What stands in place of what, written down before anything is pointed anew.
    private static func note(_ order: OperationOrder, _ profile: Profile) -> Step {
        var state: [(String, JSON)] = [("at", .string(order.at))]
        let stamp = order.text("stamp")
        for name in ["database", "cache"] {
            guard let facts = order.facts[name], let now = facts["now"]?.text else { continue }
            let kept = ["groups", "address", "readAddress", "zone", "network", "key"]
            state.append(
                (
                    name,
                    .object(
                        [
                            ("before", .string(now)),
                            ("now", .string(RestoreNames.fresh(now, stamp))),
                        ] + kept.map { ($0, facts[$0] ?? .null) })
                ))
        }
        return ParameterSteps.put(
            "note-restore", "Write down what stands in place of what", .create,
            StoreNames.parameter(profile), .text(RestoreNames.escaped(JSON.object(state).written)),
            region: profile.regions.primary)
    }
}

/// Names and texts of a restore.
enum RestoreNames {
    /// The new instance: `pixpos-db-20261121t150501`.
    static func fresh(_ name: String, _ stamp: String) -> String { "\(name)-\(stamp)" }

    /// A text inside a JSON text.
    static func escaped(_ text: String) -> String { String(JSON.string(text).written.dropFirst().dropLast()) }

    /// What a restore gives up, as people say it.
    static func loss(_ what: String, _ facts: JSON) -> String {
        guard let moment = facts["moment"]?.text, let lost = facts["lost"]?.number else {
            return "\(what) comes back as it was at an unknown moment"
        }
        return
            "DATA LOSS: \(what) comes back as of \(moment); what was written since, \(Span.text(seconds: lost))"
            + " up to now and until the old one is cut off, is not in it"
    }
}

/// The database as it is brought back.
struct RestoredDatabase {
    let profile: Profile
    let facts: JSON
    let stamp: String

    var region: String { profile.regions.primary }
    var old: String { facts["now"]?.text ?? profile.name(.database) }
    var fresh: String { RestoreNames.fresh(old, stamp) }
    static let address: StepID = "address-database"

    private func text(_ name: String) -> String? { facts[name]?.text }
    private func isTrue(_ name: String) -> Bool { facts[name]?.isTrue == true }

    var notes: [String] {
        let price = PriceTable.built.price(text("class") ?? "", .hour, in: region)
        let month = price.map {
            Cost(low: $0.low, high: $0.high).times(730 * (isTrue("multi") ? 2 : 1)).rounded
        }
        return [
            RestoreNames.loss("the database", facts),
            "\(old) stays as it is beside \(fresh), for \(month ?? "a price that no source gives") a month",
        ]
    }

    /// The new instance in the old one's network, with its parameters, protection and today's password.
    var made: [Step] {
        [
            Step(
                "restore-\(fresh)", "Bring the database back as \(fresh)", .create, origin + same,
                region: region, patience: Patience(every: 5, most: 300), forgives: ["DBInstanceAlreadyExists"]
            ),
            available("restored", fresh, "Wait until \(fresh) is there", most: 6 * 3600),
            Step(
                "settle-\(fresh)", "Give it the settings of \(old) and the password of today", .update,
                settings, region: region,
                input: [
                    "secretsmanager", "get-secret-value", "--secret-id", .text(profile.name(.databaseSecret)),
                    "--query", "SecretString", "--output", "text",
                ], inputMember: "password"),
            available("settled", fresh, "Wait until it has them", most: 3600),
            Step(
                "ground-\(fresh)", "See that network, parameters, groups and key are those of \(old)", .wait,
                [
                    "rds", "describe-db-instances", "--db-instance-identifier", .text(fresh), "--query",
                    .text(Restore.ground), "--output", "text",
                ], region: region, patience: Patience(every: 10, most: 300),
                awaits: Awaited([text("ground") ?? "«ground»"], tells: true)),
            Step(
                Self.address, "Note its address", .read,
                [
                    "rds", "describe-db-instances", "--db-instance-identifier", .text(fresh), "--query",
                    "DBInstances[0].Endpoint.Address", "--output", "text",
                ], region: region, keepsAnswer: true),
        ]
    }

    private var origin: [Word] {
        if let snapshot = text("snapshot") {
            return [
                "rds", "restore-db-instance-from-db-snapshot", "--db-instance-identifier", .text(fresh),
                "--db-snapshot-identifier", .text(snapshot),
            ]
        }
        return [
            "rds", "restore-db-instance-to-point-in-time", "--source-db-instance-identifier", .text(old),
            "--target-db-instance-identifier", .text(fresh), "--restore-time", .text(text("time") ?? ""),
        ]
    }

    private var same: [Word] {
        var words: [Word] = [
            "--db-instance-class", .text(text("class") ?? ""), "--no-publicly-accessible",
            isTrue("multi") ? "--multi-az" : "--no-multi-az", "--deletion-protection",
            "--copy-tags-to-snapshot",
            isTrue("iam")
                ? "--enable-iam-database-authentication" : "--no-enable-iam-database-authentication",
        ]
        let named = [
            ("--db-subnet-group-name", "subnets"), ("--db-parameter-group-name", "parameters"),
            ("--storage-type", "storageType"),
        ]
        for (option, name) in named { if let value = text(name) { words += [.text(option), .text(value)] } }
        // gp3 below 400 GB has operations of its own, which cannot be named.
        if let iops = facts["iops"]?.number, iops > 3000 { words += ["--iops", .text(String(iops))] }
        let groups = facts.list("groups").compactMap(\.text)
        if !groups.isEmpty { words += ["--vpc-security-group-ids"] + groups.map { .text($0) } }
        let logs = facts.list("logs").compactMap(\.text)
        if !logs.isEmpty { words += ["--enable-cloudwatch-logs-exports"] + logs.map { .text($0) } }
        return words + ["--tags"] + profile.tagWords(("hesap:restored-from", old))
    }

    private var settings: [Word] {
        var words: [Word] = [
            "rds", "modify-db-instance", "--db-instance-identifier", .text(fresh),
            "--master-user-password", "file:///dev/stdin", "--apply-immediately",
        ]
        for (option, name) in [
            ("--backup-retention-period", "days"), ("--max-allocated-storage", "storageMax"),
        ] {
            if let number = facts[name]?.number { words += [.text(option), .text(String(number))] }
        }
        for (option, name) in [
            ("--preferred-backup-window", "backupWindow"), ("--preferred-maintenance-window", "upkeepWindow"),
            ("--ca-certificate-identifier", "certificate"),
        ] {
            if let value = text(name) { words += [.text(option), .text(value)] }
        }
        if let every = facts["watchEvery"]?.number, every > 0, let role = text("watchRole") {
            words += ["--monitoring-interval", .text(String(every)), "--monitoring-role-arn", .text(role)]
        }
        if isTrue("insights") {
            words += ["--enable-performance-insights", "--performance-insights-retention-period", "7"]
            if let key = text("insightsKey") { words += ["--performance-insights-kms-key-id", .text(key)] }
        }
        return words
    }

    func available(_ id: String, _ name: String, _ title: String, most: Int) -> Step {
        RestoreSteps.available("\(id)-\(name)", name, title, region: region, most: most)
    }

    /// The old one lets nobody in any more, and open connections end.
    var fence: [Step] {
        RestoreSteps.fence(
            old, network: text("network") ?? "", group: "\(profile.names.prefix)-fence", profile)
    }

    /// The names inside lead to the new one.
    var pointed: [Step] {
        [(profile.databaseHost, "name"), (profile.databaseReadHost, "read-name")].map { host, id in
            RestoreSteps.point(
                host, to: .output(Self.address), zone: text("zone") ?? "", "\(id)-\(fresh)", profile)
        }
    }
}

/// Steps that a restore, its confirmation and its undoing have in common.
enum RestoreSteps {
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
