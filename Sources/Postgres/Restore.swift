public import Base
import FoundationEssentials
import Store

/// Brings a backup back into a new data folder.
public enum Restore {
    /// Restores `backup` into `settings.folder` as it was at a moment, or with everything that was archived.
    ///
    /// Refuses a folder that has anything in it, and leaves none behind when it fails. The cluster is
    /// stopped again afterwards, and archives nothing until the next `Backup.run`: a restored copy must not
    /// write into the archive that it came from.
    public static func run(
        _ backup: String, into settings: ClusterSettings, to moment: Instant? = nil,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        let cluster = try PrivateCluster(settings)
        let source = BackupFolder(ClusterFolder.absolute(backup))
        let target = ClusterFolder(cluster.settings.folder)
        guard target.isEmpty else { throw BackupFault.notEmpty(target.path) }
        guard
            let base = source.bases.last(where: {
                moment == nil || $0.completedAt <= moment ?? $0.completedAt
            })
        else {
            throw BackupFault.noBase(source.path)
        }
        do {
            try await OwnThread.perform("pg-restore") {
                progress("copying \(base.folder)")
                try FileManager.default.createDirectory(
                    atPath: target.path, withIntermediateDirectories: true)
                _ = try cluster.owner.makeReachable(target.cluster)
                try cluster.owner.makeFolder(target.cluster)
                try Program("cp", ["-a", base.folder + "/.", target.cluster]).run()
                try direct(target, from: source, to: moment)
            }
            progress("replaying the changes" + (moment.map { " until \($0.rfc3339)" } ?? ""))
            try await replay(cluster, target, progress)
        } catch {
            // Half a copy is no data folder: nobody may serve it, and the next try finds the place empty.
            try? FileManager.default.removeItem(atPath: target.path)
            throw error
        }
        progress("restored into \(target.path)")
    }

    private static func replay(
        _ cluster: PrivateCluster, _ target: ClusterFolder, _ progress: @escaping @Sendable (String) -> Void
    ) async throws {
        do {
            try await cluster.start(progress: progress)
            try await settle(cluster)
        } catch {
            await cluster.stop()
            throw BackupFault.notReached(target.logTail)
        }
        await cluster.stop()
    }

    /// Tells the copy how to recover: from where, and until when.
    private static func direct(_ target: ClusterFolder, from source: BackupFolder, to moment: Instant?) throws
    {
        let wal = ShellWord.quoted(source.wal).replacing("%", with: "%%")
        var lines = [
            "archive_command = '/bin/true'",
            "restore_command = '\("cp \(wal)/%f %p".replacing("'", with: "''"))'",
            "recovery_target_timeline = 'latest'", "recovery_target_action = 'promote'",
        ]
        if let moment { lines.append("recovery_target_time = '\(moment.sql)'") }
        let path = target.cluster + "/postgresql.auto.conf"
        let before = target.read(path) ?? ""
        try (before + "\n" + lines.joined(separator: "\n") + "\n").write(
            toFile: path, atomically: false, encoding: .utf8)
        try "".write(toFile: target.cluster + "/recovery.signal", atomically: false, encoding: .utf8)
    }

    /// Waits for the end of the recovery and takes its directions out again.
    private static func settle(_ cluster: PrivateCluster) async throws {
        try await OwnThread.perform("pg-restore") {
            let connection = try Connection(ConnectionSettings(url: cluster.administratorURL).unlimited)
            let recovering: SQL = "select pg_is_in_recovery()"
            while try connection.roundTrip([recovering]).first?.values.first == "t" {
                restThread(microseconds: 50_000)
            }
            for name in [
                "restore_command", "recovery_target_time", "recovery_target_timeline",
                "recovery_target_action",
            ] {
                try connection.script("alter system reset \(name)")
            }
        }
    }
}
