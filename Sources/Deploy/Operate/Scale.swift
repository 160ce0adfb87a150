public import Base

/// A service gets so many copies, and its automatic scaling that floor.
public struct Scale {
    private let reader: AccountReader
    private var profile: Profile { reader.profile }

    /// In an account.
    public init(_ reader: AccountReader) { self.reader = reader }

    /// The service of that name.
    public static func service(_ name: String, in profile: Profile) throws(RunFault) -> ServicePlan {
        guard let service = profile.services.first(where: { $0.name == name }) else {
            let known = profile.services.map(\.name).joined(separator: ", ")
            throw RunFault(64, "The profile has no service \(name); it has \(known).")
        }
        return service
    }

    /// Refuses what the profile's bounds forbid.
    public static func check(_ service: ServicePlan, to copies: Int, in profile: Profile) throws(RunFault) {
        if let reason = service.notInRelease {
            throw RunFault(3, "\(service.name) is not in this release: \(reason)")
        }
        let bounds = service.scale
        guard (bounds.min...max(bounds.min, bounds.max)).contains(copies) else {
            throw RunFault(
                3,
                "\(service.name) may have \(bounds.min) to \(bounds.max) copies, not \(copies): change"
                    + " services.\(service.name).scale in the profile, and apply it.")
        }
        guard let database = profile.data.database, let most = database.poolMax ?? database.connections
        else { return }
        let others = profile.services.filter { $0.name != service.name }.map(\.scale.min).reduce(0, +)
        let need = (others + copies) * database.poolPerTask
        guard need <= most else {
            throw RunFault(
                3,
                "\(copies) copies of \(service.name) beside the least of the others need \(need) connections;"
                    + " the database's budget is \(most).")
        }
    }

    /// What runs now. nil copies: the floor goes back to the profile's.
    public func look(_ service: ServicePlan, to copies: Int?) throws(RunFault) -> JSON {
        try reader.checkAccount()
        let colour = try reader.serving(service)
        let now = profile.shape == .eks ? try pods(service, colour) : try tasks(service, colour)
        let fresh = copies ?? max(service.scale.min, 1)
        return [
            "service": .string(service.name), "colour": .string(colour.rawValue),
            "before": .integer(Int64(now.copies)), "floor": .integer(Int64(now.floor)),
            "to": .integer(Int64(fresh)), "isBack": .bool(copies == nil),
        ]
    }

    private func tasks(_ service: ServicePlan, _ colour: Colour) throws(RunFault) -> (
        copies: Int, floor: Int
    ) {
        let name = profile.workload(service, colour)
        let found = try reader.ask(
            ["ecs", "describe-services", "--cluster", reader.cluster, "--services", name]
        ).at("services", "0")
        guard let found, found["status"]?.text != "INACTIVE" else {
            throw RunFault(1, "There is no service \(name) in \(reader.cluster): apply makes it.")
        }
        let target = try reader.ask([
            "application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs",
            "--resource-ids", "service/\(reader.cluster)/\(name)",
        ]).at("ScalableTargets", "0")
        return (found["desiredCount"]?.number ?? 0, target?["MinCapacity"]?.number ?? service.scale.min)
    }

    private func pods(_ service: ServicePlan, _ colour: Colour) throws(RunFault) -> (copies: Int, floor: Int)
    {
        let name = profile.workload(service, colour)
        guard let found = try reader.object("deployment", name) else {
            throw RunFault(1, "There is no deployment \(name): apply makes it.")
        }
        let scaler = try reader.object(
            "horizontalpodautoscaler", "\(profile.name(.autoscaler, service.name))-\(colour.rawValue)")
        return (
            found.at("spec", "replicas")?.number ?? 1,
            scaler?.at("spec", "minReplicas")?.number ?? service.scale.min
        )
    }

    /// The steps: the floor, the copies, and the wait until they run.
    public static func plan(_ graph: Graph, _ order: OperationOrder, isEmulated: Bool) throws(RunFault)
        -> Plan
    {
        let profile = graph.profile
        let service = try service(order.text("service"), in: profile)
        let colour = Colour(rawValue: order.text("colour")) ?? .blue
        var plan = order.plan(profile)
        let scaling = Scaling(
            profile: profile, service: service, colour: colour, copies: order.number("to"),
            isBack: order.facts["isBack"]?.isTrue == true)
        switch profile.shape {
        case .ecsFargate: plan.add(scaling.tasks)
        case .eks: plan.add(scaling.pods(isEmulated: isEmulated))
        case .host: break
        }
        plan.notes = notes(graph, service, order)
        return plan
    }

    /// Before and after, and what the difference costs a month.
    static func notes(_ graph: Graph, _ service: ServicePlan, _ order: OperationOrder) -> [String] {
        let before = order.number("before")
        let after = order.number("to")
        let floor = order.number("floor")
        let bounds = "automatic scaling from \(floor) → \(after) up to \(service.scale.max)"
        if order.facts["isBack"]?.isTrue == true {
            return ["\(service.name): \(before) copies stay until the scaling takes some away; \(bounds)"]
        }
        return [
            "\(service.name): \(before) → \(after) copies, \(bounds)",
            ScaleCost.text(graph, service, before: before, after: after),
        ]
    }
}

/// The commands of a scaling.
private struct Scaling {
    let profile: Profile
    let service: ServicePlan
    let colour: Colour
    let copies: Int
    let isBack: Bool

    private var region: String { profile.regions.primary }
    private var name: String { profile.workload(service, colour) }
    private var patience: Patience { Patience(every: 5, most: 1800) }

    var tasks: [Step] {
        let cluster = profile.platform.existing ?? profile.name(.cluster)
        let place: [Word] = ["--cluster", .text(cluster)]
        let floor = Step(
            "floor-\(name)", "Let automatic scaling keep at least \(copies) copies of \(name)", .update,
            [
                "application-autoscaling", "register-scalable-target", "--service-namespace", "ecs",
                "--scalable-dimension", "ecs:service:DesiredCount", "--resource-id",
                .text("service/\(cluster)/\(name)"), "--min-capacity", .text(String(copies)),
                "--max-capacity", .text(String(service.scale.max)),
            ], region: region)
        guard !isBack else { return [floor] }
        let counts =
            "join('', ['running ', to_string(services[0].runningCount), ' of ',"
            + " to_string(services[0].desiredCount), '.'])"
        return [
            floor,
            Step(
                "copies-\(name)", "Ask for \(copies) copies of \(name)", .update,
                ["ecs", "update-service"] + place
                    + ["--service", .text(name), "--desired-count", .text(String(copies))],
                region: region),
            Step(
                "running-\(name)", "Wait until \(copies) copies run", .wait,
                ["ecs", "describe-services"] + place
                    + ["--services", .text(name), "--query", .text(counts), "--output", "text"],
                region: region, patience: patience,
                awaits: Awaited(["running \(copies) of \(copies)."], tells: true),
                why: ["ecs", "describe-services"] + place + [
                    "--services", .text(name), "--query", "services[0].events[0].message", "--output", "text",
                ]),
        ]
    }

    func pods(isEmulated: Bool) -> [Step] {
        let words = ClusterWords(profile: profile, region: region, isEmulated: isEmulated)
        let scaler = "\(profile.name(.autoscaler, service.name))-\(colour.rawValue)"
        let bounds = "{\"spec\":{\"minReplicas\":\(copies),\"maxReplicas\":\(service.scale.max)}}"
        let floor = Step(
            "floor-\(name)", "Let the scaler keep at least \(copies) copies of \(name)", .update,
            words(["patch", "horizontalpodautoscaler", .text(scaler), "--type=merge", "-p", .text(bounds)]),
            program: "kubectl", region: region)
        guard !isBack else { return words.configuration + [floor] }
        let counts = "jsonpath=running {.status.readyReplicas} of {.spec.replicas}."
        return words.configuration + [
            floor,
            Step(
                "copies-\(name)", "Ask for \(copies) copies of \(name)", .update,
                words([
                    "patch", "deployment", .text(name), "--type=merge", "-p",
                    .text("{\"spec\":{\"replicas\":\(copies)}}"),
                ]), program: "kubectl", region: region),
            Step(
                "running-\(name)", "Wait until \(copies) copies are ready", .wait,
                words(["get", "deployment", .text(name), "-o", .text(counts)]), program: "kubectl",
                region: region, patience: patience,
                awaits: Awaited(["running \(copies) of \(copies)."], tells: true)),
        ]
    }
}
