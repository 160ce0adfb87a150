public import Base

/// The end of a restore: the new stores get the old ones' names and the old ones go, with a last snapshot; or
/// the system goes back to the old ones.
public struct RestoreEnd {
    let reader: AccountReader
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
            guard let fresh = found?.at("DBInstances", "0") else {
                throw RunFault(1, "There is no database \(now), which a restore put in place.")
            }
            facts.append(("arn", fresh["DBInstanceArn"] ?? .null))
            let old = state.at("database", "before")?.text ?? ""
            facts.append(("copies", .array(try copies(of: old))))
            let followers = try reader.find([
                "rds", "describe-db-instances", "--db-instance-identifier", old,
            ])?.at("DBInstances", "0")?.list("ReadReplicaDBInstanceIdentifiers")
            facts.append(("followers", .array(followers ?? [])))
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
            let copies = RestoredCopies(
                profile: profile, database: end.name, arn: order.text("arn"),
                facts: order.facts.list("copies"), stamp: NameTime.text(order.at))
            plan.add(end.confirmed(copies))
            plan.notes += copies.notes
            let known = Set(copies.copies.map(\.name))
            let others = order.texts("followers").filter { follower in
                !known.contains(follower.split(separator: ":").last.map(String.init) ?? follower)
            }
            if !others.isEmpty {
                plan.notes.append(
                    "copies that are not the profile's follow the old database and stop; make them anew from"
                        + " \(end.name) afterwards: \(others.joined(separator: ", "))")
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

    /// The stack's own database is the one of its name: so the new one takes the name. The copies come after
    /// it, and the old database goes last.
    func confirmed(_ copies: RestoredCopies) -> [Step] {
        [
            RestoreSteps.rename(name, aside, "Put \(name) aside as \(aside)", region: region),
            wait("aside", aside, "Wait until it is"),
            RestoreSteps.rename(fresh, name, "Give \(fresh) the name \(name)", region: region),
            wait("named", name, "Wait until it has it"),
            RestoreSteps.address(Self.address, name, region: region),
            point(profile.databaseHost, .output(Self.address), "name"),
            point(profile.databaseReadHost, .output(Self.address), "read-name"),
        ] + copies.steps + RestoreSteps.gone(aside, region: region)
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
            ] + RestoreSteps.gone(fresh, region: region)
    }

    private func wait(_ id: String, _ name: String, _ title: String) -> Step {
        RestoreSteps.available("\(id)-\(name)", name, title, region: region, most: 3600)
    }

    private func point(_ host: String, _ address: Word, _ id: String) -> Step {
        RestoreSteps.point(host, to: address, zone: zone, "end-\(id)", profile)
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
