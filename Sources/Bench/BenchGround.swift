import Base
import FoundationEssentials
import Organizations
import Postgres
import Store

/// The ground of a run: a temporary folder, a durable cluster of its own, and the bench's organization.
struct BenchGround {
    let folder: String
    let cluster: PrivateCluster
    let database: PostgresDatabase
    let venue: BenchVenue

    /// Makes everything, runs `body` on it, and removes everything again.
    static func with(
        _ settings: BenchSettings, _ schema: BenchSchema, _ body: (BenchGround) async throws -> Void
    ) async throws {
        let folder = settings.folder ?? "/tmp/hesap-bench-\(ProcessInfo.processInfo.processIdentifier)"
        let cluster = try PrivateCluster(
            ClusterSettings(
                folder: folder + "/cluster", sharedBuffersMebibytes: 128,
                connectionsMax: (settings.clients.max() ?? 0) + 48))
        try await cluster.start { say($0) }
        do {
            let ground = try await make(folder, cluster, settings, schema)
            try await body(ground)
            await ground.database.close()
        } catch {
            await cluster.stop()
            throw error
        }
        await cluster.stop()
        if settings.folder == nil { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func make(
        _ folder: String, _ cluster: PrivateCluster, _ settings: BenchSettings, _ schema: BenchSchema
    ) async throws -> BenchGround {
        _ = try await Migrator.run(cluster.url, schema.migrations)
        let connection = ConnectionSettings(url: cluster.url)
        let database = PostgresDatabase(
            requests: PoolSettings(connection, connections: 4),
            system: PoolSettings(connection, connections: 2), refusals: schema.refusals)
        let keys = try await ServerKeys.load(database, .live)
        let identity = Identity(database: database, surroundings: .live, keys: keys)
        say("Making an organization with \(settings.branches) branches by the real commands.")
        let venue = try await BenchVenue.make(
            branches: settings.branches, menu: settings.demoFolder, in: folder, identity)
        return BenchGround(folder: folder, cluster: cluster, database: database, venue: venue)
    }

    /// The cluster's settings that decide what a commit costs.
    func settings() async throws -> String {
        try await database.transaction(.system) { tx in try InvariantsStore.settings(in: tx) }
    }
}
