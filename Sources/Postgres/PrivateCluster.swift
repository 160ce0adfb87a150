import CPq
import CShims
import FoundationEssentials
import Glibc
import Store
import Synchronization

/// A PostgreSQL cluster of our own in the data folder: on a Unix socket only, started and stopped with the
/// server.
///
/// It runs in a session of its own, so Ctrl-C in the terminal ends the server and not its database; after the
/// server was killed it goes on running, and the next server adopts it.
public final class PrivateCluster: Sendable {
    private struct Running {
        let process: Int32
        let lock: Int32
    }

    /// Its settings, the folder's path made absolute.
    public let settings: ClusterSettings
    let owner: ClusterOwner
    private let programs: ServerPrograms
    private let running = Mutex<Running?>(nil)

    /// A cluster in that folder; nothing is touched yet.
    public init(_ settings: ClusterSettings) throws {
        var absolute = settings
        absolute.folder = ClusterFolder.absolute(settings.folder)
        self.settings = absolute
        owner = try ClusterOwner.choose()
        programs = try ServerPrograms.find()
    }

    /// The address of the database `hesap` for the login role `hesap`, which owns the tables and is no
    /// superuser.
    public var url: String { address(user: "hesap", database: "hesap") }

    /// The address of the cluster's superuser, for administration and backups.
    public var administratorURL: String { address(user: "postgres", database: "postgres") }

    /// The address of another database of this cluster.
    public func address(user: String, database: String) -> String {
        "host='\(folder.socket)' port=5432 user='\(user)' dbname='\(database)'"
    }

    /// The folder of its socket, for programs that take host and user apart.
    public var socketFolder: String { folder.socket }

    /// The folder of PostgreSQL's own programs: `pgbench` and its like.
    public var programFolder: String { programs.folder }

    /// The process that all of its server's others are children of; nil when none runs.
    public var postmaster: Int32? { folder.postmaster }

    /// The address of a cluster in this folder that a server is running now; nil when none is.
    public static func runningURL(_ folder: String) -> String? {
        let folder = ClusterFolder(ClusterFolder.absolute(folder))
        guard folder.postmaster != nil else { return nil }
        return "host='\(folder.socket)' port=5432 user='hesap' dbname='hesap'"
    }

    /// Makes the cluster when the folder is empty, starts it or adopts the one that runs, and waits until it
    /// answers.
    ///
    /// `progress` gets a line for what takes longer than two seconds, or changes something outside the
    /// folder.
    public func start(progress: @escaping @Sendable (String) -> Void = { _ in }) async throws {
        try await OwnThread.perform("pg-cluster") { [self] in
            try FileManager.default.createDirectory(
                atPath: settings.folder, withIntermediateDirectories: true)
            let lock = try folder.lock()
            do {
                for opened in try owner.makeReachable(folder.cluster) {
                    progress("let the user \(owner.name) pass through \(opened) (chmod o+x)")
                }
                try makeCluster(progress)
                let process = try adopted(progress) ?? launch(progress)
                try makeDatabase()
                running.withLock { $0 = Running(process: process, lock: lock) }
            } catch {
                ClusterFolder.unlock(lock)
                throw error
            }
        }
    }

    /// Ends the cluster: open transactions are rolled back, everything committed is on disk.
    public func stop() async {
        guard let running = running.withLock({ $0.take() }) else { return }
        try? await OwnThread.perform("pg-cluster") {
            Self.end(running.process, signal: SIGINT)
            ClusterFolder.unlock(running.lock)
        }
    }

    /// Ends the cluster at once, blocking, as a crash would: for tests that do not need its files again.
    public func abandon() {
        guard let running = running.withLock({ $0.take() }) else { return }
        Self.end(running.process, signal: SIGQUIT)
        ClusterFolder.unlock(running.lock)
    }

    /// Lets go of the cluster without ending it, as a killed server does.
    func forget() {
        guard let running = running.withLock({ $0.take() }) else { return }
        ClusterFolder.unlock(running.lock)
    }

    /// Ends whatever runs in a cluster's folder that no server uses any more, and deletes the folder.
    ///
    /// False, and nothing is touched, while a server uses it.
    public static func discard(_ folder: String) -> Bool {
        let folder = ClusterFolder(ClusterFolder.absolute(folder))
        guard let lock = try? folder.lock() else { return false }
        defer { ClusterFolder.unlock(lock) }
        if let process = folder.postmaster { end(process, signal: SIGQUIT) }
        try? FileManager.default.removeItem(atPath: folder.socket)
        return (try? FileManager.default.removeItem(atPath: folder.path)) != nil
    }

    /// Runs one of PostgreSQL's programs as the cluster's owner, to its end. Blocks.
    func run(_ program: String, _ arguments: [String]) throws {
        try owner.program(programs.folder + "/" + program, arguments).run()
    }

    // MARK: - Steps

    private var folder: ClusterFolder { ClusterFolder(settings.folder) }

    private func makeCluster(_ progress: (String) -> Void) throws {
        try owner.makeFolder(folder.socket)
        if FileManager.default.fileExists(atPath: folder.cluster + "/PG_VERSION") { return }
        let fresh = folder.cluster + ".new"
        try? FileManager.default.removeItem(atPath: fresh)
        try owner.makeFolder(fresh)
        progress("making a PostgreSQL \(programs.version) cluster in \(folder.cluster)")
        let arguments = [
            "--pgdata=\(fresh)", "--username=postgres", "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C", "--data-checksums", "--no-instructions",
        ]
        try owner.program(programs.folder + "/initdb", arguments + (settings.isDurable ? [] : ["--no-sync"]))
            .run()
        // Finished WAL segments go nowhere until a backup says where: changing that needs no restart.
        let automatic = fresh + "/postgresql.auto.conf"
        try ((folder.read(automatic) ?? "") + "archive_command = '/bin/true'\n")
            .write(toFile: automatic, atomically: false, encoding: .utf8)
        try FileManager.default.moveItem(atPath: fresh, toPath: folder.cluster)
    }

    private var parameters: [String] {
        settings.parameters(socketFolder: folder.socket).flatMap { ["-c", "\($0.0)=\($0.1)"] }
    }

    /// The process of a cluster that a killed server has left running; one with other settings is ended
    /// first.
    private func adopted(_ progress: (String) -> Void) throws -> Int32? {
        guard let process = folder.postmaster else { return nil }
        guard folder.read(folder.startedWith) == parameters.joined(separator: "\n") else {
            Self.end(process, signal: SIGINT)
            return nil
        }
        // It may be on its way out, when it was told to stop a moment ago.
        return try waitUntilReady(process, progress) ? process : nil
    }

    private func launch(_ progress: (String) -> Void) throws -> Int32 {
        try parameters.joined(separator: "\n").write(
            toFile: folder.startedWith, atomically: true, encoding: .utf8)
        folder.rotateLog()
        let arguments = ["-D", folder.cluster] + parameters
        let log = try folder.openLog()
        defer { close(log) }
        let process = try owner.program(programs.folder + "/postgres", arguments).start(output: log)
        guard try waitUntilReady(process, progress) else { throw ClusterFault.didNotStart(folder.logTail) }
        return process
    }

    /// False when the process ends first.
    private func waitUntilReady(_ process: Int32, _ progress: (String) -> Void) throws -> Bool {
        let started = monotonicMicroseconds()
        var told = started
        while true {
            let now = monotonicMicroseconds()
            guard Self.isRunning(process) else { return false }
            if unsafe PQping(administratorURL) == PQPING_OK { return true }
            guard now - started < 600_000_000 else { throw ClusterFault.didNotStart(folder.logTail) }
            if now - told > 2_000_000 {
                told = now
                progress("PostgreSQL is still starting after \((now - started) / 1_000_000) s")
            }
            restThread(microseconds: 20_000)
        }
    }

    private func makeDatabase() throws {
        var limits = ConnectionSettings(url: administratorURL).unlimited
        limits.applicationName = "hesap"
        let connection = try Connection(limits)
        let known = try connection.roundTrip(["select 1 from pg_database where datname = 'hesap'"])
        guard known.first?.count == 0 else { return }
        for role in ["hesap login noinherit", "hesap_app nologin", "hesap_system nologin"] {
            let name = role.prefix { $0 != " " }
            let there = try connection.roundTrip(["select 1 from pg_roles where rolname = \(String(name))"])
            if there.first?.count == 0 { try connection.script("create role \(role)") }
        }
        try connection.script("grant hesap_app, hesap_system to hesap")
        try connection.script("create database hesap owner hesap")
        var inside = limits
        inside.url = address(user: "postgres", database: "hesap")
        try Connection(inside).script("alter schema public owner to hesap")
    }

    private static func isRunning(_ process: Int32) -> Bool {
        var status: Int32 = 0
        // Our own child must be reaped, an adopted one cannot be.
        if unsafe hesap_reap(process, &status, 0) == 1, status != 127 { return false }
        return kill(process, 0) == 0
    }

    private static func end(_ process: Int32, signal: Int32) {
        kill(process, signal)
        let started = monotonicMicroseconds()
        var pressed = false
        while isRunning(process) {
            if !pressed, monotonicMicroseconds() - started > 30_000_000 {
                pressed = true
                kill(process, SIGQUIT)
            }
            restThread(microseconds: 5_000)
        }
    }
}
