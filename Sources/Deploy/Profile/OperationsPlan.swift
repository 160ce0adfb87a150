/// How a new version takes over.
public struct RolloutPlan: Sendable, Equatable {
    /// The way.
    public var strategy: RolloutStrategy
    /// Per cent of the traffic after each step; the last is 100.
    public var steps: [Int]
    /// Seconds that each step is watched.
    public var bake: Int
    /// What ends it.
    public var abort: [AbortRule]
}

/// Ways of taking over.
public enum RolloutStrategy: String, Sendable, CaseIterable {
    /// A second set takes over in steps of weight, the first is held.
    case blueGreen = "blue-green"
    /// A small part first.
    case canary
}

/// A limit that ends a roll-out: `5xx>0.1%`, `p95>200ms`.
public enum AbortRule: Sendable, Equatable {
    /// Errors of the server, in thousandths of a per cent of the requests.
    case errors(Int)
    /// The 95th percentile of latency, in milliseconds.
    case latency(Int)
}

/// What is promised when something is lost. Seconds.
public struct RecoveryPlan: Sendable, Equatable {
    /// Until it works again.
    public var rto: Int
    /// Of data that may be lost.
    public var rpo: Int
    /// The same for a lost region, when it differs.
    public var regionRTO: Int?
    /// The same for a lost region, when it differs.
    public var regionRPO: Int?
    /// How the second region waits: `warm`, `cold`.
    public var mode: String
    /// How traffic moves: `health-check`.
    public var dns: String
    /// How often it is tried: `quarterly`.
    public var drill: String
    /// Lag of the copy above which somebody is called.
    public var lagAlarm: Int
}

/// What is recorded of the account.
public struct AuditPlan: Sendable, Equatable {
    /// CloudTrail.
    public var trail: Bool
    /// Config.
    public var config: Bool
    /// GuardDuty.
    public var guardDuty: Bool
    /// Security Hub.
    public var securityHub: Bool
    /// Days that logs are kept.
    public var logDays: Int
}

/// When somebody is called, and who.
public struct AlarmPlan: Sendable, Equatable {
    /// Who.
    public var to: [AlarmTarget]
    /// The limits, in the order written; the name is the profile's: `api-5xx`, `db-cpu`, `replica-lag`.
    public var limits: [AlarmLimit]
}

/// Who is called.
public enum AlarmTarget: Sendable, Equatable {
    /// An address.
    case email(String)
    /// A Slack hook, kept as a secret of that name.
    case slack(secret: String)
    /// A PagerDuty key, kept as a secret of that name.
    case pager(secret: String)
    /// A topic that somebody else owns.
    case topic(String)
}

/// A limit.
public struct AlarmLimit: Sendable, Equatable {
    /// `api-5xx`, `db-cpu`, `db-free-gb`, `db-connections`, `replica-lag`, `latency`, `cpu`, `memory`.
    public var name: String
    /// The limit's number, in the unit of its kind, in thousandths: `80%` is 80000, `0.1%` is 100, `2s` is
    /// 2000.
    public var threshold: Int
    /// What the number is.
    public var unit: AlarmUnit
    /// Seconds that are looked at.
    public var period: Int
    /// How many periods in a row must break the limit.
    public var times: Int
}

/// Units of limits.
public enum AlarmUnit: String, Sendable, CaseIterable {
    /// Pieces.
    case count
    /// Per cent.
    case percent
    /// Seconds.
    case seconds
    /// GB.
    case gigabytes
}

/// What a month may cost.
public struct BudgetPlan: Sendable, Equatable {
    /// Dollars.
    public var monthly: Int
}

/// How images are kept.
public struct ImagePlan: Sendable, Equatable {
    /// How many.
    public var keep: Int
    /// Whether each is scanned.
    public var scan: Bool
    /// Whether a name may be given to another image.
    public var mutable: Bool
}

/// A peak known beforehand.
public struct PeakPlan: Sendable, Equatable {
    /// What brings it: `on-sale`.
    public var event: String
    /// Where its hours come from: `events`.
    public var schedule: String
    /// Seconds before it at which copies are added.
    public var warm: Int
    /// How many times the usual load.
    public var factor: Int
    /// Seconds for which the copies stay.
    public var lasts: Int
    /// The minutes that are known, in the primary region's own time.
    public var at: [PeakMoment]
}

/// A minute at which a peak begins.
public enum PeakMoment: Sendable, Equatable {
    /// Once: `2026-12-12T10:00`.
    case once(String)
    /// Every week: `fri 10:00`, the day and the minute of the day.
    case weekly(String, Int)
}

/// What the system promises its users.
public struct TargetPlan: Sendable, Equatable {
    /// Per cent of the time, in thousandths: 99900.
    public var availability: Int
    /// Per cent of the requests that may fail, in thousandths.
    public var errorRate: Int
    /// Milliseconds.
    public var p95: Int
    /// Seconds.
    public var recovery: Int
    /// Milliseconds that the database takes for a query, in the mean; nil for no promise.
    public var query: Int?
    /// Milliseconds until a page is whole; nil for no promise.
    public var page: Int?
    /// Milliseconds until a page's first paint; nil for no promise.
    public var firstPaint: Int?
}

/// The growth that the document plans for, a column a phase.
public struct CapacityPlan: Sendable, Equatable {
    /// Months after the start, one a column.
    public var months: [Int]
    /// GB sent in a month.
    public var bandwidthGB: [Int]
    /// What the document plans to run, phase by phase.
    public var phases: [PhasePlan]
    /// Customers.
    public var tenants: [Int]
    /// Sales a day.
    public var perDay: [Int]
    /// GB in the database.
    public var databaseGB: [Int]
    /// The peak second beside the mean one.
    public var peakFactor: Int
}

/// What a document plans to run in one phase of growth.
public struct PhasePlan: Sendable, Equatable {
    /// Copies.
    public var copies: Int
    /// Processors in all.
    public var processors: Int
    /// GB of memory in all.
    public var memoryGB: Int
}

/// Where traces and the cluster's own metrics go.
public struct ObservationPlan: Sendable, Equatable {
    /// Who gets traces, in the order written.
    public var traces: [TraceTarget]
    /// Whether the cluster's own metrics are kept by Container Insights.
    public var containerInsights: Bool
}

/// Who gets traces, always through one OTLP collector.
public enum TraceTarget: Sendable, Equatable {
    /// X-Ray.
    case xray
    /// SigNoz, at this address: `signoz-otel-collector.monitoring:4317`.
    case signoz(String)
}

/// How versions are built and delivered.
public struct DeliveryPlan: Sendable, Equatable {
    /// `github`.
    public var provider: String
    /// Whether images are scanned before they are pushed.
    public var scan: Bool
    /// Whether Slack is told of each delivery.
    public var notify: Bool
    /// `owner/name`.
    public var repository: String
    /// The branch that is delivered.
    public var branch: String
}
