/// What the parts of a system are called. Each has a pattern; a profile's `names:` gives another where an
/// operator's document does. `{prefix}` is `names.prefix` (otherwise system and environment), `{system}`,
/// `{environment}` and `{account}` are the profile's, `{it}` is the service, the use or the region that is
/// named.
public struct Names: Sendable, Equatable {
    /// What most names begin with: `pixpos` or `payment-system-production`.
    public var prefix: String
    /// The names that the profile gives, in the order written.
    public var given: [GivenName]
    /// The system.
    public var system: String
    /// The environment.
    public var environment: String
    /// The account.
    public var account: String

    /// A name that the profile gives.
    public struct GivenName: Sendable, Equatable {
        /// What is named.
        public var part: NamedPart
        /// Its pattern.
        public var pattern: String

        /// A name for a part.
        public init(_ part: NamedPart, _ pattern: String) {
            self.part = part
            self.pattern = pattern
        }
    }

    /// Names that begin with a prefix.
    public init(
        prefix: String, system: String, environment: String, account: String, given: [GivenName] = []
    ) {
        self.prefix = prefix
        self.system = system
        self.environment = environment
        self.account = account
        self.given = given
    }

    /// The name of a part; `it` is the service, the use or the region that is named.
    public func of(_ part: NamedPart, _ it: String = "") -> String {
        let pattern = given.first { $0.part == part }?.pattern ?? part.pattern
        return [
            ("prefix", prefix), ("system", system), ("environment", environment), ("account", account),
            ("it", it),
        ].reduce(pattern) { $0.replacing("{\($1.0)}", with: $1.1) }
    }

    /// Whether the profile itself gives the name.
    public func gives(_ part: NamedPart) -> Bool { given.contains { $0.part == part } }
}

/// Parts of a system that have names of their own.
public enum NamedPart: String, Sendable, CaseIterable {
    case vpc, cluster, nodes, database, replica, cache, events, firewall, topic, trail, role, workload
    case account, config, ingress, autoscaler, repository, bucket, dashboard, alarm, key
    case internetGateway = "internet-gateway"
    case clusterGroup = "cluster-group"
    case databaseSubnets = "database-subnets"
    case databaseGroup = "database-group"
    case databaseParameters = "database-parameters"
    case cacheSubnets = "cache-subnets"
    case cacheGroup = "cache-group"
    case eventsGroup = "events-group"
    case clusterRole = "cluster-role"
    case nodeRole = "node-role"
    case databaseSecret = "database-secret"
    case databaseSecretObject = "database-secret-object"
    case cacheSecret = "cache-secret"
    case secret
    case secretObject = "secret-object"
    case logs
    case firewallLogs = "firewall-logs"
    case thing
    case devicePolicy = "device-policy"
    case deviceTable = "device-table"
    case staffTable = "staff-table"
    case webhookQueue = "webhook-queue"
    case loadBalancer = "load-balancer"

    /// The pattern that holds when the profile gives none.
    public var pattern: String {
        switch self {
        case .vpc: "{prefix}-vpc"
        case .internetGateway: "{prefix}-igw"
        case .cluster: "{prefix}-cluster"
        case .clusterGroup: "{prefix}-cluster-sg"
        case .clusterRole: "{prefix}-cluster-role"
        case .nodes: "{prefix}-nodes"
        case .nodeRole: "{prefix}-node-role"
        case .database: "{prefix}-db"
        case .replica: "{prefix}-replica-{it}"
        case .databaseSubnets: "{prefix}-db-subnet"
        case .databaseGroup: "{prefix}-db-sg"
        case .databaseParameters: "{prefix}-db-parameters"
        case .cache: "{prefix}-redis"
        case .cacheSubnets: "{prefix}-cache-subnet"
        case .cacheGroup: "{prefix}-redis-sg"
        case .events: "{prefix}-kafka"
        case .eventsGroup: "{prefix}-kafka-sg"
        case .firewall: "{prefix}-waf"
        case .firewallLogs: "aws-waf-logs-{prefix}"
        case .topic: "{prefix}-alarms"
        case .trail: "{prefix}-trail"
        case .role: "{prefix}-{it}-role"
        case .workload: "{system}-{it}"
        case .account: "{system}-{it}-sa"
        case .config: "{system}-config"
        case .ingress: "{system}-ingress"
        case .autoscaler: "{system}-{it}-hpa"
        case .repository: "{system}/hesap"
        case .bucket: "{prefix}-{it}-{account}"
        case .dashboard: "{prefix}"
        case .alarm: "{prefix}-{it}"
        case .key: "{prefix}-{it}"
        case .databaseSecret: "{prefix}/database"
        case .cacheSecret: "{prefix}/redis"
        case .secret: "{prefix}/{it}"
        case .databaseSecretObject: "{system}-db-secret"
        case .secretObject: "{system}-{it}-secret"
        case .logs: "/{system}/{environment}/{it}"
        case .thing: "{prefix}-device-001"
        case .devicePolicy: "{prefix}-iot-policy"
        case .deviceTable: "{prefix}-iot-data"
        case .staffTable: "{prefix}-{it}"
        case .webhookQueue: "{prefix}-payment-webhooks"
        case .loadBalancer: "{prefix}-lb"
        }
    }
}

extension Profile {
    /// The name of a part; `it` is the service, the use or the region that is named.
    public func name(_ part: NamedPart, _ it: String = "") -> String { names.of(part, it) }
}
