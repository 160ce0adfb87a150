public import Base
import FoundationEssentials
import Glibc
import Store

/// Copies of a private cluster: whole ones (`base-…`) and every change since (`wal/`), in one folder.
///
/// The first run switches on the copying of finished WAL segments into the folder, at least one a minute; so
/// a restore can reach any moment after the first whole copy, and a lost machine costs a minute at most.
public enum Backup {
    /// A whole copy.
    public struct Base: Sendable, Equatable {
        /// Its folder.
        public let folder: String
        /// When it was complete: the earliest moment that it can be restored to.
        public let completedAt: Instant
    }

    /// Takes a whole copy of the running cluster, checks it, and keeps the newest `keep` of them with the WAL
    /// they need.
    ///
    /// Works beside a running server; `progress` gets a line a step.
    @discardableResult
    public static func run(
        _ cluster: PrivateCluster, _ folder: String, keep: Int = 7, surroundings: Surroundings = .live,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Base {
        try await OwnThread.perform("pg-backup") {
            let folder = BackupFolder(ClusterFolder.absolute(folder))
            let connection = try Connection(ConnectionSettings(url: cluster.administratorURL).unlimited)
            try folder.prepare(cluster)
            try archive(into: folder, connection)
            let part = "\(folder.path)/base.part"
            try? FileManager.default.removeItem(atPath: part)
            try cluster.owner.makeFolder(part)
            progress("copying the cluster")
            try cluster.run(
                "pg_basebackup",
                [
                    "--dbname=\(cluster.administratorURL)", "--pgdata=\(part)", "--wal-method=stream",
                    "--checkpoint=fast", "--no-password",
                ])
            progress("checking the copy")
            try cluster.run("pg_verifybackup", ["--quiet", part])
            let now = surroundings.now()
            let base = Base(folder: folder.base(now), completedAt: now)
            try FileManager.default.moveItem(atPath: part, toPath: base.folder)
            try folder.prune(cluster, keep: max(1, keep))
            progress("the copy is complete: \(base.folder)")
            return base
        }
    }

    /// Closes the current WAL segment and waits until the archive has it: what is committed now can be
    /// restored.
    public static func flush(_ cluster: PrivateCluster) async throws {
        try await OwnThread.perform("pg-backup") {
            let connection = try Connection(ConnectionSettings(url: cluster.administratorURL).unlimited)
            let statement: SQL = "select pg_walfile_name(pg_switch_wal())"
            guard let segment = try connection.roundTrip([statement]).first?.values.first ?? nil else {
                return
            }
            let archived: SQL =
                "select coalesce(last_archived_wal >= \(segment), false) from pg_stat_archiver"
            for _ in 0..<600 {
                if try connection.roundTrip([archived]).first?.values.first == "t" { return }
                restThread(microseconds: 50_000)
            }
            throw BackupFault.archiveStuck
        }
    }

    /// The whole copies in a folder, oldest first.
    public static func bases(in folder: String) -> [Base] {
        BackupFolder(ClusterFolder.absolute(folder)).bases
    }

    private static func archive(into folder: BackupFolder, _ connection: Connection) throws {
        let wal = ShellWord.quoted(folder.wal).replacing("%", with: "%%")
        // Whole segments only: a copy that was cut short never gets the segment's name, another one is never
        // replaced.
        let command = """
            cmp -s %p \(wal)/%f || (test ! -f \(wal)/%f && cp %p \(wal)/%f.part && sync \(wal)/%f.part \
            && mv \(wal)/%f.part \(wal)/%f)
            """
        try connection.script("alter system set archive_command = '\(command.replacing("'", with: "''"))'")
        try connection.script("alter system set archive_timeout = 60")
        try connection.script("select pg_reload_conf()")
    }
}

/// Why a backup or a restore did not happen.
public enum BackupFault: Error, Sendable, CustomStringConvertible {
    /// No whole copy is old enough.
    case noBase(String)
    /// The folder to restore into has something in it, or a server runs on it.
    case notEmpty(String)
    /// The archive does not take WAL segments.
    case archiveStuck
    /// The server could not replay up to the moment; with its log.
    case notReached(String)

    /// What is wrong.
    public var description: String {
        switch self {
        case .noBase(let folder): "\(folder) has no whole copy that was complete by then"
        case .notEmpty(let folder): "\(folder) is not empty: restore into a new folder"
        case .archiveStuck: "the archive has not taken the last WAL segment within 30 s"
        case .notReached(let log):
            "the moment was not reached; is it later than the last archived change?\n\(log)"
        }
    }
}

/// A text as one word of a shell command.
enum ShellWord {
    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

/// The names inside a backup's folder.
struct BackupFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// The archived WAL segments.
    var wal: String { path + "/wal" }

    /// The folder of a whole copy that was complete at this moment; its name sorts by time.
    func base(_ moment: Instant) -> String {
        let text = String(moment.microseconds)
        return "\(path)/base-" + String(repeating: "0", count: max(0, 18 - text.utf8.count)) + text
    }

    /// The whole copies, oldest first.
    var bases: [Backup.Base] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix("base-"), let microseconds = Int64(name.dropFirst(5)) else { return nil }
            return Backup.Base(folder: "\(path)/\(name)", completedAt: Instant(microseconds: microseconds))
        }
    }

    /// Makes the folders, for the cluster's owner.
    func prepare(_ cluster: PrivateCluster) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try cluster.owner.makeFolder(wal)
        _ = try cluster.owner.makeReachable(wal)
    }

    /// Deletes whole copies but the newest, and WAL that none of the kept ones needs.
    func prune(_ cluster: PrivateCluster, keep: Int) throws {
        for base in bases.dropLast(keep) { try FileManager.default.removeItem(atPath: base.folder) }
        guard let oldest = bases.first,
            let label = try? String(contentsOfFile: oldest.folder + "/backup_label", encoding: .utf8),
            let start = label.firstRange(of: "(file "),
            let end = label[start.upperBound...].firstIndex(of: ")")
        else { return }
        try cluster.run("pg_archivecleanup", [wal, String(label[start.upperBound..<end])])
    }
}
