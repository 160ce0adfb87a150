/// In which part of its layer and region each resource is made, from 1. A part ends where something must
/// happen before the next: a delegation, a command. A template may read sixty values of others (AWS quota
/// "dynamic references"); a layer that reads more is split between services, which stay whole.
struct PartNumbers {
    private(set) var of: [ResourceID: Int] = [:]
    private var steps: [ResourceID: Step] = [:]
    private let graph: Graph
    private let index: [ResourceID: Resource]

    /// AWS allows 60.
    static let readsMax = 55

    /// Where in the order of its layer and region.
    private struct Step: Hashable, Comparable {
        var phase: Int
        var bin: Int

        static func < (one: Step, other: Step) -> Bool {
            (one.phase, one.bin) < (other.phase, other.bin)
        }
    }

    private struct Place: Hashable {
        let layer: Layer
        let region: String
    }

    init(_ graph: Graph, direct: Set<String>) {
        self.graph = graph
        index = Dictionary(graph.resources.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        for resource in graph.resources {
            var step = Step(phase: 0, bin: 0)
            for needed in needs(resource) {
                let isDirect = direct.holds(needed)
                let waits = StackPart.isAwaited(needed) || isDirect && !direct.holds(resource)
                step.phase = max(step.phase, (steps[needed.id]?.phase ?? 0) + (waits ? 1 : 0))
            }
            steps[resource.id] = step
        }
        split()
        number()
    }

    /// What a resource needs in its own layer and region.
    private func needs(_ resource: Resource) -> [Resource] {
        (resource.properties.references + resource.needs).compactMap { index[$0] }.filter {
            $0.layer == resource.layer && $0.region == resource.region
        }
    }

    /// Puts services into bins where a layer reads too much.
    private mutating func split() {
        let places = Dictionary(grouping: graph.resources) { Place(layer: $0.layer, region: $0.region) }
        for resources in places.values where reads(resources) > Self.readsMax {
            var bins: [String: Int] = [:]
            var filled = 0
            var bin = 1
            for (service, own) in grouped(resources) {
                let count = reads(own)
                if filled > 0, filled + count > Self.readsMax {
                    bin += 1
                    filled = 0
                }
                bins[service] = bin
                filled += count
            }
            for resource in resources {
                let own = Self.service(resource).flatMap { bins[$0] } ?? 0
                let bin = needs(resource).reduce(own) { max($0, steps[$1.id]?.bin ?? 0) }
                steps[resource.id]?.bin = bin
            }
        }
    }

    /// Resources of services, each service's together, in the order of the graph.
    private func grouped(_ resources: [Resource]) -> [(String, [Resource])] {
        var groups: [(String, [Resource])] = []
        for resource in resources {
            guard let service = Self.service(resource) else { continue }
            if let place = groups.firstIndex(where: { $0.0 == service }) {
                groups[place].1.append(resource)
            } else {
                groups.append((service, [resource]))
            }
        }
        return groups
    }

    /// `auth` of `services.auth.scale`.
    private static func service(_ resource: Resource) -> String? {
        let parts = resource.origin.split(separator: ".")
        return parts.count >= 2 && parts[0] == "services" ? String(parts[1]) : nil
    }

    /// How many values of others a template of these would read.
    private func reads(_ resources: [Resource]) -> Int {
        let own = Set(resources.map(\.id))
        return resources.reduce(0) { $0 + $1.properties.reads(beside: own) }
    }

    private mutating func number() {
        var known: [Place: Set<Step>] = [:]
        for resource in graph.resources {
            known[Place(layer: resource.layer, region: resource.region), default: []].insert(
                steps[resource.id] ?? Step(phase: 0, bin: 0))
        }
        let orders = known.mapValues { $0.sorted() }
        for resource in graph.resources {
            let order = orders[Place(layer: resource.layer, region: resource.region)] ?? []
            of[resource.id] = steps[resource.id].flatMap { order.firstIndex(of: $0) }.map { $0 + 1 }
        }
    }
}

extension Value {
    /// How many values of others this value reads by name.
    func reads(beside own: Set<ResourceID>) -> Int {
        switch self {
        case .integer, .thousandths, .truth: 0
        case .text(let text): LateValues.names(in: text).count
        case .list(let values), .join(let values): values.reduce(0) { $0 + $1.reads(beside: own) }
        case .object(let fields): fields.reduce(0) { $0 + $1.value.reads(beside: own) }
        case .reference(let id), .attribute(let id, _): own.contains(id) ? 0 : 1
        case .lookup: 1
        }
    }
}
