import API
import Base
import CShims
import Checks
import Connectors
import HTTPClient
import Kitchen
import Ledger
import Organizations
import Pages
import Payments
import Postgres
import Printing
import Realtime
import Store
import Web
import Workers

/// The parts of a running server, joined: the only place that knows both rules and drivers.
struct Server: Sendable {
    let configuration: Configuration
    let database: PostgresDatabase
    let surroundings: Surroundings
    let identity: Identity
    let runner: CommandRunner
    let hub: Hub
    let log: Log
    let metrics: Metrics
    let means: PaymentMeans
    private let spans: SpanBuffer?
    private let notices: FrameNotices
    private let pages: MenuPages
    private let screens: StaticFiles?
    private let web: WebServer
    private let access: AccessLog
    private let archive: ArchiveWatch

    init(_ configuration: Configuration, _ home: DatabaseHome) async throws {
        let surroundings = Surroundings.live
        let metrics = Metrics()
        let log = Server.log(configuration)
        let database = home.database { microseconds, kind in
            metrics.queryTime[kind.rawValue].observe(microseconds: microseconds)
        }
        let keys = try await ServerKeys.load(
            database, surroundings, tokens: try SigningKeys.configured(configuration.tokens))
        let identity = Identity(
            database: database, surroundings: surroundings, keys: keys,
            sessionSeconds: configuration.tokens.lifetime.components.seconds)
        let hub = Hub(database: database, surroundings: surroundings, log: log) { organization, branch in
            try await database.transaction(.organization(organization.raw), .snapshot) { tx in
                TodayView.shape.encode(
                    try TodayFigures.read(branch, of: organization, at: surroundings.now(), in: tx))
            }
        }
        let notices = FrameNotices(url: home.url, hub: hub)
        let runner = CommandRunner(database: database, surroundings: surroundings) { branches in
            for branch in branches { hub.wake(branch) }
            notices.tell(branches)
        }
        self.configuration = configuration
        self.database = database
        self.surroundings = surroundings
        self.identity = identity
        self.runner = runner
        self.hub = hub
        self.log = log
        self.metrics = metrics
        self.notices = notices
        spans = configuration.traceEndpoint.map { _ in SpanBuffer() }
        let means = PaymentMeans(
            connectors: ConnectorSet([Simulator(database: database, surroundings: surroundings)]))
        self.means = means
        let application = Application(
            database: database, surroundings: surroundings, runner: runner, identity: identity,
            means: means, hub: hub, log: log, trace: Trace(surroundings, to: spans), metrics: metrics,
            health: Server.health(database, configuration, surroundings),
            screens: Server.screens(configuration), security: Server.security(configuration),
            crossOrigin: CrossOrigin(origins: configuration.corsOrigins),
            screenConfiguration: .object([]), metricsToken: configuration.metricsToken,
            roles: configuration.roles ?? Set(ServerRole.allCases))
        pages = application.pages
        screens = application.screens
        access = AccessLog(configuration)
        archive = ArchiveWatch(database, log, metrics)
        web = WebServer(Server.web(configuration, surroundings, access), handler: API(application))
        Server.observe(metrics, database, hub)
    }

    /// Takes connections from now on; gives the port.
    func listen() throws -> Int { Int(try web.start()) }

    /// Everything that goes on beside the requests, until cancelled.
    func work() async throws {
        try await withThrowingTaskGroup { group in
            if runs(.realtime) {
                group.addTask { try await hub.run() }
                group.addTask { try await notices.run() }
            }
            if runs(.processor) {
                let carrier = PrintCarrier(runner, log)
                group.addTask { try await carrier.run() }
            }
            group.addTask { try await Workers(jobs, log: log, metrics: metrics).run() }
            try await group.waitForAll()
        }
    }

    /// Stops taking connections and lets what is under way end.
    func drain() async {
        await web.drain(within: 10)
        access.flush()
    }

    /// Ends the connections to the database.
    func close() async {
        notices.close()
        await database.close()
    }

    private func runs(_ role: ServerRole) -> Bool { configuration.roles?.contains(role) ?? true }

    private var jobs: [Job] {
        let (database, surroundings, runner, means) = (database, surroundings, runner, means)
        var jobs: [Job] = []
        if runs(.gateway) {
            let pages = pages
            jobs.append(Job("refresh-pages", everySeconds: 0.5) { try await pages.refresh() })
        }
        if let screens {
            jobs.append(Job("reload-screens", everySeconds: 2) { screens.reloadIfBuilt() })
        }
        if configuration.tls != nil {
            let (web, log) = (web, log)
            jobs.append(
                Job("reload-certificate", everySeconds: 2) {
                    switch web.reloadCertificate() {
                    case .unchanged: break
                    case .renewed: log.info("certificate renewed")
                    case .refused: log.warning("certificate and key do not fit; the earlier ones are shown")
                    }
                })
        }
        if runs(.processor) {
            jobs += [
                Job("seal-audit", everySeconds: 0.5) { _ = try await SealAudit.run(database) },
                Job("inquire-unknown", everySeconds: 2) {
                    _ = try await InquireUnknown.run(runner, means.connectors, CheckFollower(means))
                },
                Job("recover-attempts", everySeconds: 30) {
                    _ = try await RecoverAttempts.run(runner, means.connectors, CheckFollower(means))
                },
                Job("send-refunds", everySeconds: 2) {
                    _ = try await SendRefunds.run(runner, means.connectors, CheckFollower(means))
                },
                Job("requeue-prints", everySeconds: 5) {
                    _ = try await database.transaction(.system) { tx in
                        try MovePrintJob.requeueDue(at: surroundings.now(), in: tx)
                    }
                },
                Job("forget-prints", everySeconds: 3600) {
                    _ = try await database.transaction(.system) { tx in
                        try MovePrintJob.forgetPrinted(at: surroundings.now(), in: tx)
                    }
                },
                Job("fold-balances", everySeconds: 1) {
                    _ = try await FoldCheckpoints.run(database, surroundings)
                },
                Job("watch-archive", everySeconds: 10) { [archive] in try await archive.look() },
                Job("clear-kitchen", everySeconds: 3600) { try await ClearKitchen.everywhere(runner) },
                Job("housekeeping", everySeconds: 3600) {
                    _ = try await Housekeeping.run(database, surroundings)
                },
            ]
        }
        jobs.append(
            Job("count-backlog", everySeconds: 10) { [database, surroundings, metrics] in
                try await Backlog.count(database, surroundings, metrics)
            })
        jobs.append(Job("return-memory", everySeconds: 60) { hesap_memory_trim() })
        if let spans, let endpoint = configuration.traceEndpoint {
            let export = ExportSpans(
                spans, to: endpoint, service: configuration.traceService, version: Version.number,
                client: HTTPClient())
            jobs.append(Job("export-spans", everySeconds: 2) { try await export.run() })
        }
        return jobs
    }
}
