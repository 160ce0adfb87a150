import FoundationEssentials
import Glibc
import Postgres
import Synchronization

/// The one cluster of a test run: on a Unix socket in a folder of this process, without fsync, gone when the
/// run ends.
actor TestCluster {
    static let shared = TestCluster()
    private static let prefix = "hesap-test-"
    /// What `atexit` ends.
    private static let started = Mutex<PrivateCluster?>(nil)

    private var starting: Task<PrivateCluster, any Error>?
    private var copies = 0
    /// The next copy, made while a test runs.
    private var spare: Task<String, any Error>?
    /// Drops one after another, behind the tests' backs: each costs a checkpoint.
    private var dropping: Task<Void, Never>?

    /// A fresh copy of the template: its name, and the cluster that has it.
    func makeCopy() async throws -> (name: String, cluster: PrivateCluster) {
        let cluster = try await cluster()
        let ready = spare ?? copy(in: cluster)
        spare = copy(in: cluster)
        return (try await ready.value, cluster)
    }

    /// Takes a copy back, soon.
    func giveBack(_ name: String, in cluster: PrivateCluster) {
        let before = dropping
        dropping = Task {
            await before?.value
            try? await Direct.run(
                "drop database if exists \(name) with (force)", on: cluster.administratorURL)
        }
    }

    private func copy(in cluster: PrivateCluster) -> Task<String, any Error> {
        copies += 1
        let name = "test_\(copies)"
        return Task {
            let text = "create database \(name) owner hesap template test_template"
            try await Direct.run(text, on: cluster.administratorURL)
            return name
        }
    }

    private func cluster() async throws -> PrivateCluster {
        if let starting { return try await starting.value }
        let task = Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> PrivateCluster {
        removeStale()
        let cluster = try PrivateCluster(
            ClusterSettings(folder: "/tmp/\(prefix)\(getpid())", sharedBuffersMebibytes: 64, isDurable: false)
        )
        try await cluster.start()
        started.withLock { $0 = cluster }
        atexit { TestCluster.end() }
        precondition(cluster.url.hasPrefix("host='/"), "tests run on a local socket only")
        try await Direct.run("create database test_template owner hesap", on: cluster.administratorURL)
        try await Migrator.run(cluster.address(user: "hesap", database: "test_template"), Schema.migrations)
        return cluster
    }

    private static func end() {
        guard let cluster = started.withLock({ $0.take() }) else { return }
        cluster.abandon()
        _ = PrivateCluster.discard(cluster.settings.folder)
    }

    /// Ends and deletes what killed runs have left behind.
    private static func removeStale() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        where name.hasPrefix(prefix) {
            guard let process = Int32(name.dropFirst(prefix.count)), kill(process, 0) != 0 else { continue }
            _ = PrivateCluster.discard("/tmp/" + name)
        }
    }
}
