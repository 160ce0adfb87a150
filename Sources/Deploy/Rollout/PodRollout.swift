public import Base

/// A roll-out between the two colours of a service in Kubernetes.
///
/// What has an entrance has two Deployments, two Services and two target groups; the weights stand in one
/// annotation of the Ingress. What only its neighbours ask is tried in its own copies, then answers from both
/// colours, then from the new one alone: no selector ever leaves it without copies that are ready. What takes
/// work from queues runs in both colours until the new ones have proved themselves; a piece of work is taken
/// by one copy only, and the old ones end what they have at hand.
public final class PodRollout: RolloutDriver {
    private let account: Account
    private let profile: Profile
    private let service: ServicePlan
    private let region: String
    private let groups: TargetGroups
    /// The group of targets that each colour is bound to, and the balancer that asks it: they stay the same
    /// through a roll-out.
    private var known: [Colour: String] = [:]
    private var balancer: String?
    private var world: any World { account.world }

    /// A service of a profile in a region's cluster, the primary one unless another is named.
    public init(_ account: Account, _ profile: Profile, _ service: ServicePlan, region: String? = nil) {
        self.account = account
        self.profile = profile
        self.service = service
        self.region = region ?? profile.regions.primary
        groups = TargetGroups(account: account, region: self.region)
    }

    private var place: ClusterPlace { ClusterPlace(profile: profile, region: region) }
    private var hasDoor: Bool { !IngressObjects.hosts(service, place).isEmpty }
    private var key: String { "alb.ingress.kubernetes.io/actions.\(profile.name(.workload, service.name))" }
    private func whole(_ image: String) -> String {
        image.contains("@") ? image : "\(profile.registry(region))/\(service.image)@\(image)"
    }

    private func ask(_ words: [String], seconds: Int = 120) -> Reply {
        account.kubectl(profile, region, ["-n", profile.platform.namespace] + words, seconds: seconds)
    }

    private func kube(_ words: [String], _ what: String, seconds: Int = 120) throws(RolloutFault) -> Reply {
        let reply = ask(words, seconds: seconds)
        guard reply.isGood else { throw RolloutFault(what, reply) }
        return reply
    }

    /// Image, scan, alarms, and which colour serves.
    public func look(_ order: RolloutOrder) throws(RolloutFault) -> Standing {
        try groups.checkImage(service.image, order.image, scans: profile.images.scan)
        if let alarm = try groups.alarms(prefix: profile.names.prefix).first {
            throw RolloutFault("the alarm \(alarm) is on")
        }
        let colour = try serving()
        let state = try deployment(colour)
        let size = state.at("spec", "replicas")?.number ?? 0
        guard size > 0 else { throw RolloutFault("\(profile.workload(service, colour)) has no copies") }
        let image = state.at("spec", "template", "spec", "containers", "0", "image")?.text ?? ""
        guard !image.hasSuffix(order.image) else { throw RolloutFault("\(order.image) serves already") }
        return Standing(slot: colour, size: size, image: image)
    }

    /// Where the Ingress sends most; for a service without a door, what was written down.
    private func serving() throws(RolloutFault) -> Colour {
        guard hasDoor else { return account.serving(profile, service, in: region) }
        let ingress = try kube(
            ["get", "ingress", profile.name(.ingress), "-o", "json"], "the Ingress cannot be read")
        guard let text = ingress.json?.at("metadata", "annotations")?[key]?.text,
            let action = try? JSON(parsing: text)
        else { throw RolloutFault("the Ingress has no action for \(service.name)") }
        let weights = action.at("forwardConfig")?.list("targetGroups") ?? []
        func weight(_ colour: Colour) -> Int {
            let name = profile.workload(service, colour)
            return weights.first { $0["serviceName"]?.text == name }?["weight"]?.number ?? 0
        }
        return weight(.green) > weight(.blue) ? .green : .blue
    }

    private func deployment(_ colour: Colour) throws(RolloutFault) -> JSON {
        let name = profile.workload(service, colour)
        let reply = try kube(["get", "deployment", name, "-o", "json"], "\(name) cannot be seen")
        return reply.json ?? .null
    }

    /// The migration's job with the new image, to its end.
    public func migrate(image: String) throws(RolloutFault) {
        let name = MigrationObjects.name(profile)
        let put = account.put(region, profile.parameter("release/migrate/image"), whole(image))
        guard put.isGood else { throw RolloutFault("the migration's image cannot be written down", put) }
        guard
            let job = MigrationObjects.all(ClusterPlace(profile: profile, region: profile.regions.primary))
                .first
        else { throw RolloutFault("the profile has no migration") }
        let graph = Graph.build(profile)
        let text = YAMLText.document(job.body) { LateValues.text($0, in: graph) }
        var values: [String: String] = [:]
        for name in LateValues.names(in: text) {
            guard let value = account.parameter(region, name) else {
                throw RolloutFault("the parameter \(name) is not there; `hesap deploy apply` makes it")
            }
            values[name] = value
        }
        _ = try kube(
            ["delete", "job", name, "--ignore-not-found", "--wait=true"], "the last migration stays")
        let file = "/tmp/\(name)-\(world.now.microseconds).yaml"
        do { try world.write(file, LateValues.fill(text, values)) } catch {
            throw RolloutFault(error.description)
        }
        _ = try kube(
            ["apply", "--server-side", "--field-manager=hesap", "-f", file], "the migration cannot be started"
        )
        let until = world.now.advanced(seconds: 1800)
        var pause = 250
        while world.now < until {
            let status = try kube(["get", "job", name, "-o", "json"], "the migration cannot be seen").json?[
                "status"]
            if (status?["succeeded"]?.number ?? 0) > 0 { return }
            if status?.list("conditions").contains(where: {
                $0["type"]?.text == "Failed" && $0["status"]?.text == "True"
            }) == true {
                let log = ask(["logs", "job/\(name)", "--tail=20"])
                throw RolloutFault("the migration failed: \(log.text)")
            }
            world.pause(milliseconds: pause)
            pause = min(pause * 2, 5000)
        }
        throw RolloutFault("the migration did not end within half an hour")
    }

    /// The new image, and as many copies as serve now; the scaler takes over from there.
    public func start(_ slot: Colour, image: String, size: Int) throws(RolloutFault) {
        let name = profile.workload(service, slot)
        let container = try deployment(slot).at("spec", "template", "spec", "containers", "0", "name")?.text
        _ = try kube(
            ["set", "image", "deployment/\(name)", "\(container ?? service.name)=\(whole(image))"],
            "\(name) cannot get its image")
        _ = try kube(["scale", "deployment", name, "--replicas=\(size)"], "\(name) cannot be started")
        let put = account.put(region, profile.imageParameter(service, slot), whole(image))
        guard put.isGood else { throw RolloutFault("the image cannot be written down", put) }
    }

    /// Pods that are ready with the new image, and those that the colour's own target group takes for
    /// healthy.
    public func see(_ slot: Colour, size: Int) throws(RolloutFault) -> SlotHealth {
        let state = try deployment(slot)
        let isCurrent = state.at("status", "observedGeneration") == state.at("metadata", "generation")
        let updated = state.at("status", "updatedReplicas")?.number ?? 0
        let ready = isCurrent ? min(updated, state.at("status", "readyReplicas")?.number ?? 0) : 0
        var health = SlotHealth(ready: ready, healthy: ready)
        var why: String?
        if hasDoor { (health.healthy, why) = try groups.healthy(try group(slot)) }
        if health.ready < size || health.healthy < size { health.failure = failure(slot, why) }
        return health
    }

    /// The balancer's controller binds each Service to a group of its own.
    private func group(_ slot: Colour) throws(RolloutFault) -> String {
        if let known = known[slot] { return known }
        let bindings = try kube(
            ["get", "targetgroupbindings.elbv2.k8s.aws", "-o", "json"], "the target groups cannot be seen")
        let name = profile.workload(service, slot)
        let found = (bindings.json?.list("items") ?? []).first {
            $0.at("spec", "serviceRef", "name")?.text == name
        }
        guard let arn = found?.at("spec", "targetGroupARN")?.text else {
            throw RolloutFault("no target group is bound to \(name)")
        }
        known[slot] = arn
        return arn
    }

    /// What the cluster says of a colour that is not well: the last warning, and the pods' last words.
    private func failure(_ slot: Colour, _ why: String?) -> ProbeFailure {
        let name = profile.workload(service, slot)
        let events = ask([
            "get", "events", "--field-selector=type=Warning", "--sort-by=.lastTimestamp", "-o", "json",
        ])
        let last = (events.json?.list("items") ?? []).last {
            $0.at("involvedObject", "name")?.text?.hasPrefix(name) == true
        }
        let log = ask(["logs", "deployment/\(name)", "--tail=20"])
        return ProbeFailure(
            probe: "GET \(service.probes.ready) on \(slot.rawValue)", status: 0,
            body: last?["message"]?.text ?? why ?? "", log: log.isGood ? log.output : "")
    }

    /// Asks the colour's own Service through the cluster's interface, which no user reaches; a copy that
    /// nobody but its neighbours may reach is asked by the server's own program beside it.
    public func smoke(_ slot: Colour) throws(RolloutFault) -> ProbeFailure? {
        for path in [service.probes.ready, service.probes.live] {
            let reply = ask(PodTrial.words(profile, service, slot, path))
            if !reply.isGood {
                var found = failure(slot, nil)
                found = ProbeFailure(
                    probe: "GET \(path) on \(slot.rawValue)", status: 0, body: reply.complaint, log: found.log
                )
                return found
            }
        }
        return nil
    }

    /// One annotate call; then the parameters, so that an apply keeps the weights.
    public func weigh(_ slot: Colour, percent: Int) throws(RolloutFault) {
        if hasDoor {
            _ = try kube(
                [
                    "annotate", "ingress", profile.name(.ingress), "--overwrite", "--field-manager=hesap",
                    "\(key)=\(action(slot, percent))",
                ], "the weights cannot be set")
        } else if !service.isWorker {
            try select(slot, percent)
        }
        for (each, weight) in [(slot, percent), (slot.other, 100 - percent)] {
            let put = account.put(region, profile.weightParameter(service, each), String(weight))
            guard put.isGood else { throw RolloutFault("the weight cannot be written down", put) }
        }
    }

    /// What neighbours ask: one colour, or both on the way; shares follow the number of copies.
    private func select(_ slot: Colour, _ percent: Int) throws(RolloutFault) {
        let one: Colour? = percent == 0 ? slot.other : percent == 100 ? slot : nil
        let name = profile.name(.workload, service.name)
        let colour: JSON = one.map { .string($0.rawValue) } ?? .null
        let patch: JSON = ["spec": ["selector": ["app": .string(name), "hesap/colour": colour]]]
        _ = try kube(
            ["patch", "service", name, "--type=merge", "--field-manager=hesap", "-p", patch.written],
            "what neighbours ask cannot be set")
        let put = account.put(
            region, profile.servingParameter(service), (one ?? slot.other).rawValue)
        guard put.isGood else { throw RolloutFault("who serves cannot be written down", put) }
    }

    private func action(_ slot: Colour, _ percent: Int) -> String {
        let targets = Colour.allCases.map { colour -> JSON in
            [
                "serviceName": .string(profile.workload(service, colour)), "servicePort": 80,
                "weight": .integer(Int64(colour == slot ? percent : 100 - percent)),
            ]
        }
        var forward: [(String, JSON)] = [("targetGroups", .array(targets))]
        if let socket = service.websocket {
            let sticky: JSON = [
                "enabled": .bool(true), "durationSeconds": .integer(Int64(socket.stickiness)),
            ]
            forward.append(("targetGroupStickinessConfig", sticky))
        }
        return JSON.object([("type", "forward"), ("forwardConfig", .object(forward))]).written
    }

    /// The balancer's own figures of the new group, and the system's alarms.
    public func watch(_ slot: Colour, size: Int, since: Instant) throws(RolloutFault) -> Readings {
        let health = try see(slot, size: size)
        let alarms = try groups.alarms(prefix: profile.names.prefix)
        guard hasDoor else {
            return Readings(requests: 0, errors: 0, p95: nil, alarms: alarms, health: health)
        }
        let mine = try group(slot)
        if balancer == nil {
            let found = account.aws(
                region, ["elbv2", "describe-target-groups", "--target-group-arns", mine])
            balancer = found.json?.at("TargetGroups", "0", "LoadBalancerArns", "0")?.text
        }
        return try groups.readings(
            mine, balancer: balancer ?? "", since: since, now: world.now, health: health, alarms: alarms)
    }

    /// The old group gets nothing new; what is under way has its time.
    public func drain(_ slot: Colour, seconds: Int) throws(RolloutFault) {
        world.pause(milliseconds: seconds * 1000)
    }

    /// No copies; the scaler rests at none.
    public func stop(_ slot: Colour) throws(RolloutFault) {
        let name = profile.workload(service, slot)
        _ = try kube(["scale", "deployment", name, "--replicas=0"], "\(name) cannot be stopped")
    }

    private var before: VersionBefore { VersionBefore(account, profile, service, in: region) }

    /// The image that served before, for a rollback.
    public func record(_ slot: Colour, image: String, previous: String) throws(RolloutFault) {
        try before.note(previous)
    }

    /// From the system's parameters.
    public func previous() -> String? { before.image }
}
