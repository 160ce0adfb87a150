/// In which part of its layer, region and group each resource is made, from 1. A part ends where something
/// must happen before the next: a delegation, a command.
struct PartNumbers {
    private(set) var of: [ResourceID: Int] = [:]
    private var phases: [ResourceID: Int] = [:]
    private let graph: Graph
    private let index: [ResourceID: Resource]

    private struct Place: Hashable {
        let layer: Layer
        let region: String
        let group: String?

        init(_ resource: Resource) {
            layer = resource.layer
            region = resource.region
            group = resource.group
        }
    }

    init(_ graph: Graph, direct: Set<String>) {
        self.graph = graph
        index = Dictionary(graph.resources.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        for resource in graph.resources {
            var phase = 0
            for needed in needs(resource) {
                let isDirect = direct.holds(needed)
                let waits = StackPart.isAwaited(needed) || isDirect && !direct.holds(resource)
                phase = max(phase, (phases[needed.id] ?? 0) + (waits ? 1 : 0))
            }
            phases[resource.id] = phase
        }
        number()
    }

    /// What a resource needs in its own layer and region.
    private func needs(_ resource: Resource) -> [Resource] {
        (resource.properties.references + resource.needs).compactMap { index[$0] }.filter {
            $0.layer == resource.layer && $0.region == resource.region
        }
    }

    private mutating func number() {
        var known: [Place: Set<Int>] = [:]
        for resource in graph.resources {
            known[Place(resource), default: []].insert(phases[resource.id] ?? 0)
        }
        let orders = known.mapValues { $0.sorted() }
        for resource in graph.resources {
            let order = orders[Place(resource)] ?? []
            of[resource.id] = phases[resource.id].flatMap { order.firstIndex(of: $0) }.map { $0 + 1 }
        }
    }
}
