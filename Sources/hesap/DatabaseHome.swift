import Base
import Postgres
import Store

/// Where the data is: the configured database, or the private cluster in the data folder.
struct DatabaseHome: Sendable {
    let url: String
    /// The private cluster that this process started or adopted, and so has to stop; nil beside another
    /// server.
    let cluster: PrivateCluster?
    private let settings: DatabaseSettings

    /// Opens the configured database. Without one it uses the cluster that a running server keeps in the
    /// folder, or starts it.
    static func open(_ configuration: Configuration, say: @escaping @Sendable (String) -> Void) async throws
        -> DatabaseHome
    {
        let settings = configuration.database
        if let primary = settings.primary {
            return DatabaseHome(url: conninfo(primary), cluster: nil, settings: settings)
        }
        let folder = configuration.dataFolder + "/cluster"
        if let url = PrivateCluster.runningURL(folder) {
            return DatabaseHome(url: url, cluster: nil, settings: settings)
        }
        let cluster = try PrivateCluster(clusterSettings(configuration))
        try await cluster.start(progress: say)
        return DatabaseHome(url: cluster.url, cluster: cluster, settings: settings)
    }

    /// How the private cluster of a data folder is set up.
    static func clusterSettings(_ configuration: Configuration) -> ClusterSettings {
        ClusterSettings(folder: configuration.dataFolder + "/cluster")
    }

    /// The pools on it; see `ConnectionSettings.flushesLater`.
    func database(flushesLater: Bool = false, observe: StatementObserver? = nil) -> PostgresDatabase {
        let connect = Int(settings.connectTimeout.components.seconds)
        var connection = ConnectionSettings(url: url, connectSeconds: connect)
        connection.flushesLater = flushesLater
        var requests = connection
        requests.plansOnce = true
        let replica = settings.replica.map {
            PoolSettings(
                ConnectionSettings(url: DatabaseHome.conninfo($0), connectSeconds: connect),
                connections: settings.poolSize)
        }
        return PostgresDatabase(
            requests: PoolSettings(requests, connections: settings.poolSize),
            system: PoolSettings(connection, connections: max(2, settings.poolSize / 4)),
            replica: replica, refusals: Modules.refusals, observe: observe)
    }

    /// Brings the schema up to date.
    func migrate(say: @escaping @Sendable (String) -> Void) async throws {
        _ = try await Migrator.run(url, Modules.migrations, progress: say)
    }

    /// Tells the planner how full the tables are: for who fills them faster than PostgreSQL looks by itself.
    func analyze() async throws { try await Direct.run("analyze", on: url) }

    /// Stops what this process started.
    func close() async { await cluster?.stop() }

    /// libpq's keyword form of an address.
    static func conninfo(_ address: DatabaseAddress) -> String {
        address.parameters.map { parameter in
            let escaped = parameter.value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
            return "\(parameter.keyword)='\(String(escaped))'"
        }.joined(separator: " ")
    }
}
