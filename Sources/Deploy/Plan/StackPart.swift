/// What one CloudFormation stack holds: the resources of one layer in one region, or a part of them when
/// something must happen in between.
public struct StackPart: Sendable, Equatable {
    /// The layer.
    public var layer: Layer
    /// The region.
    public var region: String
    /// The word of a stack of its own inside the layer: a service's name.
    public var group: String?
    /// 1 for the first part of a layer and region.
    public var number: Int
    /// The stack's name: `pixpos-prod-network`, `pixpos-prod-edge-global-2`.
    public var stack: String
    /// Its resources in the order of the graph.
    public var resources: [ResourceID]
    /// What others need of it: each becomes a parameter of the system.
    public var published: [Published]
    /// Resources of the same place that are made after this stack by commands of their own.
    public var direct: [ResourceID]

    /// What a resource tells others.
    public struct Published: Sendable, Hashable {
        /// The resource.
        public var id: ResourceID
        /// Its attribute; nil for what stands for it.
        public var attribute: String?

        /// What a resource tells others.
        public init(_ id: ResourceID, _ attribute: String?) {
            self.id = id
            self.attribute = attribute
        }
    }

    /// The file of its template: `cloudformation/network.eu-central-1.json`.
    public var file: String { "cloudformation/\(name).\(region).json" }

    /// Its name inside the system: `network`, `edge-global-2`.
    public var name: String {
        let whole = layer.rawValue + (group.map { "-\($0)" } ?? "")
        return number == 1 ? whole : "\(whole)-\(number)"
    }
}

extension StackPart {
    /// Whether others wait after it: a public zone answers only when its domain was delegated.
    static func isAwaited(_ resource: Resource) -> Bool {
        resource.type == "AWS::Route53::HostedZone" && resource.properties["VPCs"] == nil
    }

    /// Every part of a graph, in the order of creation; `direct` are the types that CloudFormation there does
    /// not know, made by commands of their own.
    public static func all(of graph: Graph, direct: Set<String>) -> [StackPart] {
        let numbers = PartNumbers(graph, direct: direct)
        var parts: [StackPart] = []
        for resource in graph.resources {
            let number = numbers.of[resource.id] ?? 1
            let place = parts.firstIndex {
                $0.layer == resource.layer && $0.region == resource.region && $0.number == number
                    && $0.group == resource.group
            }
            let index = place ?? parts.count
            if place == nil {
                var part = StackPart(
                    layer: resource.layer, region: resource.region, group: resource.group, number: number,
                    stack: "", resources: [],
                    published: [], direct: [])
                part.stack = "\(graph.profile.system)-\(graph.profile.environment.name)-\(part.name)"
                parts.append(part)
            }
            if direct.holds(resource) {
                parts[index].direct.append(resource.id)
            } else {
                parts[index].resources.append(resource.id)
            }
        }
        publish(in: &parts, of: graph)
        return ordered(parts, of: graph)
    }

    /// Which part makes a resource.
    public func makes(_ id: ResourceID) -> Bool { resources.contains(id) || direct.contains(id) }

    private static func publish(in parts: inout [StackPart], of graph: Graph) {
        var home: [ResourceID: Int] = [:]
        for (index, part) in parts.enumerated() { for id in part.resources { home[id] = index } }
        var wanted: Set<Published> = []
        func want(_ value: Value, from own: Int?) {
            for reference in value.named where home[reference.id] != nil && home[reference.id] != own {
                wanted.insert(reference)
            }
        }
        for resource in graph.resources {
            want(resource.properties, from: home[resource.id])
            for attribute in told[resource.type] ?? [] { wanted.insert(Published(resource.id, attribute)) }
        }
        for object in graph.objects { want(object.body, from: nil) }
        for index in parts.indices {
            parts[index].published = parts[index].resources.flatMap { id in
                wanted.filter { $0.id == id }.sorted { ($0.attribute ?? "") < ($1.attribute ?? "") }
            }
        }
    }

    /// What steps, checks and people need of some types, always told.
    static let told: [String: [String?]] = [
        "AWS::CloudFront::Distribution": [nil, "DomainName"],
        "AWS::ECR::Repository": ["RepositoryUri"],
        "AWS::ECS::Cluster": [nil],
        "AWS::ECS::Service": ["Name"],
        "AWS::EKS::Cluster": [nil],
        "AWS::ElastiCache::ReplicationGroup": [nil, "PrimaryEndPoint.Address"],
        "AWS::ElasticLoadBalancingV2::Listener": [nil],
        "AWS::ElasticLoadBalancingV2::LoadBalancer": [nil, "DNSName"],
        "AWS::ElasticLoadBalancingV2::TargetGroup": [nil],
        "AWS::RDS::DBInstance": [nil, "Endpoint.Address"],
        "AWS::Route53::HostedZone": [nil],
        "AWS::S3::Bucket": [nil],
        "AWS::SecretsManager::Secret": [nil],
        "AWS::WAFv2::WebACL": ["Arn"],
    ]

    /// Each part after those that it needs; otherwise by layer, number and the order of the regions.
    private static func ordered(_ parts: [StackPart], of graph: Graph) -> [StackPart] {
        let regions = graph.profile.regions.all
        func rank(_ part: StackPart) -> (Layer, Int, Int, String) {
            (part.layer, part.number, regions.firstIndex(of: part.region) ?? regions.count, part.region)
        }
        var rest = parts.sorted { rank($0) < rank($1) }
        var made: [StackPart] = []
        while !rest.isEmpty {
            let next = rest.firstIndex { part in
                needs(of: part, in: graph).allSatisfy { id in
                    part.makes(id) || made.contains { $0.makes(id) } || graph[id] == nil
                }
            }
            // Two parts that need each other cannot be put in order: they stay in that of their layers.
            made.append(rest.remove(at: next ?? 0))
        }
        return made
    }

    private static func needs(of part: StackPart, in graph: Graph) -> [ResourceID] {
        (part.resources + part.direct).flatMap { id in
            (graph[id].map { $0.properties.references + $0.needs }) ?? []
        }
    }
}

extension Value {
    /// The references of this value with what they ask for.
    public var named: [StackPart.Published] {
        switch self {
        case .text, .integer, .thousandths, .truth, .lookup: []
        case .list(let values), .join(let values): values.flatMap(\.named)
        case .object(let fields): fields.flatMap(\.value.named)
        case .reference(let id): [StackPart.Published(id, nil)]
        case .attribute(let id, let attribute): [StackPart.Published(id, attribute)]
        }
    }
}

extension Set<String> {
    /// Whether a resource is meant, by its type or by its name.
    func holds(_ resource: Resource) -> Bool { contains(resource.type) || contains(resource.id.name) }
}
