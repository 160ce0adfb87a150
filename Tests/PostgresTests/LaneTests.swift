import Store
import TestSupport
import Testing

@testable import Postgres

@Suite(.database) struct LaneTests {
    private var db: PostgresDatabase

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

    // MARK: - A group behind a commit

    /// Holds the database up: in writing a cup of these colours, then in committing it.
    private struct Waits {
        private let gates = (writing: Gate(), committing: Gate())
        private let holders: [Task<Void, any Error>]

        init(_ db: PostgresDatabase) async throws {
            try await TestDatabase.current.asOwner(
                """
                create function wait_writing() returns trigger language plpgsql as $$ begin
                    perform set_config('lock_timeout', '30s', true), pg_advisory_xact_lock(1);
                    return null;
                end $$;
                create function wait_committing() returns trigger language plpgsql as $$ begin
                    perform pg_advisory_xact_lock(2);
                    if new.colour = 'broken' then raise 'a cup broke' using errcode = '23514'; end if;
                    return null;
                end $$;
                create trigger writing after insert on cups for each row
                    when (new.colour in ('heavy', 'broken')) execute function wait_writing();
                create constraint trigger committing after insert on cups deferrable initially deferred for each row
                    when (new.colour in ('heavy', 'broken')) execute function wait_committing();
                """)
            let held = Tally()
            holders = [(1, gates.writing), (2, gates.committing)].map { lock, gate in
                Task {
                    try await db.transaction(.organization(Cups.mine)) { tx in
                        _ = try tx.rows("select pg_advisory_xact_lock(\(lock))::text", as: String.self)
                        held.add()
                        gate.wait()
                    }
                }
            }
            try await untilTrue { held.count == 2 }
        }

        func letWrite() { gates.writing.open() }

        func letCommit() async throws {
            gates.committing.open()
            for holder in holders { try await holder.value }
        }
    }

    /// How many transactions wait for one of the locks of `Waits`, or for this one.
    private func heldUp(by lock: Int? = nil) async throws -> Int {
        try await TestDatabase.current.transaction(.organization(Cups.mine), .read) { tx in
            try tx.value(
                """
                select count(*) from pg_locks where locktype = 'advisory' and not granted
                    and objid = coalesce(\(lock)::bigint, objid::bigint)
                """, as: Int.self)
        } ?? 0
    }

    /// Cup 10 in this colour, and while its commit is held up cup 11 on its way; `then` comes before cup 10
    /// may be committed.
    private func behind(
        _ colour: String, _ then: () async throws -> Void = {}
    ) async throws -> (first: Outcome, second: Outcome) {
        let waits = try await Waits(db)
        let ended = Tally()
        async let first = { (lane: LaneTests) in
            defer { ended.add() }
            return await lane.fill(10, colour)
        }(self)
        try await untilTrue { try await heldUp() == 1 }
        async let second = fill(11)
        try await untilTrue { db.lane?.waiting == 1 }
        waits.letWrite()
        try await untilTrue { db.lane?.waiting == 0 }
        #expect(ended.count == 0)
        try await then()
        try await waits.letCommit()
        return await (first, second)
    }

    @Test func `while one group commits, the next one is on its way behind it`() async throws {
        let (first, second) = try await behind("heavy")
        #expect(first.runs == [true] && second.runs == [true])
        #expect(first.transactions.count == 1 && first.transactions != second.transactions)
        #expect(try await Cups.colour(10) == "heavy")
        #expect(try await Cups.colour(11) == "white")
        await db.close()
    }

    @Test func `a commit that is refused leaves the group behind it alone`() async throws {
        let (first, second) = try await behind("broken")
        #expect(first.runs == [true, false] && first.failure != nil && first.transactions.isEmpty)
        #expect(second.runs == [true] && second.transactions.count == 1)
        #expect(try await Cups.colour(10) == nil)
        #expect(try await Cups.colour(11) == "white")
        await db.close()
    }

    @Test func `a connection lost in a commit leaves the outcome open, and who is behind runs alone`()
        async throws
    {
        let (first, second) = try await behind("heavy") {
            try await TestDatabase.current.asOwner(
                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted")
        }
        #expect(first.failure == "database: outcomeUnknown" && first.runs == [true])
        #expect(second.runs == [true, false] && second.transactions == ["alone"])
        #expect(try await Cups.colour(11) == "white")
        await db.close()
    }

    // MARK: - Many groups in a row

    /// The same on another database object.
    private func with(_ other: PostgresDatabase) async -> LaneTests {
        await db.close()
        var copy = self
        copy.db = other
        return copy
    }

    /// Writes down in a cup which of the database's processes wrote it; all who do wait for each other.
    private static func sign(_ cup: Int) -> @Sendable (LaneTests) async -> Outcome {
        { lane in
            let runs = Notes<Bool>()
            do {
                try await lane.db.transaction(
                    .organization(Cups.mine), touching: Touch(["the pen"])
                ) { tx in
                    runs.add(tx.trusts)
                    tx.later(
                        "update cups set colour = pg_backend_pid()::text where id = \(cup)", affecting: 1)
                }
                return Outcome(runs: runs.all)
            } catch { return Outcome(runs: runs.all, failure: "\(error)") }
        }
    }

    @Test func `after so many groups in a row their connection is replaced when it is too old`()
        async throws
    {
        for cup in 10...14 { #expect(await fill(cup).failure == nil) }
        let few = await with(pools(lifetimeSeconds: 0, groups: 1, groupsInARow: 2))
        // The first of these goes behind the group of the one that holds the connection.
        let outcomes = try await few.together((10...14).map { LaneTests.sign($0) })
        #expect(outcomes.allSatisfy { $0.runs == [true] && $0.failure == nil })
        var writers: [String] = []
        for cup in 10...14 { writers.append(try #require(try await Cups.colour(cup))) }
        #expect(writers[1] == writers[2] && writers[3] == writers[4])
        #expect(Set(writers).count == 3)
        await few.db.close()
    }

    @Test func `nobody sets out behind the last group of a row, and who waits goes with the next row`()
        async throws
    {
        let lone = await with(pools(groups: 1, groupsInARow: 1))
        let waits = try await Waits(lone.db)
        async let first = lone.fill(10, "heavy")
        try await untilTrue { try await heldUp() == 1 }
        async let second = lone.fill(11)
        try await untilTrue { lone.db.lane?.waiting == 1 }
        waits.letWrite()
        try await untilTrue { try await heldUp(by: 2) == 1 }
        try await Task.sleep(for: .milliseconds(30))
        #expect(lone.db.lane?.waiting == 1)
        try await waits.letCommit()
        #expect(await first.runs == [true])
        #expect(await second.runs == [true])
        #expect(await lone.fill(12).runs == [true])
        await lone.db.close()
    }
}
