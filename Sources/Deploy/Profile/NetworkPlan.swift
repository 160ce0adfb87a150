/// A network of our own in each region.
public struct NetworkPlan: Sendable, Equatable {
    /// The address range of each region, `10.0.0.0/16`, in the order of the regions.
    public var ranges: [RegionRange]
    /// Availability zones in use, 1 to 4.
    public var zones: Int
    /// How private subnets reach out.
    public var nat: NATPlan
    /// Private doors to services, `s3`, `ecr`, `secrets`, `logs`, `sts`.
    public var endpoints: [String]
    /// Days that flow logs are kept; nil for none.
    public var flowLogDays: Int?
}

/// A region's address range.
public struct RegionRange: Sendable, Equatable {
    /// The region.
    public var region: String
    /// Its range in CIDR notation.
    public var range: String
}

/// NAT gateways.
public enum NATPlan: String, Sendable, CaseIterable {
    /// One for all zones.
    case single
    /// One in each zone.
    case perZone = "per-zone"
}

/// The cluster.
public struct PlatformPlan: Sendable, Equatable {
    /// The name of a cluster that somebody else owns; nil to create one.
    public var existing: String?
    /// The namespace of our objects.
    public var namespace: String
    /// Labels of the namespace, beside those of ownership.
    public var labels: [Tag]
    /// Version of Kubernetes, `1.35`.
    public var kubernetes: String
    /// Whether the cluster's own interface is reachable from the internet.
    public var publicEndpoint: Bool
    /// Worker nodes; nil for tasks without nodes.
    public var nodes: NodePlan?
    /// Parts installed in the cluster: `metrics`, `ebs`, `load-balancer`, `external-secrets`, `autoscaler`.
    public var addons: [String]
}

/// Worker nodes.
public struct NodePlan: Sendable, Equatable {
    /// Instance type, `m6i.xlarge`.
    public var type: String
    /// Least and most.
    public var min: Int
    /// The most.
    public var max: Int
    /// How many at first.
    public var desired: Int
    /// Labels of the nodes.
    public var labels: [Tag]
    /// The least in the standby region.
    public var standbyMin: Int
}

/// A zone of names.
public struct DomainPlan: Sendable, Equatable {
    /// The apex, `pixpos.cloud`.
    public var name: String
    /// Whether the zone is created; otherwise it exists.
    public var create: Bool
    /// The web application that answers every name of the zone, when one does.
    public var wildcard: String?
}

/// The common entrance of services that share a host.
public struct GatewayPlan: Sendable, Equatable {
    /// The host's name.
    public var host: String
    /// Requests a minute by an address, by the name of the limit (`default`, `checkout`).
    public var rates: [RatePlan]
    /// The oldest TLS, `1.2`.
    public var tls: String
    /// Whether every request is logged.
    public var log: Bool
}

/// A limit of requests.
public struct RatePlan: Sendable, Equatable {
    /// `default`, or a group of paths.
    public var name: String
    /// Requests a minute and address.
    public var perMinute: Int
}

/// What stands before the public entrances.
public struct EdgePlan: Sendable, Equatable {
    /// Which firewall rules are on.
    public var firewall: [FirewallRule]
    /// Which entrances carry the firewall.
    public var attach: [Entrance]
    /// Days that the firewall's log is kept; nil for none.
    public var firewallLogDays: Int?
    /// What Shield Advanced may cost a month in dollars; nil for Shield Standard only.
    public var shieldAdvancedMonthly: Int?
    /// Who runs the content network.
    public var provider: EdgeProvider
}

/// Rules of the firewall.
public enum FirewallRule: Sendable, Equatable {
    /// Common attacks.
    case common
    /// SQL in inputs.
    case sqli
    /// Known bad inputs.
    case badInputs
    /// More than so many requests in five minutes by one address.
    case rate(Int)
}

/// A public entrance.
public enum Entrance: String, Sendable, CaseIterable {
    /// The content network.
    case cdn
    /// The load balancer.
    case api
}

/// Content networks.
public enum EdgeProvider: String, Sendable, CaseIterable {
    /// CloudFront.
    case cloudfront
    /// Cloudflare in front; ours is the origin.
    case cloudflare
}
