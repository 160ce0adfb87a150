import Base
import FoundationEssentials
import Glibc
import Store
import Testing

@testable import Postgres

@Suite(.serialized, .timeLimit(.minutes(10))) struct BackupTests {
    @Test func `a backup comes back as it was at a moment, and with everything`() async throws {
        let root = "/tmp/hesap-backup-\(getpid())-\(monotonicMicroseconds())"
        let cluster = try PrivateCluster(ClusterSettings(folder: root + "/live", isDurable: false))
        try await cluster.start()
        do {
            try await Direct.run(
                "create table kept (name text); insert into kept values ('first')", on: cluster.url)
            try await Backup.run(cluster, root + "/backup", keep: 1)
            let base = try await Backup.run(cluster, root + "/backup", keep: 1)
            #expect(Backup.bases(in: root + "/backup") == [base])
            try await Direct.run("insert into kept values ('second')", on: cluster.url)
            let moment = try await self.moment(cluster)
            try await Direct.run("insert into kept values ('third')", on: cluster.url)
            try await Backup.flush(cluster)
            #expect(try await restored(root, "moment", moment) == ["first", "second"])
            #expect(try await restored(root, "all", nil) == ["first", "second", "third"])
            try await refusals(cluster, root, base)
        } catch {
            await cluster.stop()
            throw error
        }
        await cluster.stop()
        try FileManager.default.removeItem(atPath: root)
    }

    private func moment(_ cluster: PrivateCluster) async throws -> Instant? {
        try await Task.sleep(for: .milliseconds(20))
        let answer = try await Direct.rows("select clock_timestamp()", on: cluster.url)
        try await Task.sleep(for: .milliseconds(20))
        return Instant.decode(answer.values[0])
    }

    private func restored(_ root: String, _ name: String, _ moment: Instant?) async throws -> [String?] {
        let settings = ClusterSettings(folder: "\(root)/\(name)", isDurable: false)
        try await Restore.run(root + "/backup", into: settings, to: moment)
        let copy = try PrivateCluster(settings)
        try await copy.start()
        let rows = try await Direct.rows("select name from kept", on: copy.url)
        // It can be written to, and does not write into the archive that it came from.
        try await Direct.run("insert into kept values ('later')", on: copy.url)
        let archive = try await Direct.rows(
            "select current_setting('archive_command')", on: copy.administratorURL)
        #expect(archive.values == ["/bin/true"])
        await copy.stop()
        return rows.values
    }

    private func refusals(_ cluster: PrivateCluster, _ root: String, _ base: Backup.Base) async throws {
        let running = cluster.settings
        await #expect(throws: BackupFault.self) { try await Restore.run(root + "/backup", into: running) }
        #expect(try await Direct.rows("select count(*) from kept", on: cluster.url).values == ["3"])
        let fresh = ClusterSettings(folder: root + "/fresh", isDurable: false)
        await #expect(throws: BackupFault.self) {
            try await Restore.run(
                root + "/backup", into: fresh, to: base.completedAt.advanced(seconds: -3600))
        }
        await #expect(throws: BackupFault.self) {
            try await Restore.run(root + "/backup", into: fresh, to: base.completedAt.advanced(seconds: 3600))
        }
        #expect(!FileManager.default.fileExists(atPath: fresh.folder), "half a copy was left")
    }
}
