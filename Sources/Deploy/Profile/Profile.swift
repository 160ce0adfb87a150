/// What one short file says of a system, resolved for one environment: every default is filled in, every
/// size, region and version is in the catalogue. The graph, the price, the capacity plan and the checks are
/// made from it and from nothing else.
public struct Profile: Sendable, Equatable {
    /// The system's name, the first part of every name that is created: `pixpos`.
    public var system: String
    /// What its parts are called.
    public var names: Names
    /// What runs the services.
    public var shape: DeploymentShape
    /// The formats beside CloudFormation that the operator keeps.
    public var formats: [TemplateFormat]
    /// Where it runs.
    public var regions: Regions
    /// The environment that this profile is resolved for.
    public var environment: DeploymentEnvironment
    /// Every environment's name of the file, in the order written.
    public var environments: [String]
    /// The network; nil when an existing cluster's network is used.
    public var network: NetworkPlan?
    /// The cluster or the tasks' home.
    public var platform: PlatformPlan
    /// Zones of names, in the order written.
    public var domains: [DomainPlan]
    /// The common entrance of services that share a host.
    public var gateway: GatewayPlan?
    /// What runs, in the order written.
    public var services: [ServicePlan]
    /// Screens served as files.
    public var web: [WebPlan]
    /// Databases, caches, buckets, events, keys and secrets.
    public var data: DataPlan
    /// What stands before the public entrances.
    public var edge: EdgePlan
    /// How a new version takes over.
    public var rollout: RolloutPlan
    /// What is promised when a zone or a region is lost.
    public var recovery: RecoveryPlan?
    /// What is recorded of the account.
    public var audit: AuditPlan
    /// When somebody is called, and who.
    public var alarms: AlarmPlan
    /// What a month may cost.
    public var budget: BudgetPlan
    /// How images are kept.
    public var images: ImagePlan
    /// Peaks known beforehand.
    public var peaks: [PeakPlan]
    /// What the system promises its users.
    public var targets: TargetPlan?
    /// The growth that the document plans for.
    public var capacity: CapacityPlan?
    /// How versions are built and delivered.
    public var delivery: DeliveryPlan?
    /// Where traces and the cluster's own metrics go.
    public var observation: ObservationPlan
    /// Modules that are prepared for later.
    public var modules: [LaterModule]
    /// Tags on everything, beside those of ownership.
    public var tags: [Tag]
    /// Breaches of rules that are accepted, each until a day and with a reason.
    public var waivers: [ProfileWaiver]
}

/// What runs the services.
public enum DeploymentShape: String, Sendable, CaseIterable {
    /// Kubernetes on EKS.
    case eks
    /// Tasks on ECS Fargate.
    case ecsFargate = "ecs-fargate"
    /// One machine: nginx, systemd or compose.
    case host
}

/// Formats of templates; CloudFormation is always rendered.
public enum TemplateFormat: String, Sendable, CaseIterable {
    /// CloudFormation, JSON.
    case cloudformation
    /// Terraform, JSON.
    case terraform
}

/// How careful the defaults are.
public enum Tier: String, Sendable, CaseIterable {
    /// One NAT gateway and one zone are allowed.
    case economy
    /// What a business runs on.
    case standard
    /// Card data or a supervisor: encryption, audit and backups cannot be waived.
    case regulated
}

/// Regions by their part in the plan.
public struct Regions: Sendable, Equatable {
    /// Where writes go.
    public var primary: String
    /// Where copies stand ready.
    public var standby: String?
    /// Regions prepared with network, encrypted replica, secrets, images and keys.
    public var later: [String]

    /// All of them, the primary first.
    public var all: [String] { [primary] + (standby.map { [$0] } ?? []) + later }
}

/// An environment: its own account, names and state.
public struct DeploymentEnvironment: Sendable, Equatable {
    /// `prod`, `staging`.
    public var name: String
    /// How careful the defaults are.
    public var tier: Tier
    /// The account's twelve digits.
    public var account: String
    /// Hours, local to the primary region, in which nothing runs: `20:00-06:00`.
    public var nightOff: String?
    /// Whether sizes are the small ones.
    public var small: Bool
}

/// A tag on every resource.
public struct Tag: Sendable, Equatable {
    /// Its key.
    public var key: String
    /// Its value.
    public var value: String

    /// A tag.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// A breach of a rule that is accepted for a while.
public struct ProfileWaiver: Sendable, Equatable {
    /// The rule.
    public var rule: String
    /// The last day, `2027-03-31`.
    public var until: String
    /// Why.
    public var reason: String
    /// Its line in the profile.
    public var line: Int
}

/// Modules that a document announces for later.
public enum LaterModule: String, Sendable, CaseIterable {
    /// Readers and scales over IoT Core, into a queue.
    case iot
    /// Attendance of staff.
    case staff
    /// Webhooks of payments, with a queue and its dead letters.
    case payments
}
