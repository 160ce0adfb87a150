public import Base
public import Checks
public import Organizations
public import Pages
public import Realtime
public import Store
public import Web

/// Everything that the handlers work with, put together once by the command line.
public struct Application: Sendable {
    /// The database, through the server's own roles.
    public let database: any Database
    /// Clock, ids, chance.
    public let surroundings: Surroundings
    /// Runs commands with their keys.
    public let runner: CommandRunner
    /// Signs people in and turns tokens into actors.
    public let identity: Identity
    /// What tills take money with.
    public let means: PaymentMeans
    /// The sockets' switchboard.
    public let hub: Hub
    /// The log.
    public let log: Log
    /// Spans.
    public let trace: Trace
    /// The server's own figures.
    public let metrics: Metrics
    /// How the server's parts are, for `/health` and `/ready`.
    public let health: Health
    /// The menus that guests read.
    public let pages: MenuPages
    let branches = BranchCache()
    let menus = MenuAnswers()
    /// The built screens.
    public let screens: StaticFiles?
    /// What browsers may do with our pages.
    public let security: SecurityHeaders
    /// Which other origins may call.
    public let crossOrigin: CrossOrigin
    /// Where the screens find API and sockets when they live elsewhere; empty for the same origin.
    public let screenConfiguration: JSON
    /// Opens `/metrics` and health details to callers that are not on this machine.
    public let metricsToken: Secret?
    /// Which parts of the server this process is.
    public let roles: Set<ServerRole>
    /// Writes without a token that one address may make in a minute.
    public let writesPerMinute: Int

    /// An application of these parts.
    public init(
        database: any Database, surroundings: Surroundings, runner: CommandRunner, identity: Identity,
        means: PaymentMeans, hub: Hub, log: Log, trace: Trace, metrics: Metrics, health: Health,
        screens: StaticFiles?, security: SecurityHeaders, crossOrigin: CrossOrigin, screenConfiguration: JSON,
        metricsToken: Secret?, roles: Set<ServerRole> = Set(ServerRole.allCases),
        writesPerMinute: Int = 120
    ) {
        self.database = database
        self.surroundings = surroundings
        self.runner = runner
        self.identity = identity
        self.means = means
        self.hub = hub
        self.log = log
        self.trace = trace
        self.metrics = metrics
        self.health = health
        self.screens = screens
        pages = MenuPages(database: database, surroundings: surroundings, security: security)
        self.security = security
        self.crossOrigin = crossOrigin
        self.screenConfiguration = screenConfiguration
        self.metricsToken = metricsToken
        self.roles = roles
        self.writesPerMinute = writesPerMinute
    }
}
