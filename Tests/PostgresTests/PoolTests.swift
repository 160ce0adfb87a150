import Base
import Store
import Synchronization
import TestSupport
import Testing

@testable import Postgres

@Suite(.database) struct PoolTests {
    init() async throws { try await Cups.makeTables() }

    private static func use(_ db: PostgresDatabase) async throws {
        try await db.transaction(.organization(Cups.mine)) { tx in try tx.run("select 1") }
    }

    private static func hold(_ db: PostgresDatabase, until gate: Gate) async throws {
        try await db.transaction(.organization(Cups.mine)) { _ in gate.wait() }
    }

    @Test func `a caller gets no connection in time and hears so`() async throws {
        let db = pools(connections: 1, waitMilliseconds: 100)
        let gate = Gate()
        async let held: Void = Self.hold(db, until: gate)
        try await untilTrue { db.statistics[0].inUse == 1 }
        #expect(await failure { try await Self.use(db) } == .poolExhausted)
        gate.open()
        try await held
        try await Self.use(db)
        #expect(db.statistics[0].counts.refused == 1)
        await db.close()
    }

    @Test func `more waiters than allowed are refused at once`() async throws {
        let db = pools(connections: 1, waitersMax: 0)
        let gate = Gate()
        async let held: Void = Self.hold(db, until: gate)
        try await untilTrue { db.statistics[0].inUse == 1 }
        #expect(await failure { try await Self.use(db) } == .poolExhausted)
        gate.open()
        try await held
        await db.close()
    }

    @Test func `waiters are served in the order of their coming`() async throws {
        let db = pools(connections: 1)
        let order = Notes<Int>()
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Self.hold(db, until: gate) }
            try await untilTrue { db.statistics[0].inUse == 1 }
            for number in 0..<10 {
                group.addTask {
                    try await db.transaction(.organization(Cups.mine)) { _ in order.add(number) }
                }
                try await untilTrue { db.statistics[0].waiting == number + 1 }
            }
            gate.open()
            try await group.waitForAll()
        }
        #expect(order.all == Array(0..<10))
        #expect(db.statistics[0].counts.waits == 10)
        await db.close()
    }

    @Test func `a caller that is cancelled leaves the queue`() async throws {
        let db = pools(connections: 1)
        let gate = Gate()
        async let held: Void = Self.hold(db, until: gate)
        try await untilTrue { db.statistics[0].inUse == 1 }
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Self.use(db) }
                try await untilTrue { db.statistics[0].waiting == 1 }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        #expect(db.statistics[0].waiting == 0)
        gate.open()
        try await held
        await db.close()
    }

    @Test func `connections are opened when needed and closed when idle`() async throws {
        let db = pools(connections: 4, idleSeconds: 0)
        #expect(db.statistics[0].open == 0)
        try await Self.use(db)
        #expect(db.statistics[0].open <= 1)
        try await untilTrue { db.statistics[0].open == 0 }
        try await Self.use(db)
        await db.close()
    }

    @Test(arguments: [0, 1_800]) func `a connection is replaced when it is old`(lifetimeSeconds: Int)
        async throws
    {
        let db = pools(connections: 1, lifetimeSeconds: lifetimeSeconds)
        func backend() async throws -> Int? {
            try await db.transaction(.system) { tx in try tx.value("select pg_backend_pid()", as: Int.self) }
        }
        let (first, second) = try await (backend(), backend())
        #expect((first == second) == (lifetimeSeconds > 0))
        await db.close()
    }

    @Test func `callers one after another share one connection`() async throws {
        let db = pools(connections: 8)
        for _ in 0..<50 { try await Self.use(db) }
        #expect(db.statistics[0].open == 1)
        await db.close()
    }

    @Test func `a closed pool ends what runs and refuses what comes`() async throws {
        let db = pools(connections: 1)
        let done = Tally()
        async let held: Void = db.transaction(.organization(Cups.mine)) { tx in
            try tx.run("select pg_sleep(0.2)")
            done.add()
        }
        try await untilTrue { db.statistics[0].inUse == 1 }
        await db.close()
        #expect(done.count == 1)
        try await held
        #expect(await failure { try await Self.use(db) } == .poolExhausted)
    }

    @Test func `a replica takes the organizations' reads, the primary everything else`() async throws {
        let url = TestDatabase.current.url
        func pool(_ name: String) -> PoolSettings {
            PoolSettings(ConnectionSettings(url: url, applicationName: name))
        }
        let db = PostgresDatabase(requests: pool("primary"), system: pool("system"), replica: pool("replica"))
        func reached(_ scope: Scope, _ access: Access) async throws -> String? {
            try await db.transaction(scope, access) { tx in
                try tx.value("select current_setting('application_name')", as: String.self)
            }
        }
        #expect(try await reached(.organization(Cups.mine), .read) == "replica")
        #expect(try await reached(.organization(Cups.mine), .write) == "primary")
        #expect(try await reached(.organization(Cups.mine), .snapshot) == "primary")
        #expect(try await reached(.system, .read) == "system")
        #expect(db.statistics.map(\.name).prefix(3) == ["requests", "system", "replica"])
        await db.close()
    }

    @Test func `an address may be a URL, and what a connection is fixed to wins over the server's settings`()
        async throws
    {
        let parts = TestDatabase.current.url.split(separator: "'")
        let url =
            "postgres://hesap@/\(parts[5])?host=\(parts[1])&options=-c%20datestyle%3DGerman%20-c%20timezone%3DAsia/Tokyo"
        let pool = PoolSettings(ConnectionSettings(url: url, statementMilliseconds: 1234))
        let db = PostgresDatabase(requests: pool, system: pool)
        let told = try await db.transaction(.system) { tx in
            try tx.row(
                """
                select timestamptz '2026-11-21 09:00:00+00', current_setting('timezone'),
                current_setting('statement_timeout'), '\\x0a'::bytea
                """, as: (Instant, String, String, Bytes).self)
        }
        #expect(told?.0.rfc3339 == "2026-11-21T09:00:00.000Z")
        #expect(told?.1 == "UTC")
        #expect(told?.2 == "1234ms")
        #expect(told?.3 == Bytes([10]))
        await db.close()
    }

    @Test func `a server that is away is told at once, and not asked again and again`() async throws {
        let pool = PoolSettings(ConnectionSettings(url: "host=/tmp/hesap-nowhere user=hesap dbname=hesap"))
        let db = PostgresDatabase(requests: pool, system: pool)
        #expect(await failure { try await Self.use(db) } == .connection)
        await db.close()
    }
}

struct PoolStateTests {
    @Test func `the worker that worked last is woken first, then a new one starts, then jobs wait`() {
        var state = PoolState<String>(size: 2, waitersMax: 1)
        #expect(state.submit("a", id: 1, deadline: 10) == .start(0))
        #expect(state.submit("b", id: 2, deadline: 10) == .start(1))
        #expect(state.submit("c", id: 3, deadline: 10) == .queued(first: true))
        #expect(state.submit("d", id: 4, deadline: 10) == .refused)
        guard case .job("a") = state.take(0), case .job("b") = state.take(1) else {
            Issue.record("no jobs")
            return
        }
        guard case .job("c") = state.finished(0) else {
            Issue.record("the waiter was forgotten")
            return
        }
        guard case .rest = state.finished(0), case .rest = state.finished(1) else {
            Issue.record("no rest")
            return
        }
        #expect(state.inUse == 0 && state.present == 2)
        #expect(state.submit("e", id: 5, deadline: 10) == .wake(1))
    }

    @Test func `waiters whose time is over go, the others stay in line`() {
        var state = PoolState<String>(size: 1, waitersMax: 9)
        _ = state.submit("a", id: 1, deadline: 0)
        for (id, deadline) in [(2, 5), (3, 6), (4, 9)] {
            _ = state.submit("w\(id)", id: UInt64(id), deadline: Int64(deadline))
        }
        #expect(state.expire(at: 6) == ["w2", "w3"])
        #expect(state.nextDeadline == 9)
        #expect(state.cancel(4) == "w4")
        #expect(state.cancel(4) == nil)
        #expect(state.waiting == 0)
    }

    @Test func `an idle worker that gets a job while it leaves stays`() {
        var state = PoolState<String>(size: 1, waitersMax: 9)
        _ = state.submit("a", id: 1, deadline: 9)
        _ = state.take(0)
        _ = state.finished(0)
        #expect(state.submit("b", id: 2, deadline: 9) == .wake(0))
        guard case .job("b") = state.retire(0) else {
            Issue.record("the job was lost")
            return
        }
        _ = state.finished(0)
        guard case .leave = state.retire(0) else {
            Issue.record("it should leave")
            return
        }
        #expect(state.present == 0)
        #expect(state.submit("c", id: 3, deadline: 9) == .start(0))
    }
}
