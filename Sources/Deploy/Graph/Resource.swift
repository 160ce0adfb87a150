/// The name of a resource inside a graph, unique in it: letters and digits, `DatabaseSubnets`, also its
/// logical id in templates.
public struct ResourceID: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The name.
    public let name: String

    /// A name.
    public init(_ name: String) { self.name = name }

    /// A name.
    public init(stringLiteral value: String) { name = value }
}

/// The name of something looked up, in small letters and hyphens: `cluster-subnet-1`.
public struct LookupID: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The name.
    public let name: String

    /// A name.
    public init(_ name: String) { self.name = name }

    /// A name.
    public init(stringLiteral value: String) { name = value }
}

/// The parts that are created one after another, each a stack of its own in its region.
public enum Layer: String, Sendable, CaseIterable, Comparable {
    /// Zones, certificates and firewalls of the content network, always in us-east-1.
    case edgeGlobal = "edge-global"
    /// Networks.
    case network
    /// Keys, secrets, databases, caches, events, buckets, image repositories.
    case data
    /// The cluster, its nodes, roles and load balancers.
    case platform
    /// Services, target groups, names, content networks.
    case app
    /// Alarms, dashboards, audit.
    case ops

    /// The order of creation.
    public static func < (one: Layer, other: Layer) -> Bool { one.order < other.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What happens to a resource's data when the resource goes.
public enum Retention: String, Sendable {
    /// It goes.
    case delete = "Delete"
    /// It stays and is listed.
    case retain = "Retain"
    /// A last snapshot stays.
    case snapshot = "Snapshot"
}

/// One thing in an account. Its properties are in CloudFormation's vocabulary; Terraform's and the command
/// line's words are made from them.
public struct Resource: Sendable, Equatable {
    /// Its name in the graph.
    public var id: ResourceID
    /// Its type, `AWS::EC2::VPC`.
    public var type: String
    /// Where.
    public var region: String
    /// In which stack.
    public var layer: Layer
    /// A stack of its own inside the layer, by a word of its own: a service's name. nil for the layer's
    /// main stack.
    public var group: String?
    /// Its properties.
    public var properties: Value
    /// What must exist before, beyond what the properties name.
    public var needs: [ResourceID]
    /// What happens to its data.
    public var retention: Retention
    /// Where in the profile it comes from, for plans and messages: `data.database`.
    public var origin: String
    /// Rules of outside linters that do not apply to it, each with a reason; written to `waivers.txt`.
    public var waivers: [LinterWaiver]

    /// A resource; what it is made from is its origin.
    public init(
        _ id: ResourceID, _ type: String, region: String, layer: Layer, origin: String,
        needs: [ResourceID] = [], retention: Retention = .delete, waivers: [LinterWaiver] = [],
        _ properties: Value
    ) {
        self.id = id
        self.type = type
        self.region = region
        self.layer = layer
        self.properties = properties
        self.needs = needs
        self.retention = retention
        self.origin = origin
        self.waivers = waivers
    }
}

/// A rule of cfn-lint or checkov that does not apply to a resource.
public struct LinterWaiver: Sendable, Equatable {
    /// `CKV_AWS_157`, `W3010`.
    public var rule: String
    /// Why it does not apply.
    public var reason: String

    /// A waiver.
    public init(_ rule: String, _ reason: String) {
        self.rule = rule
        self.reason = reason
    }
}

/// Something that exists already: read by one command before the apply, and kept as a parameter of the
/// system for the templates.
public struct Lookup: Sendable, Equatable {
    /// Its name.
    public var id: LookupID
    /// Where.
    public var region: String
    /// Whether what was found once stays: a version that changes only when somebody wants it.
    public var isPinned = false
    /// The words of the reading command after `aws`, without region: `["eks", "describe-cluster", …]`.
    public var words: [String]
    /// The JMESPath of the value in the answer.
    public var query: String
    /// What it is, for messages.
    public var meaning: String
    /// When it is read.
    public var moment: LookupMoment = .first
    /// What stands before the value in the answer and is cut off with everything before it: `loadbalancer/`.
    public var cut: String?

    /// A lookup.
    public init(_ id: LookupID, region: String, meaning: String, query: String, _ words: [String]) {
        self.id = id
        self.region = region
        self.words = words
        self.query = query
        self.meaning = meaning
    }
}

/// When something is looked up.
public enum LookupMoment: String, Sendable, CaseIterable {
    /// Before anything is created.
    case first
    /// Once the layer of the data stands.
    case data
    /// Once the clusters have their objects: a load balancer that the cluster made.
    case objects
}

/// An object of Kubernetes, with the region whose cluster gets it.
public struct KubernetesObject: Sendable, Equatable {
    /// The region of the cluster.
    public var region: String
    /// The file that it is written to: `20-deployment-api`.
    public var file: String
    /// The whole object, with `apiVersion`, `kind`, `metadata`.
    public var body: Value
    /// Where in the profile it comes from.
    public var origin: String

    /// An object.
    public init(region: String, file: String, origin: String, _ body: Value) {
        self.region = region
        self.file = file
        self.body = body
        self.origin = origin
    }
}

/// Everything that a profile becomes, typed, in the order of creation.
public struct Graph: Sendable, Equatable {
    /// What it is made from.
    public var profile: Profile
    /// Resources in the order of creation; each stands after what it needs.
    public var resources: [Resource]
    /// What is looked up before.
    public var lookups: [Lookup]
    /// Objects of the clusters, in the order of creation.
    public var objects: [KubernetesObject]

    /// The resource of that name.
    public subscript(id: ResourceID) -> Resource? { resources.first { $0.id == id } }
}
