import Base
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@Suite(.database) struct TransactionTests {
    init() async throws { try await Cups.makeTables() }

    private struct Spilled: Error {}

    private enum CupRefusal: Refusal {
        case blue
        var problem: Problem { Problem(422, "cup_blue") }
    }

    @Test func `a body knows the request that it works for`() async throws {
        let work = Observation(request: "r1", span: nil)
        let known = try await Observation.$current.withValue(work) {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { _ in
                Observation.current?.request
            }
        }
        let unknown = try await TestDatabase.current.transaction(.organization(Cups.mine)) { _ in
            Observation.current?.request
        }
        #expect(known == "r1" && unknown == nil)
    }

    @Test func `what is written is there after the commit`() async throws {
        let db = TestDatabase.current
        let affected = try await db.transaction(.organization(Cups.mine)) { tx in
            try tx.run("insert into cups (id, colour) values (\(3), \("white")), (\(4), \("ünlü 'çay'"))")
        }
        #expect(affected == 2)
        let cups = try await db.transaction(.organization(Cups.mine), .read) { tx in
            try tx.rows("select id, colour from cups order by id", as: (Int, String).self).map {
                "\($0.0) \($0.1)"
            }
        }
        #expect(cups == ["1 red", "2 green", "3 white", "4 ünlü 'çay'"])
    }

    @Test func `an error in the body undoes everything and runs nothing that waits for the commit`()
        async throws
    {
        let after = Tally()
        await #expect(throws: Spilled.self) {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                try tx.run("update cups set colour = 'black' where id = 1")
                tx.later("update cups set colour = 'black' where id = 2")
                tx.afterCommit { after.add() }
                throw Spilled()
            }
        }
        #expect(try await Cups.colour(1) == "red")
        #expect(after.count == 0)
    }

    @Test func `what waits for the commit runs after it`() async throws {
        let after = Tally()
        try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
            tx.later("update cups set colour = 'black' where id = 1")
            tx.afterCommit { after.add() }
        }
        #expect(after.count == 1)
        #expect(try await Cups.colour(1) == "black")
    }

    @Test(arguments: [true, false])
    func `a conditional write that touches another number of rows fails the transaction`(
        withReturning: Bool
    ) async throws {
        let kind = await failure {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                tx.later("update cups set colour = 'black' where id = 1", affecting: 1)
                tx.later(
                    withReturning
                        ? "update cups set colour = 'black' where id = 99 returning id"
                        : "update cups set colour = 'black' where id = 99", affecting: 1)
            }
        }
        #expect(kind == .rowCount(expected: 1, actual: 0))
        #expect(try await Cups.colour(1) == "red")
    }

    @Test func `the row count is known before the next answer is used`() async throws {
        let reached = Tally()
        let kind = await failure {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                tx.later("update cups set colour = 'black'", affecting: 1)
                _ = try tx.value("select colour from cups where id = 1", as: String.self)
                reached.add()
            }
        }
        #expect(kind == .rowCount(expected: 1, actual: 2))
        #expect(reached.count == 0)
        #expect(try await Cups.colour(1) == "red")
    }

    @Test func `a failure that the body swallows still fails the commit`() async throws {
        let kind = await failure {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                try tx.run("update cups set colour = 'black' where id = 1")
                _ = try? tx.run("insert into cups (id, colour) values (1, 'red')")
            }
        }
        #expect(kind == .constraint("cups_once"))
        #expect(try await Cups.colour(1) == "red")
    }

    @Test func `a constraint's violation is thrown as its refusal, from a statement and from the commit`()
        async throws
    {
        let db = pools(refusals: ["cups_never_blue": CupRefusal.blue])
        await #expect(throws: CupRefusal.blue) {
            try await db.transaction(.organization(Cups.mine)) { tx in
                try tx.run("insert into cups (id, colour) values (9, 'blue')")
            }
        }
        await #expect(throws: CupRefusal.blue) {
            try await db.transaction(.organization(Cups.mine)) { tx in
                tx.later("insert into cups (id, colour) values (9, 'blue')")
            }
        }
        await db.close()
    }

    @Test func `a command costs one round trip an answer, and one for the commit`() async throws {
        let trips = Notes<StatementKind>()
        let db = pools { _, kind in trips.add(kind) }
        try await db.transaction(.organization(Cups.mine)) { tx in
            _ = try tx.value("select colour from cups where id = 1 for update", as: String.self)
            tx.later("update cups set colour = 'black' where id = 1", affecting: 1)
            tx.later("insert into cups (id, colour) values (5, 'white')")
        }
        #expect(trips.all == [.select, .commit])
        try await db.transaction(.organization(Cups.mine)) { tx in
            tx.later("update cups set colour = 'red' where id = 1", affecting: 1)
        }
        #expect(trips.all.count == 3)
        try await db.transaction(.organization(Cups.mine)) { _ in }
        #expect(trips.all.count == 3)
        await db.close()
    }

    @Test func `several questions go out together and their answers come in order`() async throws {
        let answers = try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
            tx.later("update cups set fill = 7 where id = 2")
            return try tx.all([
                "select fill from cups where id = 2", "update cups set fill = 8 where id = 2",
                "select fill from cups where id = 2",
            ])
        }
        #expect(answers.map(\.values) == [["7"], [], ["8"]])
        #expect(answers[1].affected == 1)
    }

    @Test func `thousands of writes may wait for the commit`() async throws {
        try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
            for id in 10..<3010 {
                tx.later("insert into cups (id, colour) values (\(id), \("white"))", affecting: 1)
            }
        }
        let count = try await TestDatabase.current.rowsAsOwner("select count(*) from cups")
        #expect(count.values == ["3002"])
    }

    @Test func `a reading transaction refuses to write, a snapshot sees one moment`() async throws {
        let db = TestDatabase.current
        let kind = await failure {
            try await db.transaction(.organization(Cups.mine), .read) { tx in try tx.run("delete from cups") }
        }
        #expect(kind == .other("25006"))
        let url = db.url
        let (before, after) = try await db.transaction(.organization(Cups.mine), .snapshot) { tx in
            let before = try tx.value("select count(*) from cups", as: Int.self)
            try outside("insert into cups (id, colour) values (77, 'red')", url)
            return (before, try tx.value("select count(*) from cups", as: Int.self))
        }
        #expect(before == 2 && after == 2)
    }

    @Test func `a zero byte in a value is refused and the transaction undone`() async throws {
        let kind = await failure {
            try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                try tx.run("update cups set colour = 'black' where id = 1")
                try tx.run("update cups set colour = \("re\0d") where id = 2")
            }
        }
        #expect(kind == .other("22021"))
        #expect(try await Cups.colour(1) == "red")
    }
}
