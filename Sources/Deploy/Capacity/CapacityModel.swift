/// The arithmetic of a profile's capacity.
struct CapacityModel {
    let profile: Profile
    let plan: CapacityPlan

    /// All services, also those that a later release brings: their copies are planned for.
    var services: [ServicePlan] { profile.services }

    /// Services that answer requests.
    var entrances: [ServicePlan] { services.filter { !$0.isWorker } }

    /// Requests in the busiest second of so many sales a day, rounded up.
    func peakRequests(perDay: Int) -> Int {
        (perDay * plan.peakFactor * WorkMeasured.requestsPerSale + 86_399) / 86_400
    }

    /// Requests a second of a service, at least one: every service that answers is taken to get them all,
    /// so that none is too small when the mix changes.
    func load(of service: ServicePlan, perDay: Int) -> (mean: Int, peak: Int) {
        let mean = (perDay * WorkMeasured.requestsPerSale + 86_399) / 86_400
        return (max(1, mean), max(1, peakRequests(perDay: perDay)))
    }

    /// Requests a second that one copy answers at most: by its processor, and no more than the profile
    /// gives it.
    func perCopy(of service: ServicePlan) -> Int {
        let byProcessor = WorkMeasured.requests(of: service.size.cpu)
        return min(byProcessor, service.scale.requests.map { $0 * 100 / target(of: service) } ?? byProcessor)
    }

    /// Per cent of a copy's work that is aimed at.
    func target(of service: ServicePlan) -> Int { min(90, max(10, service.scale.cpu ?? 70)) }

    /// Copies that the busiest hour of so many sales a day needs.
    func copies(of service: ServicePlan, perDay: Int) -> Int {
        guard !service.isWorker else { return service.scale.min }
        let aim = max(1, perCopy(of: service) * target(of: service) / 100)
        let peak = load(of: service, perDay: perDay).peak
        return max(service.scale.min, (peak + aim - 1) / aim)
    }

    /// Connections of one copy.
    func pool(of service: ServicePlan) -> Int {
        service.uses.contains("database") ? profile.data.database?.poolPerTask ?? 0 : 0
    }

    /// Connections of all copies in the busiest hour.
    func connections(perDay: Int) -> Int {
        services.reduce(0) { $0 + pool(of: $1) * copies(of: $1, perDay: perDay) }
    }

    /// Connections that the database gives to copies: a tenth is kept for people and upkeep.
    var connectionBudget: Int? {
        guard let database = profile.data.database else { return nil }
        let byClass = InstanceSize(database.size).map(WorkMeasured.connections)
        guard let all = database.connections ?? byClass else { return nil }
        return min(database.poolMax ?? Int.max, all * 9 / 10)
    }

    /// Copies of one service that the nodes have room for beside the least of the others; nil without nodes.
    func nodeRoom(for service: ServicePlan) -> Int? {
        guard let nodes = profile.platform.nodes, let size = InstanceSize(nodes.type) else { return nil }
        let others = services.filter { $0.name != service.name }
        // A tenth of each node is the cluster's own.
        let processors =
            nodes.max * size.processors * 900 - others.reduce(0) { $0 + $1.size.cpu * $1.scale.min }
        let memory =
            nodes.max * size.memory * 9 / 10 - others.reduce(0) { $0 + $1.size.memory * $1.scale.min }
        return max(0, min(processors / max(1, service.size.cpu), memory / max(1, service.size.memory)))
    }

    /// The most copies: of the profile's ceiling, the nodes' room and the connections beside the others'
    /// least.
    func ceiling(of service: ServicePlan) -> Int {
        var most = service.scale.max
        if let room = nodeRoom(for: service) { most = min(most, room) }
        if let budget = connectionBudget, pool(of: service) > 0 {
            let others = services.filter { $0.name != service.name }.reduce(0) {
                $0 + pool(of: $1) * $1.scale.min
            }
            most = min(most, (budget - others) / pool(of: service))
        }
        return max(0, most)
    }

    /// A service's policy for the simulator.
    func policy(of service: ServicePlan) -> AutoscalingPolicy {
        AutoscalingPolicy(
            least: service.scale.min, most: ceiling(of: service), perCopy: perCopy(of: service),
            target: target(of: service), upWindow: service.scale.upWindow,
            downWindow: service.scale.downWindow,
            start: WorkMeasured.secondsToStart)
    }

    /// What breaks, the first first.
    func limits(_ stages: [GrowthStage]) -> [GrowthLimit] {
        var limits = entrances.map { service in
            let most = ceiling(of: service)
            let carries = most * perCopy(of: service) * target(of: service) / 100
            return GrowthLimit(
                what: "copies of \(service.name)", perDay: sales(perDayForPeakRequests: carries),
                limit: "\(most) copies of \(perCopy(of: service)) requests a second",
                remedy: remedy(service, most))
        }
        if let budget = connectionBudget, let most = largest(where: { connections(perDay: $0) <= budget }) {
            limits.append(
                GrowthLimit(
                    what: "connections", perDay: most, limit: "\(budget) connections for copies",
                    remedy: "a larger class, or fewer connections a copy"))
        }
        if let database = profile.data.database, let size = InstanceSize(database.size) {
            limits.append(
                GrowthLimit(
                    what: "the database's processors",
                    perDay: WorkMeasured.sales(of: size) * 86_400 / max(1, plan.peakFactor),
                    limit: "\(WorkMeasured.sales(of: size)) sales a second on \(database.size)",
                    remedy: "a larger class"))
            limits += storage(database, stages)
        }
        limits += budget(stages)
        return limits.sorted { ($0.perDay, $0.what) < ($1.perDay, $1.what) }
    }

    private func remedy(_ service: ServicePlan, _ most: Int) -> String {
        if most == service.scale.max { return "raise scale.max of \(service.name)" }
        return most == nodeRoom(for: service)
            ? "more or larger nodes" : "fewer connections a copy, or a larger class"
    }

    /// Sales a day whose busiest second has so many requests.
    private func sales(perDayForPeakRequests requests: Int) -> Int {
        requests * 86_400 / max(1, plan.peakFactor * WorkMeasured.requestsPerSale)
    }

    private func largest(where fits: (Int) -> Bool) -> Int? {
        guard fits(0) else { return 0 }
        var low = 0
        var high = 1_000_000_000
        if fits(high) { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if fits(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// The storage grows in proportion to the sales, as the last column says.
    private func storage(_ database: DatabasePlan, _ stages: [GrowthStage]) -> [GrowthLimit] {
        guard let last = stages.last, last.storage > 0 else { return [] }
        let most = max(database.storage, database.storageMax)
        return [
            GrowthLimit(
                what: "storage", perDay: last.perDay * most / last.storage, limit: "\(most) GB",
                remedy: "a greater storage.max, or months archived")
        ]
    }

    private func budget(_ stages: [GrowthStage]) -> [GrowthLimit] {
        let budget = profile.budget.monthly
        guard let breaking = stages.first(where: { $0.monthly.low > budget * 1_000_000 }) else { return [] }
        let before = stages.last { $0.perDay < breaking.perDay }
        return [
            GrowthLimit(
                what: "the budget", perDay: before?.perDay ?? 0,
                limit: Cost.dollars(budget).rounded + " a month",
                remedy: "a greater budget from \(breaking.name) on, or what `price` says would save")
        ]
    }
}
