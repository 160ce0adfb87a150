import Store
import TestSupport
import Testing

@testable import Postgres

@Suite(.database) struct LaneTests {
    private let db: PostgresDatabase

    init() async throws {
        try await Cups.makeTables()
        db = pools(groups: 1)
    }

    private struct Spilled: Error {}

    /// What became of one command.
    private struct Outcome: Sendable {
        var transactions: [String] = []
        /// Of each run of its body, whether it ran on what the process knows.
        var runs: [Bool] = []
        var failure: String?
    }

    /// A command that fills a new cup; `more` comes before.
    private func fill(
        _ cup: Int, _ colour: String = "white",
        _ more: @escaping @Sendable (borrowing Transaction) throws -> Void = { _ in }
    ) async -> Outcome {
        let (transactions, runs) = (Notes<String>(), Notes<Bool>())
        var outcome = Outcome()
        do {
            try await db.transaction(
                .organization(Cups.mine), touching: Touch(["cup \(cup)"])
            ) { tx in
                runs.add(tx.trusts)
                try more(tx)
                let row: SQL = "(\(cup)::bigint, \(colour)::text)"
                tx.later(
                    """
                    insert into cups (id, colour) select v.* from (values \(rows: [row])) as v (id)
                    where v.id is not null
                    """)
                tx.afterCommit(knowing: { transactions.add($0 ?? "alone") })
            }
        } catch { outcome.failure = "\(error)" }
        (outcome.transactions, outcome.runs) = (transactions.all, runs.all)
        return outcome
    }

    /// Holds the lane's only connection until all of these commands wait for it, or have gone their own way;
    /// gives what became of them, in their order.
    private func together(
        _ commands: [@Sendable (LaneTests) async -> Outcome]
    ) async throws -> [Outcome] {
        let (gate, holds, ended) = (Gate(), Tally(), Tally())
        async let holder: Void = db.transaction(
            .organization(Cups.mine), touching: Touch(["nothing"])
        ) { tx in
            tx.afterCommit {
                holds.add()
                gate.wait()
            }
        }
        try await untilTrue { holds.count == 1 }
        let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
            for (place, command) in commands.enumerated() {
                group.addTask {
                    let outcome = await command(self)
                    ended.add()
                    return (place, outcome)
                }
                // They queue in this order.
                for _ in 0..<10_000 where (db.lane?.waiting ?? 0) + ended.count <= place {
                    do { try await Task.sleep(for: .milliseconds(1)) } catch {}
                }
            }
            gate.open()
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        try await holder
        return outcomes.sorted { $0.key < $1.key }.map(\.value)
    }

    @Test func `a command runs while it comes, before its group sets out`() async throws {
        let ran = Tally()
        let outcomes = try await together([
            { await $0.fill(10) { _ in ran.add() } },
            { lane in
                #expect(ran.count == 1)
                return await lane.fill(11)
            },
        ])
        #expect(outcomes.map(\.runs) == [[true], [true]])
        await db.close()
    }

    @Test func `commands that wait at the same moment commit together`() async throws {
        let outcomes = try await together((10...14).map { cup in { await $0.fill(cup) } })
        #expect(Set(outcomes.flatMap(\.transactions)).count == 1)
        #expect(outcomes.allSatisfy { $0.runs == [true] && $0.transactions.count == 1 })
        for cup in 10...14 { #expect(try await Cups.colour(cup) == "white") }
        await db.close()
    }

    @Test func `a refusal in a group is asked for again alone and leaves the others`() async throws {
        let outcomes = try await together([
            { await $0.fill(10) }, { await $0.fill(11) { _ in throw Spilled() } }, { await $0.fill(12) },
        ])
        #expect(outcomes[1].runs == [true, false] && outcomes[1].failure != nil)
        #expect(outcomes[0].runs == [true] && outcomes[0].transactions == outcomes[2].transactions)
        #expect(try await Cups.colour(11) == nil)
        #expect(try await Cups.colour(12) == "white")
        await db.close()
    }

    @Test func `a write that the database refuses undoes the group and everyone runs alone`() async throws {
        let outcomes = try await together([
            { await $0.fill(10) }, { await $0.fill(11, "blue") }, { await $0.fill(12) },
        ])
        #expect(outcomes.map(\.runs) == [[true, false], [true, false], [true, false]])
        #expect(outcomes[1].failure != nil && outcomes[1].transactions.isEmpty)
        #expect(outcomes[0].transactions == ["alone"] && outcomes[2].transactions == ["alone"])
        #expect(try await Cups.colour(10) == "white")
        #expect(try await Cups.colour(11) == nil)
        await db.close()
    }

    @Test func `who asks for more than what is known runs alone`() async throws {
        let outcomes = try await together([
            { await $0.fill(10) { tx in _ = try tx.rows("select id from cups", as: Int.self) } },
            { await $0.fill(11) },
        ])
        #expect(outcomes[0].runs == [true, false] && outcomes[0].failure == nil)
        #expect(outcomes[1].runs == [true])
        await db.close()
    }

    /// The cup's filling as the asker takes it to be.
    private static func filling(_ cup: Int, _ expected: Int) -> KeyedRead {
        KeyedRead("cup", "\(cup)", expecting: ["\(expected)"]) { cups in
            "select id, fill from cups where id = any(\(cups)::bigint[]) order by id for update skip locked"
        }
    }

    @Test func `what is no longer so makes a command run alone before anything is written`() async throws {
        try await TestDatabase.current.asOwner("update cups set fill = 7 where id = 2")
        let outcomes = try await together([
            { await $0.fill(10) { tx in _ = try tx.read([LaneTests.filling(1, 0)]) } },
            { await $0.fill(11) { tx in if tx.trusts { _ = try tx.read([LaneTests.filling(2, 0)]) } } },
        ])
        #expect(outcomes[0].runs == [true])
        #expect(outcomes[1].runs == [true, false] && outcomes[1].failure == nil)
        await db.close()
    }

    @Test func `an answer is kept and proven for the next one who asks`() async throws {
        let read = KeyedRead("colours", "1") { cups in
            "select id, colour from cups where id = any(\(cups)::bigint[])"
        }
        let colours = Notes<String?>()
        let look: @Sendable (borrowing Transaction) throws -> Void = { tx in
            colours.add(try tx.read([read])[0].values.first ?? nil)
        }
        #expect(await fill(10, "white", look).runs == [true, false])
        #expect(await fill(11, "white", look).runs == [true])
        try await TestDatabase.current.asOwner("update cups set colour = 'black' where id = 1")
        #expect(await fill(12, "white", look).runs == [true, false])
        #expect(await fill(13, "white", look).runs == [true])
        #expect(colours.all == ["red", "red", "red", "black", "black"])
        await db.close()
    }

    @Test func `who touches the same goes with the next group, in order`() async throws {
        let outcomes = try await together([
            { await $0.fill(10) }, { await $0.fill(10) }, { await $0.fill(11) },
        ])
        #expect(outcomes[0].transactions == outcomes[2].transactions)
        #expect(outcomes[1].failure != nil)
        #expect(try await Cups.colour(10) == "white")
        await db.close()
    }

    @Test func `a row that somebody holds keeps nobody else waiting`() async throws {
        let (gate, held) = (Gate(), Tally())
        async let holder: Void = db.transaction(.organization(Cups.mine)) { tx in
            _ = try tx.rows("select id from cups where id = 1 for update", as: Int.self)
            held.add()
            gate.wait()
        }
        try await untilTrue { held.count == 1 }
        let outcomes = try await together([
            { await $0.fill(10) { tx in if tx.trusts { _ = try tx.read([LaneTests.filling(1, 0)]) } } },
            { await $0.fill(11) },
        ])
        #expect(outcomes[0].runs == [true, false] && outcomes[1].runs == [true])
        gate.open()
        try await holder
        await db.close()
    }

    @Test func `a lone command's proof and writes go out together`() async throws {
        let trips = Tally()
        let db = pools(groups: 1, observe: { _, _ in trips.add() })
        try await db.transaction(.organization(Cups.mine), touching: Touch([])) { tx in
            tx.later("update cups set fill = 1 where id = 1", affecting: 1)
        }
        #expect(trips.count == 1)
        #expect(try await Cups.fill(1) == 1)
        await db.close()
    }

    @Test func `another number of rows than expected undoes the group`() async throws {
        let outcomes = try await together([
            { await $0.fill(10) },
            { await $0.fill(11) { tx in tx.later("update cups set fill = 1 where id = 99", affecting: 1) } },
        ])
        #expect(outcomes[0].runs == [true, false] && outcomes[0].failure == nil)
        #expect(outcomes[1].failure != nil)
        #expect(try await Cups.colour(11) == nil)
        await db.close()
    }
}
