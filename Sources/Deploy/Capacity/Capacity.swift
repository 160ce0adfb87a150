/// What growth asks of a system, where it breaks first, and whether its scaling keeps up.
public enum Capacity {
    /// Growth that is looked at when the guide plans none: to a busy café for an economical environment,
    /// otherwise to fifty thousand sales a day.
    static func assumed(_ profile: Profile) -> CapacityPlan {
        let isSmall = profile.environment.small || profile.environment.tier == .economy
        return CapacityPlan(
            months: [], bandwidthGB: [], phases: [], tenants: [],
            perDay: isSmall ? [100, 500, 2_000] : [1_000, 10_000, 50_000],
            databaseGB: isSmall ? [1, 2, 5] : [1, 10, 50], peakFactor: 20)
    }

    /// The capacity of a graph. `base` replaces the requests a second that the policies are run at.
    public static func of(_ graph: Graph, table: PriceTable = .built, base: Int? = nil) -> CapacitySheet {
        let profile = graph.profile
        let plan = profile.capacity ?? assumed(profile)
        let model = CapacityModel(profile: profile, plan: plan)
        let stages = plan.perDay.indices.map { stage($0, plan, model, graph, table) }
        let last = plan.perDay.max() ?? 1_000
        return CapacitySheet(
            environment: profile.environment.name, isAssumed: profile.capacity == nil, stages: stages,
            limits: model.limits(stages), phases: phases(plan, model),
            scaling: model.entrances.map {
                scaled($0, model, base ?? model.load(of: $0, perDay: last).mean, last)
            },
            warming: profile.peaks.flatMap { peak in model.entrances.compactMap { warming($0, peak, model) } }
        )
    }

    private static func stage(
        _ index: Int, _ plan: CapacityPlan, _ model: CapacityModel, _ graph: Graph, _ table: PriceTable
    ) -> GrowthStage {
        let perDay = plan.perDay[index]
        let copies = model.services.map { ($0.name, model.copies(of: $0, perDay: perDay)) }
        let bandwidth =
            index < plan.bandwidthGB.count
            ? plan.bandwidthGB[index] : max(1, perDay * Usage.gigabytesPerThousandDaily / 1_000)
        let storage = index < plan.databaseGB.count ? plan.databaseGB[index] : perDay / 1_000
        let cost = cost(perDay, bandwidth, storage, model, graph, table)
        return GrowthStage(
            name: index < plan.months.count ? "month \(plan.months[index])" : "\(perDay) a day",
            tenants: index < plan.tenants.count ? plan.tenants[index] : nil, perDay: perDay,
            meanSales: perDay * 1_000 / 86_400, peakSales: perDay * plan.peakFactor * 1_000 / 86_400,
            peakRequests: model.peakRequests(perDay: perDay), copies: copies,
            connections: model.connections(perDay: perDay), storage: storage, bandwidth: bandwidth,
            peakKilobits: bandwidth * 8_000_000 / (30 * 86_400) * plan.peakFactor,
            monthly: cost.monthly, isPartial: cost.isPartial)
    }

    /// The month with this column's use, and copies beyond the least for the quarter of the day that is busy.
    private static func cost(
        _ perDay: Int, _ bandwidth: Int, _ storage: Int, _ model: CapacityModel, _ graph: Graph,
        _ table: PriceTable
    ) -> (monthly: Cost, isPartial: Bool) {
        let requests = max(1, perDay * 30 * WorkMeasured.requestsPerSale / 1_000)
        let usage = Usage(
            requests: requests...requests, transfer: bandwidth...bandwidth, files: 1...max(1, storage),
            logs: (1 + requests / 1_000)...(1 + requests / 1_000), basis: "\(perDay) sales a day")
        let sheet = Price.of(graph, table: table, usage: usage)
        let total = Cost.sum(sheet.lines.map(\.monthly))
        let least = model.services.reduce(0) { $0 + $1.size.cpu * $1.scale.min }
        let busy = model.services.reduce(0) { $0 + $1.size.cpu * model.copies(of: $1, perDay: perDay) }
        guard least > 0 else { return (total, !sheet.missing.isEmpty) }
        return (total + sheet.sum(of: .compute).percent((busy - least) * 25 / least), !sheet.missing.isEmpty)
    }

    private static func phases(_ plan: CapacityPlan, _ model: CapacityModel) -> [PhaseJudgement] {
        plan.phases.enumerated().map { number, phase in
            let column = min(plan.perDay.count - 1, number + max(0, plan.perDay.count - plan.phases.count))
            let perDay = plan.perDay[column]
            let processors = model.services.reduce(0) {
                $0 + $1.size.cpu * model.copies(of: $1, perDay: perDay)
            }
            let memory = model.services.reduce(0) {
                $0 + $1.size.memory * model.copies(of: $1, perDay: perDay)
            }
            return PhaseJudgement(
                phase: number + 1, planned: phase, processors: processors, memory: memory, perDay: perDay)
        }
    }

    private static func scaled(
        _ service: ServicePlan, _ model: CapacityModel, _ base: Int, _ perDay: Int
    ) -> ScalingOutcome {
        let policy = model.policy(of: service)
        let peak = max(base, model.load(of: service, perDay: perDay).peak)
        return ScalingOutcome(
            service: service.name, policy: policy, base: base,
            results: Trace.all(base: base, peak: peak).map { Autoscaler.run(policy, over: $0) })
    }

    /// A peak that takes four fifths of what the ceiling carries, from one minute to the next.
    private static func warming(_ service: ServicePlan, _ peak: PeakPlan, _ model: CapacityModel)
        -> WarmingEffect?
    {
        let policy = model.policy(of: service)
        let base = policy.most * policy.perCopy * 4 / 5 / max(1, peak.factor)
        let trace = Trace.spike(base, factor: peak.factor)
        let needed = min(
            policy.most,
            (base * peak.factor * 100 + policy.perCopy * policy.target - 1)
                / max(1, policy.perCopy * policy.target))
        guard needed > policy.least else { return nil }
        var warmed = policy
        warmed.warm = [Warming(from: Trace.spikeAt - peak.warm, until: Trace.spikeAt + 900, copies: needed)]
        return WarmingEffect(
            service: service.name, event: peak.event, base: base, factor: peak.factor,
            cold: Autoscaler.run(policy, over: trace), warm: Autoscaler.run(warmed, over: trace))
    }
}
