public import Base

/// A roll-out between the two colours of a service of ECS: the weights stand in the listener's rules.
public final class TaskRollout: RolloutDriver {
    private let account: Account
    private let profile: Profile
    private let service: ServicePlan
    private let region: String
    private let groups: TargetGroups
    /// The groups of targets and their balancer, which stay the same through a roll-out.
    private var known: [Colour: (arn: String, balancer: String?)] = [:]
    private var world: any World { account.world }

    /// A service of a profile, in its primary region unless another is named.
    public init(_ account: Account, _ profile: Profile, _ service: ServicePlan, region: String? = nil) {
        self.account = account
        self.profile = profile
        self.service = service
        self.region = region ?? profile.regions.primary
        groups = TargetGroups(account: account, region: self.region)
    }

    private var cluster: String { profile.platform.existing ?? profile.name(.cluster) }
    private var repository: String { "\(profile.registry(region))/\(service.image)" }

    /// Image, scan, alarms, and which colour serves.
    public func look(_ order: RolloutOrder) throws(RolloutFault) -> Standing {
        try groups.checkImage(service.image, order.image, scans: profile.images.scan)
        if let alarm = try groups.alarms(prefix: profile.names.prefix).first {
            throw RolloutFault("the alarm \(alarm) is on")
        }
        let colour = account.serving(profile, service, in: region)
        let state = try describe(colour)
        let size = state["desiredCount"]?.number ?? 0
        guard size > 0 else { throw RolloutFault("\(profile.workload(service, colour)) has no copies") }
        let image = account.parameter(region, profile.imageParameter(service, colour)) ?? ""
        guard !image.hasSuffix(order.image) else { throw RolloutFault("\(order.image) serves already") }
        return Standing(slot: colour, size: size, image: image)
    }

    private func ask(_ words: [String], _ what: String, seconds: Int = 120) throws(RolloutFault) -> JSON {
        let reply = account.aws(region, words, seconds: seconds)
        guard reply.isGood else { throw RolloutFault(what, reply) }
        return reply.json ?? .null
    }

    private func describe(_ colour: Colour) throws(RolloutFault) -> JSON {
        let name = profile.workload(service, colour)
        let answer = try ask(
            ["ecs", "describe-services", "--cluster", cluster, "--services", name], "\(name) cannot be seen")
        guard let found = answer.at("services", "0"), found["status"]?.text != "INACTIVE" else {
            throw RolloutFault("there is no service \(name) in \(cluster); `hesap deploy apply` makes it")
        }
        return found
    }

    /// The migration's task with the new image, to its end.
    public func migrate(image: String) throws(RolloutFault) {
        let family = "\(profile.names.prefix)-migrate"
        let definition = try define(family, image)
        let network = try describe(.blue).at("networkConfiguration") ?? .null
        let started = try ask(
            [
                "ecs", "run-task", "--cluster", cluster, "--launch-type", "FARGATE", "--task-definition",
                definition, "--network-configuration", network.written,
            ], "the migration cannot be started")
        guard let task = started.at("tasks", "0", "taskArn")?.text else {
            let why = started.at("failures", "0", "reason")?.text ?? "no task was made"
            throw RolloutFault("the migration cannot be started: \(why)")
        }
        let until = world.now.advanced(seconds: 1800)
        var pause = 250
        while world.now < until {
            let seen = try ask(
                ["ecs", "describe-tasks", "--cluster", cluster, "--tasks", task],
                "the migration cannot be seen"
            ).at("tasks", "0")
            if seen?["lastStatus"]?.text == "STOPPED" {
                let code = seen?.at("containers", "0", "exitCode")?.number
                guard code == 0 else {
                    let why = seen?["stoppedReason"]?.text ?? "no reason is given"
                    throw RolloutFault(
                        "the migration ended with \(code.map(String.init) ?? "no status"): \(why)")
                }
                return
            }
            world.pause(milliseconds: pause)
            pause = min(pause * 2, 5000)
        }
        throw RolloutFault("the migration did not end within half an hour")
    }

    /// The newest definition of a family with another image.
    private func define(_ family: String, _ image: String) throws(RolloutFault) -> String {
        let known = try ask(
            ["ecs", "describe-task-definition", "--task-definition", family], "\(family) cannot be read")
        guard case .object(let members)? = known["taskDefinition"] else {
            throw RolloutFault("\(family) has no definition")
        }
        let given: Set<String> = [
            "family", "taskRoleArn", "executionRoleArn", "networkMode", "containerDefinitions", "volumes",
            "placementConstraints", "requiresCompatibilities", "cpu", "memory", "runtimePlatform",
            "ephemeralStorage",
        ]
        let whole = image.contains("@") ? image : "\(repository)@\(image)"
        let body = members.filter { given.contains($0.0) }.map { name, value -> (String, JSON) in
            guard name == "containerDefinitions", case .array(let containers) = value else {
                return (name, value)
            }
            return (name, .array(containers.map { $0.with("image", .string(whole)) }))
        }
        let made = try ask(
            ["ecs", "register-task-definition", "--cli-input-json", JSON.object(body).written],
            "\(family) cannot be defined")
        guard let name = made.at("taskDefinition", "taskDefinitionArn")?.text else {
            throw RolloutFault("\(family) has no name")
        }
        return name
    }

    /// A definition with the new image, and as many copies as serve now. The scaling comes along with the
    /// bounds that the other colour has at the moment: a peak that was warmed up for stays so.
    public func start(_ slot: Colour, image: String, size: Int) throws(RolloutFault) {
        let name = profile.workload(service, slot)
        let definition = try define(name, image)
        try scale(slot, rests: false)
        _ = try ask(
            [
                "ecs", "update-service", "--cluster", cluster, "--service", name, "--task-definition",
                definition, "--desired-count", String(size),
            ], "\(name) cannot be started")
        let whole = image.contains("@") ? image : "\(repository)@\(image)"
        let put = account.put(region, profile.imageParameter(service, slot), whole)
        guard put.isGood else { throw RolloutFault("the image cannot be written down", put) }
    }

    private func target(_ slot: Colour) -> String { "service/\(cluster)/\(profile.workload(service, slot))" }

    /// Both colours have the same targets, policies and hours; what rests does not follow them.
    private func scale(_ slot: Colour, rests: Bool) throws(RolloutFault) {
        let known = try ask(
            [
                "application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs",
                "--resource-ids", target(slot.other),
            ], "the scaling of \(slot.other.rawValue) cannot be seen"
        ).at("ScalableTargets", "0")
        let most = known?["MaxCapacity"]?.number ?? 0
        let floor = most > 0 ? known?["MinCapacity"]?.number ?? service.scale.min : service.scale.min
        let suspended = [
            "DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended",
        ]
        _ = try ask(
            [
                "application-autoscaling", "register-scalable-target", "--service-namespace", "ecs",
                "--scalable-dimension", "ecs:service:DesiredCount", "--resource-id", target(slot),
                "--min-capacity", String(floor), "--max-capacity", String(max(most, service.scale.max)),
                "--suspended-state", suspended.map { "\($0)=\(rests)" }.joined(separator: ","),
            ], "the scaling of \(slot.rawValue) cannot be set")
        let put = account.put(region, profile.restsParameter(service, slot), String(rests))
        guard put.isGood else { throw RolloutFault("who rests cannot be written down", put) }
    }

    /// Copies that run under one deployment, and those that the balancer takes for healthy.
    public func see(_ slot: Colour, size: Int) throws(RolloutFault) -> SlotHealth {
        let state = try describe(slot)
        let isOne = state.list("deployments").filter { ($0["desiredCount"]?.number ?? 0) > 0 }.count <= 1
        let running = isOne ? state["runningCount"]?.number ?? 0 : 0
        guard service.hasDoor else { return SlotHealth(ready: running, healthy: running) }
        let (healthy, why) = try groups.healthy(try group(slot).arn)
        var health = SlotHealth(ready: running, healthy: healthy)
        if running < size || healthy < size {
            let event = state.at("events", "0", "message")?.text ?? ""
            health.failure = ProbeFailure(
                probe: "GET \(service.probes.ready) on \(slot.rawValue)", status: 0, body: why ?? event,
                log: log())
        }
        return health
    }

    private func log() -> String {
        let since = String(world.now.advanced(seconds: -300).microseconds / 1000)
        let reply = account.aws(
            region,
            [
                "logs", "filter-log-events", "--log-group-name", profile.name(.logs, service.name),
                "--start-time", since, "--limit", "20",
            ])
        return (reply.json?.list("events") ?? []).compactMap { $0["message"]?.text }.joined(separator: "\n")
    }

    private func group(_ slot: Colour) throws(RolloutFault) -> (arn: String, balancer: String?) {
        if let known = known[slot] { return known }
        let name = String.targetName(profile.names.prefix, "\(service.name)-\(slot.rawValue)")
        let answer = try ask(["elbv2", "describe-target-groups", "--names", name], "\(name) cannot be seen")
        guard let found = answer.at("TargetGroups", "0"), let arn = found["TargetGroupArn"]?.text else {
            throw RolloutFault("there is no target group \(name)")
        }
        let result = (arn, found.at("LoadBalancerArns", "0")?.text)
        known[slot] = result
        return result
    }

    /// The side is asked through the balancer by a header that only we send: its description, which every
    /// role of the server has and no rule of the balancer answers itself.
    public func smoke(_ slot: Colour) throws(RolloutFault) -> ProbeFailure? {
        let host = service.host ?? profile.gateway?.host ?? profile.balancerHosts.first
        guard service.hasDoor, let host else { return nil }
        let url = "https://\(host)/openapi.json"
        let reply = world.run(
            "curl", "-sS", "-m", "10", "-o", "/dev/null", "-w", "%{http_code}", "-H",
            "\(ServicePlan.colourHeader): \(service.colourName(slot))", url)
        let status = Int(reply.text) ?? 0
        if status == 200 { return nil }
        return ProbeFailure(
            probe: "GET \(url) as \(slot.rawValue)", status: status, body: reply.complaint, log: log())
    }

    /// One call for each rule that leads to the service; then the parameters, so that an apply keeps the
    /// weights.
    public func weigh(_ slot: Colour, percent: Int) throws(RolloutFault) {
        if service.hasDoor {
            let (mine, balancer) = try group(slot)
            let (other, _) = try group(slot.other)
            guard let balancer else { throw RolloutFault("no balancer leads to \(service.name)") }
            let rules = try doors(balancer, mine, other)
            guard !rules.isEmpty else {
                throw RolloutFault("no rule of the balancer leads to \(service.name)")
            }
            for (rule, forward) in rules {
                let shares = forward.with(
                    "TargetGroups",
                    [
                        ["TargetGroupArn": .string(mine), "Weight": .integer(Int64(percent))],
                        ["TargetGroupArn": .string(other), "Weight": .integer(Int64(100 - percent))],
                    ])
                let actions: JSON = [["Type": "forward", "ForwardConfig": shares]]
                _ = try ask(
                    ["elbv2", "modify-rule", "--rule-arn", rule, "--actions", actions.written],
                    "the weights cannot be set")
            }
        }
        for (each, weight) in [(slot, percent), (slot.other, 100 - percent)] {
            let put = account.put(region, profile.weightParameter(service, each), String(weight))
            guard put.isGood else { throw RolloutFault("the weight cannot be written down", put) }
        }
    }

    /// The rules whose action shares the traffic between both groups, with what else the action says: whose
    /// requests stay together.
    private func doors(_ balancer: String, _ one: String, _ other: String) throws(RolloutFault)
        -> [(rule: String, forward: JSON)]
    {
        let listeners = try ask(
            ["elbv2", "describe-listeners", "--load-balancer-arn", balancer], "the listeners cannot be seen")
        var found: [(rule: String, forward: JSON)] = []
        for listener in listeners.list("Listeners").compactMap({ $0["ListenerArn"]?.text }) {
            let rules = try ask(
                ["elbv2", "describe-rules", "--listener-arn", listener], "the rules cannot be seen")
            for rule in rules.list("Rules") {
                guard let forward = rule.at("Actions", "0", "ForwardConfig"), let name = rule["RuleArn"]?.text
                else { continue }
                let groups = forward.list("TargetGroups").compactMap { $0["TargetGroupArn"]?.text }
                if groups.contains(one), groups.contains(other) { found.append((name, forward)) }
            }
        }
        return found
    }

    /// The balancer's own figures of the new group, and the system's alarms.
    public func watch(_ slot: Colour, size: Int, since: Instant) throws(RolloutFault) -> Readings {
        let health = try see(slot, size: size)
        let alarms = try groups.alarms(prefix: profile.names.prefix)
        guard service.hasDoor else {
            return Readings(requests: 0, errors: 0, p95: nil, alarms: alarms, health: health)
        }
        let (mine, balancer) = try group(slot)
        return try groups.readings(
            mine, balancer: balancer ?? "", since: since, now: world.now, health: health, alarms: alarms)
    }

    /// The old group gets nothing new; what is under way has its time.
    public func drain(_ slot: Colour, seconds: Int) throws(RolloutFault) {
        world.pause(milliseconds: seconds * 1000)
    }

    /// No copies; the balancer deregisters each before it is stopped.
    public func stop(_ slot: Colour) throws(RolloutFault) {
        try scale(slot, rests: true)
        let name = profile.workload(service, slot)
        _ = try ask(
            ["ecs", "update-service", "--cluster", cluster, "--service", name, "--desired-count", "0"],
            "\(name) cannot be stopped")
    }

    private var before: VersionBefore { VersionBefore(account, profile, service, in: region) }

    /// The image that served before, for a rollback.
    public func record(_ slot: Colour, image: String, previous: String) throws(RolloutFault) {
        try before.note(previous)
    }

    /// From the system's parameters.
    public func previous() -> String? { before.image }
}

extension JSON {
    /// The same object with another value of a name.
    func with(_ name: String, _ value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.0 != name } + [(name, value)])
    }
}
