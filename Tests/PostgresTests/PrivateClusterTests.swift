import FoundationEssentials
import Glibc
import Store
import Testing

@testable import Postgres

@Suite(.serialized, .timeLimit(.minutes(10))) struct PrivateClusterTests {
    /// A cluster in a folder of its own that is gone afterwards.
    private func lend(durable: Bool = false, _ body: (PrivateCluster) async throws -> Void) async throws {
        let folder = "/tmp/hesap-cluster-\(getpid())-\(monotonicMicroseconds())"
        let cluster = try PrivateCluster(ClusterSettings(folder: folder, isDurable: durable))
        do {
            try await cluster.start()
            try await body(cluster)
        } catch {
            await cluster.stop()
            _ = PrivateCluster.discard(folder)
            throw error
        }
        await cluster.stop()
        #expect(PrivateCluster.discard(folder))
    }

    @Test func `it starts on a socket alone, and stops`() async throws {
        try await lend { cluster in
            let told = try await Direct.rows(
                """
                select current_setting('listen_addresses'), current_setting('data_checksums'), datcollate,
                current_user::text, pg_get_userbyid(datdba) from pg_database where datname = current_database()
                """, on: cluster.url)
            #expect(told.values == ["", "on", "C", "hesap", "hesap"])
            #expect(PrivateCluster.runningURL(cluster.settings.folder) == cluster.url)
            let process = ClusterFolder(cluster.settings.folder).postmaster
            #expect(process != nil)
            await cluster.stop()
            #expect(kill(process ?? 1, 0) != 0)
            #expect(PrivateCluster.runningURL(cluster.settings.folder) == nil)
            try await cluster.start()
            #expect(try await Direct.rows("select 1", on: cluster.url).values == ["1"])
        }
    }

    @Test func `two servers cannot share a folder`() async throws {
        try await lend { cluster in
            let second = try PrivateCluster(cluster.settings)
            await #expect(throws: ClusterFault.self) { try await second.start() }
            #expect(try await Direct.rows("select 1", on: cluster.url).values == ["1"])
        }
    }

    @Test func `after a killed server the next one adopts the cluster with its connections`() async throws {
        try await lend { cluster in
            let before = ClusterFolder(cluster.settings.folder).postmaster
            cluster.forget()
            let next = try PrivateCluster(cluster.settings)
            try await next.start()
            #expect(ClusterFolder(cluster.settings.folder).postmaster == before)
            await next.stop()
            #expect(kill(before ?? 1, 0) != 0)
        }
    }

    @Test func `one with other settings is started anew`() async throws {
        try await lend { cluster in
            cluster.forget()
            var settings = cluster.settings
            settings.sharedBuffersMebibytes = 24
            let next = try PrivateCluster(settings)
            try await next.start()
            #expect(
                try await Direct.rows("select current_setting('shared_buffers')", on: next.url).values == [
                    "24MB"
                ])
            await next.stop()
        }
    }

    @Test func `what was committed is there after the cluster itself was killed`() async throws {
        try await lend(durable: true) { cluster in
            try await Direct.run(
                "create table kept (id bigint); insert into kept (id) values (1)", on: cluster.url)
            let process = ClusterFolder(cluster.settings.folder).postmaster
            kill(process ?? 0, SIGQUIT)
            cluster.forget()
            try await cluster.start()
            #expect(try await Direct.rows("select id from kept", on: cluster.url).values == ["1"])
        }
    }

    @Test func `a deep folder gets a short path for its socket`() {
        let deep = ClusterFolder("/data/" + String(repeating: "deep/", count: 30) + "end")
        #expect(deep.socket.utf8.count + "/.s.PGSQL.5432.lock".utf8.count <= 107)
        #expect(ClusterFolder("/data/hesap").socket == "/data/hesap/socket")
    }
}
