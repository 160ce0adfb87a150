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
        let copied = profile.regions.all.filter { !profile.replicas(in: $0).isEmpty }
        if order.facts["database"] != nil, !copied.isEmpty {
            plan.notes.append(
                "the copies in \(copied.joined(separator: ", ")) follow the old database until restore --confirm"
                    + " makes them anew")
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
            RestoreSteps.address(Self.address, fresh, region: region),
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
        RestoreSteps.like(facts, [("--db-subnet-group-name", "subnets")])
            + ["--tags"] + profile.tagWords(("hesap:restored-from", old))
    }

    private var settings: [Word] {
        RestoreSteps.settings(
            [
                "rds", "modify-db-instance", "--db-instance-identifier", .text(fresh),
                "--master-user-password", "file:///dev/stdin", "--apply-immediately",
            ], facts)
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
