import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@Suite(.database) struct ConnectionLossTests {
    init() async throws { try await Cups.makeTables() }

    private static let killApp = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'hesap' and usename = 'hesap' and datname = current_database()
        """

    @Test func `a connection that was killed while idle is replaced unseen`() async throws {
        let db = pools(connections: 1)
        try await db.transaction(.organization(Cups.mine)) { tx in try tx.run("select 1") }
        try await TestDatabase.current.asAdministrator(Self.killApp)
        try await untilGone()
        try await db.transaction(.organization(Cups.mine)) { tx in
            tx.later("update cups set fill = 3 where id = 1", affecting: 1)
        }
        #expect(try await Cups.fill(1) == 3)
        await db.close()
    }

    @Test func `a transaction whose connection is killed in the middle runs again`() async throws {
        let db = pools(connections: 1)
        let runs = Tally()
        let administrator = TestDatabase.current.administratorURL
        try await db.transaction(.organization(Cups.mine)) { tx in
            let run = runs.add()
            try tx.run("update cups set fill = fill + 1 where id = 1")
            if run == 1 { try outside(Self.killApp, administrator) }
            try tx.run("update cups set fill = fill + 1 where id = 2")
        }
        #expect(runs.count == 2)
        #expect(try await Cups.fill(1) == 1)
        #expect(try await Cups.fill(2) == 1)
        await db.close()
    }

    @Test func `a connection lost while committing leaves the outcome unknown, and nothing runs again`()
        async throws
    {
        try await TestDatabase.current.asOwner(
            """
            create function die() returns trigger language plpgsql security definer as $$
            begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$;
            create constraint trigger cups_die after update on cups deferrable initially deferred
                for each row execute function die();
            """)
        let runs = Tally()
        let kind = await failure {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                runs.add()
                try tx.run("update cups set fill = 1 where id = 1")
            }
        }
        #expect(kind == .outcomeUnknown)
        #expect(runs.count == 1)
    }

    @Test func `a prepared statement that no longer fits is prepared again`() async throws {
        let db = pools(connections: 1)
        func fill() async throws -> String? {
            try await db.transaction(.organization(Cups.mine)) { tx in
                try tx.value("select fill from cups where id = 1", as: String.self)
            }
        }
        #expect(try await fill() == "0")
        try await TestDatabase.current.asOwner(
            "alter table cups alter column fill type text using 'f' || fill")
        #expect(try await fill() == "f0")
        try await db.transaction(.organization(Cups.mine)) { tx in try tx.run("deallocate all") }
        #expect(try await fill() == "f0")
        await db.close()
    }

    private func untilGone() async throws {
        for _ in 0..<200 {
            let left = try await TestDatabase.current.rowsAsAdministrator(
                """
                select count(*) from pg_stat_activity
                where application_name = 'hesap' and usename = 'hesap' and datname = current_database()
                """)
            if left.values == ["0"] { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
