public import Base

/// The end of a restore: the new stores get the old ones' names and the old ones go, with a last snapshot; or
/// the system goes back to the old ones.
public struct RestoreEnd {
    private let reader: AccountReader
    private var profile: Profile { reader.profile }

    /// In an account.
    public init(_ reader: AccountReader) { self.reader = reader }

    /// What a restore wrote down, and what the end of it needs.
    public func look() throws(RunFault) -> JSON {
        try reader.checkAccount()
        let text = try reader.parameter(StoreNames.parameter(profile))
        guard let text, let state = try? JSON(parsing: text) else {
            throw RunFault(3, "No restore waits for its confirmation.")
        }
        var facts = state.members
        if let now = state.at("database", "now")?.text {
            let found = try reader.find(["rds", "describe-db-instances", "--db-instance-identifier", now])
            guard let address = found?.at("DBInstances", "0", "Endpoint", "Address") else {
                throw RunFault(1, "There is no database \(now), which a restore put in place.")
            }
            facts.append(("freshAddress", address))
            let old = state.at("database", "before")?.text ?? ""
            let replicas = try reader.find([
                "rds", "describe-db-instances", "--db-instance-identifier", old,
            ])?.at("DBInstances", "0")?.list("ReadReplicaDBInstanceIdentifiers")
            facts.append(("replicas", .array(replicas ?? [])))
        }
        if state["cache"] != nil, profile.shape == .ecsFargate {
            facts.append(("definitions", try Restore(reader).definitions()))
        }
        return .object(facts)
    }

    /// Names back, last snapshots, and the old stores go.
    public static func confirmation(_ graph: Graph, _ order: OperationOrder, isEmulated: Bool) -> Plan {
        let profile = graph.profile
        var plan = order.plan(profile)
        if let facts = order.facts["database"] {
            let end = DatabaseEnd(profile: profile, facts: facts, at: order.at)
            plan.add(end.confirmed)
            let replicas = order.texts("replicas")
            if !replicas.isEmpty {
                plan.notes.append(
                    "these copies follow the old database and stop; make them anew from \(end.name) afterwards:"
                        + " \(replicas.joined(separator: ", "))")
            }
        }
        if let facts = order.facts["cache"] {
            let end = CacheEnd(
                graph: graph, facts: facts, definitions: order.facts.list("definitions"),
                isEmulated: isEmulated, at: order.at)
            plan.add(end.confirmed)
            plan.notes.append(
                "Redis moves back under its own name: what is written to it meanwhile is lost")
        }
        plan.add([ParameterSteps.delete(StoreNames.parameter(profile), region: profile.regions.primary)])
        return plan
    }

    /// Back to the old stores; the new ones go, with a last snapshot.
    public static func undoing(_ graph: Graph, _ order: OperationOrder, isEmulated: Bool) -> Plan {
        let profile = graph.profile
        var plan = order.plan(profile)
        if let facts = order.facts["database"] {
            let end = DatabaseEnd(profile: profile, facts: facts, at: order.at)
            plan.add(end.undone)
            plan.notes.append(
                "DATA LOSS: what was written since the restore stays in the last snapshot of \(end.fresh) alone"
            )
        }
        if let facts = order.facts["cache"] {
            let end = CacheEnd(
                graph: graph, facts: facts, definitions: order.facts.list("definitions"),
                isEmulated: isEmulated, at: order.at)
            plan.add(end.undone)
        }
        plan.add([ParameterSteps.delete(StoreNames.parameter(profile), region: profile.regions.primary)])
        return plan
    }
}

/// The end of the database's restore.
private struct DatabaseEnd {
    let profile: Profile
    let facts: JSON
    let at: String

    private var region: String { profile.regions.primary }
    var name: String { facts["before"]?.text ?? profile.name(.database) }
    var fresh: String { facts["now"]?.text ?? "" }
    private var aside: String { "\(name)-before-\(NameTime.text(at))" }
    private var zone: String { facts["zone"]?.text ?? "" }
    private static let address: StepID = "address-confirmed"

    /// The stack's own database is the one of its name: so the new one takes the name.
    var confirmed: [Step] {
        [
            rename(name, aside, "Put \(name) aside as \(aside)"),
            wait("aside", aside, "Wait until it is"),
            rename(fresh, name, "Give \(fresh) the name \(name)"),
            wait("named", name, "Wait until it has it"),
            Step(
                Self.address, "Note its address", .read,
                [
                    "rds", "describe-db-instances", "--db-instance-identifier", .text(name), "--query",
                    "DBInstances[0].Endpoint.Address", "--output", "text",
                ], region: region, keepsAnswer: true),
            point(profile.databaseHost, .output(Self.address), "name"),
            point(profile.databaseReadHost, .output(Self.address), "read-name"),
        ] + gone(aside)
    }

    var undone: [Step] {
        let groups = facts.list("groups").compactMap(\.text)
        let old = facts["address"]?.text ?? ""
        return RestoreSteps.fence(
            fresh, network: facts["network"]?.text ?? "", group: "\(profile.names.prefix)-fence", profile)
            + [
                Step(
                    "open-\(name)", "Let the services into \(name) again", .update,
                    [
                        "rds", "modify-db-instance", "--db-instance-identifier", .text(name),
                        "--vpc-security-group-ids",
                    ] + groups.map { .text($0) } + ["--apply-immediately"], region: region),
                wait("open", name, "Wait until they may"),
                point(profile.databaseHost, .text(old), "name"),
                point(
                    profile.databaseReadHost,
                    .text(facts["readAddress"]?.text ?? old), "read-name"),
            ] + gone(fresh)
    }

    private func rename(_ from: String, _ to: String, _ title: String) -> Step {
        Step(
            "rename-\(from)", title, .update,
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

    private func wait(_ id: String, _ name: String, _ title: String) -> Step {
        RestoreSteps.available("\(id)-\(name)", name, title, region: region, most: 3600)
    }

    private func point(_ host: String, _ address: Word, _ id: String) -> Step {
        RestoreSteps.point(host, to: address, zone: zone, "end-\(id)", profile)
    }

    private func gone(_ instance: String) -> [Step] {
        [
            Step(
                "unlock-\(instance)", "Let \(instance) be deleted", .update,
                [
                    "rds", "modify-db-instance", "--db-instance-identifier", .text(instance),
                    "--no-deletion-protection", "--apply-immediately",
                ], region: region, forgives: ["DBInstanceNotFound"]),
            Step(
                "delete-\(instance)", "Delete \(instance), with a last snapshot", .delete,
                [
                    "rds", "delete-db-instance", "--db-instance-identifier", .text(instance),
                    "--final-db-snapshot-identifier", .text("\(instance)-last"),
                ], region: region, forgives: ["DBInstanceNotFound", "is already being deleted"]),
        ]
    }
}

/// The end of Redis' restore.
private struct CacheEnd {
    let graph: Graph
    let facts: JSON
    let definitions: [JSON]
    let isEmulated: Bool
    let at: String

    private var profile: Profile { graph.profile }
    private var region: String { profile.regions.primary }
    private var name: String { facts["before"]?.text ?? profile.name(.cache) }
    private var fresh: String { facts["now"]?.text ?? "" }
    private var moved: String { "\(fresh)-moved" }
    private static let address: StepID = "address-cache-end"

    /// A group cannot be renamed: it is made anew under the old name from a snapshot of the new one.
    var confirmed: [Step] {
        [
            Snapshot.takeCache(fresh, moved, String(at.prefix(10)), profile),
            Snapshot.wholeCache(moved, region),
        ] + gone(name, waits: true)
            + RestoredCache.create(
                name, from: moved, groups: facts.list("groups").compactMap(\.text),
                key: facts["key"]?.text, profile)
            + [RestoredCache.noted(name, Self.address, region)]
            + CachePointing(graph: graph, definitions: definitions, isEmulated: isEmulated).steps(
                to: Self.address, "end") + gone(fresh)
    }

    var undone: [Step] {
        [RestoredCache.noted(name, Self.address, region)]
            + CachePointing(graph: graph, definitions: definitions, isEmulated: isEmulated).steps(
                to: Self.address, "end") + gone(fresh)
    }

    /// Whoever needs the name again waits until it is free.
    private func gone(_ group: String, waits: Bool = false) -> [Step] {
        let deletion = [
            Step(
                "delete-\(group)", "Delete \(group), with a last snapshot", .delete,
                [
                    "elasticache", "delete-replication-group", "--replication-group-id", .text(group),
                    "--final-snapshot-identifier", .text("\(group)-last-\(NameTime.text(at))"),
                ], region: region, forgives: ["ReplicationGroupNotFound"])
        ]
        guard waits else { return deletion }
        return deletion + [
            Step(
                "deleted-\(group)", "Wait until it is gone", .wait,
                [
                    "elasticache", "describe-replication-groups", "--query",
                    .text(
                        "join('', ['there: ', to_string(length(ReplicationGroups[?ReplicationGroupId=='\(group)']))])"
                    ),
                    "--output", "text",
                ], region: region, patience: Patience(every: 20, most: 3600),
                awaits: Awaited(["there: 0"], tells: true))
        ]
    }
}
