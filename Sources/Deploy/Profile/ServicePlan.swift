/// One service: a set of roles of the server, with its size and its door.
public struct ServicePlan: Sendable, Equatable {
    /// Its name, as in the document: `api-gateway`.
    public var name: String
    /// Roles of `hesap serve --role` that it runs.
    public var roles: [String]
    /// Groups of routes below `/api/v1/` that its gateway answers; empty for all.
    public var routes: [String]
    /// The image's repository: `pixpos/api`.
    public var image: String
    /// The port it listens on.
    public var port: Int
    /// The public host name, when it has one of its own.
    public var host: String?
    /// Paths that reach it, `/api/*`; empty for all of its host.
    public var paths: [String]
    /// Whether the content network stands before it.
    public var behindCDN: Bool
    /// Whether nothing from outside reaches it.
    public var isInternal: Bool
    /// Whether it only takes work from queues.
    public var isWorker: Bool
    /// Liveness and readiness.
    public var probes: ProbePlan
    /// Processor and memory of one copy.
    public var size: SizePlan
    /// How many copies, and when more.
    public var scale: ScalePlan
    /// Long-lived connections.
    public var websocket: WebSocketPlan?
    /// What migrates the database.
    public var migration: MigrationPlan?
    /// What it uses: `database`, `cache`, `files`, `events`, `keys`, `jwt`.
    public var uses: [String]
    /// Seconds that public GET answers may be cached at the edge; nil for none.
    public var cachePublicGet: Int?
    /// Whether spare capacity may run it.
    public var spot: Bool
    /// Settings that are no secrets, by their names in the environment.
    public var settings: [Setting]
    /// What the release does not have yet: `verify` says 'not in this release' for it.
    public var notInRelease: String?
    /// Its line in the profile.
    public var line: Int
}

/// Where the probes ask.
public struct ProbePlan: Sendable, Equatable {
    /// Alive: `/livez`.
    public var live: String
    /// Ready for requests: `/ready`.
    public var ready: String
    /// Whether they answer outside.
    public var isPublic: Bool
    /// Seconds before the first liveness probe.
    public var liveDelay: Int
    /// Seconds before the first readiness probe.
    public var readyDelay: Int
    /// Seconds between two probes of liveness.
    public var period: Int
    /// Seconds between two probes of readiness.
    public var readyPeriod: Int
}

/// What one copy gets.
public struct SizePlan: Sendable, Equatable {
    /// Thousandths of a processor that are reserved.
    public var cpu: Int
    /// MiB of memory that are reserved.
    public var memory: Int
    /// Thousandths of a processor at most.
    public var cpuLimit: Int
    /// MiB at most.
    public var memoryLimit: Int
}

/// How many copies run.
public struct ScalePlan: Sendable, Equatable {
    /// Least.
    public var min: Int
    /// Most.
    public var max: Int
    /// Processor use in per cent that is aimed at.
    public var cpu: Int?
    /// Requests a second and copy that are aimed at.
    public var requests: Int?
    /// Milliseconds of latency above which copies are added.
    public var latency: Int?
    /// Entries of the backlog a copy works off.
    public var backlog: Int?
    /// Seconds before copies are taken away.
    public var downWindow: Int
    /// Seconds before copies are added.
    public var upWindow: Int
}

/// Long-lived connections.
public struct WebSocketPlan: Sendable, Equatable {
    /// Seconds that a browser stays with its copy.
    public var stickiness: Int
    /// Seconds without a byte after which the balancer closes.
    public var idle: Int
}

/// A step between two versions of the database's tables.
public struct MigrationPlan: Sendable, Equatable {
    /// The command in the image.
    public var run: String
    /// Whether the version before goes on working with the new tables.
    public var compatible: Bool
}

/// A setting that is no secret.
public struct Setting: Sendable, Equatable {
    /// Its name in the environment.
    public var name: String
    /// Its value.
    public var value: String
}

/// Screens served as files.
public struct WebPlan: Sendable, Equatable {
    /// Its name: `pos`.
    public var name: String
    /// The public host, `pos.pixpos.cloud` or `*.pixpos.site`.
    public var host: String
    /// The folder of the build.
    public var path: String
    /// The bucket's name.
    public var bucket: String
    /// Days that replaced files are kept; nil when nothing is.
    public var versionDays: Int?
    /// Applications below one host, each with its path; empty for one at `/`.
    public var apps: [WebApplication]
    /// What the release does not have yet.
    public var notInRelease: String?
    /// Its line in the profile.
    public var line: Int
}

/// An application below a host.
public struct WebApplication: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its path, `/pos/`.
    public var path: String
    /// What the release does not have yet.
    public var notInRelease: String?
}
