/// What a system costs a month.
public enum Price {
    /// The month of everything in a graph, with the prices of a table.
    public static func of(_ graph: Graph, table: PriceTable = .built, usage: Usage? = nil) -> PriceSheet {
        var pricing = Pricing(graph: graph, table: table, usage: usage ?? Usage.of(graph.profile))
        for resource in graph.resources { price(resource, &pricing) }
        sharedNodes(&pricing)
        balancersOfCluster(&pricing)
        traffic(&pricing)
        if graph.profile.data.cache?.existing != nil {
            pricing.note("The cache is shared and paid by its owner.")
        }
        if graph.profile.platform.existing != nil {
            pricing.note("The cluster's control plane is paid by its owner.")
        }
        let order = CostGroup.allCases
        let lines = pricing.lines.enumerated().sorted { one, other in
            let first = order.firstIndex(of: one.element.group) ?? 0
            let second = order.firstIndex(of: other.element.group) ?? 0
            return (first, one.offset) < (second, other.offset)
        }
        return PriceSheet(
            environment: graph.profile.environment.name, lines: lines.map(\.element),
            missing: pricing.missing,
            notes: pricing.notes, budget: graph.profile.budget.monthly)
    }

    /// One resource; a type that is neither priced nor known to be free is a price that is missing.
    private static func price(_ resource: Resource, _ pricing: inout Pricing) {
        let known =
            PriceCompute.add(resource, &pricing) || PriceStores.add(resource, &pricing)
            || PriceNetwork.add(resource, &pricing) || PriceOperations.add(resource, &pricing)
            || FreeTypes.all.contains(resource.type)
        if !known {
            pricing.missing.append(
                MissingPrice(
                    item: resource.type, unit: nil, region: resource.region, origin: resource.origin))
        }
    }
}
