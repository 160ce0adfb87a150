import Base
import Ledger
import Organizations
import Store
import TestSupport
import Testing

/// A small generator whose numbers a seed repeats.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// A balanced journal over random accounts.
func randomPostings(_ chance: inout Seeded) -> [Posting] {
    let accounts: [AccountCode] = [
        .drawer, .safe, .checkClearing, .revenue(100), .revenue(1000), .revenue(2000), .kdvPayable(1000),
        .tipsPayable,
        .pspReceivable("simulator"), .voucherReceivable("multinet"), .suspense,
    ]
    var postings: [Posting] = []
    var total: Int64 = 0
    for _ in 0..<Int.random(in: 1...5, using: &chance) {
        let amount = Int64.random(in: 1...1_000_000, using: &chance)
        postings.append(.debit(accounts[Int.random(in: 0..<accounts.count, using: &chance)], amount))
        total += amount
    }
    for part in (try? Allocation.equal(total, into: Int.random(in: 1...4, using: &chance))) ?? [total] {
        postings.append(.credit(accounts[Int.random(in: 0..<accounts.count, using: &chance)], part))
    }
    return postings.shuffled(using: &chance)
}

@Suite(.database)
struct CheckpointTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `random journals: balances equal an own count, folded or not`(seed: UInt64) async throws {
        let books = try await Books.make()
        let db = TestDatabase.current
        var chance = Seeded(state: seed)
        var counted: [AccountCode: Int64] = [:]
        for round in 0..<120 {
            let postings = randomPostings(&chance)
            try await books.post(books.draft(postings))
            for posting in postings {
                counted[posting.account, default: 0] +=
                    posting.side == posting.account.normal ? posting.amount : -posting.amount
            }
            if round.isMultiple(of: 17) { _ = try await FoldCheckpoints.run(db, db.surroundings) }
        }
        for (account, expected) in counted {
            #expect(try await books.amount(account) == expected, "seed \(seed) \(account.code)")
        }
        let report = try await LedgerVerification.run(db)
        #expect(report.isSound, "seed \(seed) \(report.lines)")
        #expect(report.checks.first?.examined == 120)
    }

    @Test func `folding beside sixteen writers loses and doubles nothing`() async throws {
        let books = try await Books.make()
        let db = TestDatabase.current
        try await withThrowingTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<15 {
                        try await books.post(books.draft([.debit(.drawer, 3), .credit(.revenue(1000), 3)]))
                    }
                }
            }
            group.addTask {
                for _ in 0..<25 { _ = try await FoldCheckpoints.run(db, db.surroundings) }
            }
            group.addTask {
                for _ in 0..<25 { _ = try await FoldCheckpoints.run(db, db.surroundings) }
            }
            try await group.waitForAll()
        }
        #expect(try await books.amount(.drawer) == 720)
        _ = try await FoldCheckpoints.run(db, db.surroundings)
        #expect(try await books.amount(.drawer) == 720)
        #expect(try await LedgerVerification.run(db).isSound)
    }

    @Test func `a transaction that is still running is not folded, and counted once it commits`() async throws
    {
        let books = try await Books.make()
        let db = TestDatabase.current
        try await books.post(books.draft([.debit(.drawer, 100), .credit(.safe, 100)]))
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let folded = Gate()
        let draft = books.draft([.debit(.drawer, 10), .credit(.safe, 10)])
        async let slow: Void = books.runner.run(.system(books.organization), command: books.branch.raw) {
            context, tx in
            try Journal.post(draft, context, in: tx)
            _ = try tx.value("select 1", as: Int.self)
            beginning.yield()
            folded.wait()
        }
        for await _ in began { break }
        try await books.post(books.draft([.debit(.drawer, 1), .credit(.safe, 1)]))
        _ = try await FoldCheckpoints.run(db, db.surroundings)
        #expect(try await books.amount(.drawer) == 101)
        folded.open()
        try await slow
        #expect(try await books.amount(.drawer) == 111)
        _ = try await FoldCheckpoints.run(db, db.surroundings)
        #expect(try await books.amount(.drawer) == 111)
        #expect(try await LedgerVerification.run(db).isSound)
    }
}
