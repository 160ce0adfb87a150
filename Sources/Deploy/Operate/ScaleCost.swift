/// What more or fewer copies of a service cost a month.
enum ScaleCost {
    /// `$71.83 → $107.75 a month for 4 → 6 copies (+$35.92)`.
    static func text(_ graph: Graph, _ service: ServicePlan, before: Int, after: Int) -> String {
        guard graph.profile.shape != .host else {
            return "the machine is paid for already: nothing more a month"
        }
        guard let one = monthly(graph, service, before), let other = monthly(graph, service, after) else {
            return "what it costs a month: no source gives the price"
        }
        let less = other.high < one.high
        let by =
            less
            ? Cost(low: one.low - other.low, high: one.high - other.high)
            : Cost(low: other.low - one.low, high: other.high - one.high)
        let what = graph.profile.shape == .eks ? ", as its share of the nodes" : ""
        return
            "what its copies cost a month\(what): \(one.text) → \(other.text) (\(less ? "-" : "+")\(by.text))"
    }

    /// The month of so many copies; nil when a price is missing.
    static func monthly(_ graph: Graph, _ service: ServicePlan, _ copies: Int) -> Cost? {
        graph.profile.shape == .ecsFargate
            ? tasks(graph, service, copies) : share(graph.profile, service, copies)
    }

    /// By the tasks' own lines: a month with these copies less one without.
    private static func tasks(_ graph: Graph, _ service: ServicePlan, _ copies: Int) -> Cost? {
        func compute(_ least: Int) -> Cost? {
            var profile = graph.profile
            guard let place = profile.services.firstIndex(where: { $0.name == service.name }) else {
                return nil
            }
            profile.services[place].scale.min = least
            let sheet = Price.of(Graph.build(profile))
            return sheet.missing.contains { $0.item.hasPrefix("fargate") } ? nil : sheet.sum(of: .compute)
        }
        guard let with = compute(copies), let without = compute(0) else { return nil }
        return Cost(low: with.low - without.low, high: with.high - without.high)
    }

    /// By what its copies reserve of a node: of the dearer of processors and memory.
    private static func share(_ profile: Profile, _ service: ServicePlan, _ copies: Int) -> Cost? {
        let type = profile.platform.nodes?.type ?? "t3.large"
        guard let size = InstanceSize(type),
            let price = PriceTable.built.price(type, .hour, in: profile.regions.primary)
        else { return nil }
        let processors = service.size.cpu * copies / size.processors
        let memory = service.size.memory * copies * 1_000 / size.memory
        let hours = max(processors, memory) * 730
        return Cost(low: hours * price.low / 1_000, high: hours * price.high / 1_000)
    }
}
