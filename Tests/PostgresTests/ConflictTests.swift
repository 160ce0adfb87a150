import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@Suite(.database) struct ConflictTests {
    init() async throws { try await Cups.makeTables() }

    @Test func `serialization conflicts run again until every change counts`() async throws {
        let db = pools(connections: 4, isolation: "serializable")
        let runs = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<5 { try await Self.addOne(db, runs) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await Cups.fill(1) == 20)
        #expect(runs.count > 20, "no conflict happened, so nothing was tested")
        #expect(db.statistics[0].counts.retries > 0)
        await db.close()
    }

    /// Reads, then writes: two at once conflict. A bounded number of tries may still lose, so the caller asks
    /// again.
    private static func addOne(_ db: PostgresDatabase, _ runs: Tally) async throws {
        for _ in 0..<50 {
            do {
                return try await db.transaction(.organization(Cups.mine)) { tx in
                    runs.add()
                    let fill = try tx.value("select fill from cups where id = 1", as: Int.self) ?? 0
                    try tx.run("update cups set fill = \(fill + 1) where id = 1")
                }
            } catch let error as DatabaseError where error.kind == .conflict { continue }
        }
    }

    @Test func `of two deadlocked transactions both happen, one of them the second time`() async throws {
        let db = pools(connections: 2)
        let runs = Tally()
        let locked = Tally()
        let bothLocked = Gate()
        try await TestDatabase.current.asAdministrator("alter role hesap set deadlock_timeout = '20ms'")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (first, second) in [(1, 2), (2, 1)] {
                group.addTask {
                    try await db.transaction(.organization(Cups.mine)) { tx in
                        let run = runs.add()
                        try tx.run("update cups set fill = fill + 1 where id = \(first)")
                        // Both of the first two runs hold their first row before they want the other one.
                        if locked.add() == 2 { bothLocked.open() }
                        if run <= 2 { bothLocked.wait() }
                        try tx.run("update cups set fill = fill + 1 where id = \(second)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(runs.count == 3)
        #expect(try await Cups.fill(1) == 2)
        #expect(try await Cups.fill(2) == 2)
        await db.close()
    }

    @Test func `a transaction that always conflicts is given up after four tries`() async throws {
        let runs = Tally()
        let kind = await failure {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                runs.add()
                try tx.run("do $$ begin raise exception using errcode = 'serialization_failure'; end $$")
            }
        }
        #expect(kind == .conflict)
        #expect(runs.count == 4)
    }

    @Test func `a statement and a lock that take too long are refused as such`() async throws {
        let db = pools(statementMilliseconds: 150, lockMilliseconds: 50)
        #expect(
            await failure {
                try await db.transaction(.organization(Cups.mine)) { tx in try tx.run("select pg_sleep(2)") }
            } == .timeout)
        let url = TestDatabase.current.url
        #expect(
            await failure {
                try await db.transaction(.organization(Cups.mine)) { tx in
                    let other = try Holding(url)
                    defer { other.release() }
                    try tx.run("update cups set fill = 1 where id = 1")
                }
            } == .timeout)
        #expect(try await Cups.fill(1) == 0)
        await db.close()
    }
}
