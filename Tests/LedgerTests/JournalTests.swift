import Base
import Ledger
import Organizations
import Store
import TestSupport
import Testing

@Suite(.database)
struct JournalTests {
    @Test func `a sale in cash with a tip books both journals and balances`() async throws {
        let books = try await Books.make()
        for draft in saleInCash(books) { try await books.post(draft) }
        #expect(try await books.amount(.drawer) == 11_500)
        #expect(try await books.amount(.checkClearing) == 0)
        #expect(try await books.amount(.revenue(1000)) == 10_000)
        #expect(try await books.amount(.kdvPayable(1000)) == 1_000)
        #expect(try await books.amount(.tipsPayable) == 500)
        let trial = try await books.trial()
        #expect(trial.total.debits == trial.total.credits && trial.total.debits == 22_500)
        #expect(try await LedgerVerification.run(TestDatabase.current).isSound)
    }

    @Test func `two journals of one command on new accounts are booked together`() async throws {
        let books = try await Books.make()
        let sale = saleInCash(books)
        #expect(try await books.post(sale[0], sale[1]).count == 2)
        #expect(try await books.amount(.revenue(1000)) == 10_000)
    }

    @Test func `nothing moved, nothing booked`() async throws {
        let books = try await Books.make()
        #expect(try await books.post(books.draft([.debit(.drawer, 0), .credit(.safe, 0)])).isEmpty)
    }

    @Test func `a draft that does not balance, is too short or out of range is refused`() async throws {
        let books = try await Books.make()
        let most = JournalDraft.amountMax
        let wrong: [(LedgerRefusal, [Posting])] = [
            (.unbalanced, [.debit(.drawer, 100), .credit(.safe, 99)]),
            (.tooFewPostings, [.debit(.drawer, 100)]),
            (.badAmount, [.debit(.drawer, -1), .credit(.safe, -1)]),
            (.badAmount, [.debit(.drawer, most + 1), .credit(.safe, most + 1)]),
            (.overflow, Array(repeating: .debit(.drawer, most), count: 1025)),
        ]
        for (refusal, postings) in wrong {
            await #expect(throws: refusal) { try await books.post(books.draft(postings)) }
        }
        try await books.post(books.draft([.debit(.drawer, most), .credit(.safe, most)]))
        #expect(try await books.amount(.drawer) == most)
    }

    @Test func `sums beyond 64 bits are counted, not wrapped`() async throws {
        let books = try await Books.make()
        let most = JournalDraft.amountMax
        let postings = (0..<500).flatMap { _ in [Posting.debit(.drawer, most), .credit(.safe, most)] }
        for _ in 0..<2 { try await books.post(books.draft(postings)) }
        #expect(try await books.amount(.drawer) == most * 1000)
        try await books.post(books.draft(Array(postings.prefix(60))))
        await #expect(throws: (any Error).self) { try await books.amount(.drawer) }
        #expect(try await LedgerVerification.run(TestDatabase.current).isSound)
    }

    @Test func `a reversal undoes a journal once`() async throws {
        let books = try await Books.make()
        let journals = try await books.post(saleInCash(books)[0])
        let journal = try #require(journals.first)
        try await books.runner.run(.system(books.organization), command: books.branch.raw) { context, tx in
            _ = try Journal.reverse(journal, kind: "tender_cancelled", context, in: tx)
        }
        #expect(try await books.amount(.drawer) == 0)
        #expect(try await books.amount(.tipsPayable) == 0)
        await #expect(throws: LedgerRefusal.alreadyReversed) {
            try await books.runner.run(.system(books.organization), command: books.branch.raw) {
                context, tx in
                _ = try Journal.reverse(journal, kind: "tender_cancelled", context, in: tx)
            }
        }
        #expect(try await LedgerVerification.run(TestDatabase.current).isSound)
    }

    @Test func `each currency has books of its own`() async throws {
        let books = try await Books.make()
        try await books.post(books.draft([.debit(.drawer, 100), .credit(.safe, 100)]))
        try await books.post(books.draft([.debit(.drawer, 7), .credit(.safe, 7)], currency: .euro))
        #expect(try await books.amount(.drawer) == 100)
        #expect(try await books.amount(.drawer, .euro) == 7)
    }

    @Test func `a balance of the past counts what had happened by then`() async throws {
        let books = try await Books.make()
        let clock = TestDatabase.current.clock
        let noon = clock.now
        try await books.post(books.draft([.debit(.drawer, 100), .credit(.safe, 100)]))
        clock.advance(seconds: 60)
        try await books.post(books.draft([.debit(.drawer, 11), .credit(.safe, 11)]))
        #expect(try await books.amount(.drawer, asOf: noon) == 100)
        #expect(try await books.amount(.drawer, asOf: noon.advanced(seconds: -1)) == 0)
        #expect(try await books.trial(asOf: noon).total == Balance(debits: 100, credits: 100))
        #expect(try await books.amount(.drawer) == 111)
    }

    @Test func `another organization sees neither accounts nor journals`() async throws {
        let one = try await Books.make("bir")
        let two = try await Books.make("iki")
        let journals = try await one.post(saleInCash(one)[0])
        #expect(try await two.trial().lines.isEmpty)
        #expect(try await two.amount(.drawer) == 0)
        let journal = try #require(journals.first)
        await #expect(throws: LedgerRefusal.unknownJournal) {
            try await two.runner.run(.system(two.organization), command: two.branch.raw) { context, tx in
                _ = try Journal.reverse(journal, kind: "x", context, in: tx)
            }
        }
    }

    @Test func `a guarded account never falls below zero, however many draw on it at once`() async throws {
        let books = try await Books.make()
        try await books.post(books.draft([.debit(.safe, 1_000), .credit(.merchantPayable, 1_000)]))
        let paid = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    do {
                        try await books.post(
                            books.draft([.debit(.merchantPayable, 150), .credit(.payoutInTransit, 150)]))
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(paid == 6)
        #expect(try await books.amount(.merchantPayable) == 100)
        await #expect(throws: LedgerRefusal.insufficient) {
            try await books.post(
                books.draft([.debit(.merchantPayable, 101), .credit(.payoutInTransit, 101)]))
        }
        #expect(try await LedgerVerification.run(TestDatabase.current).isSound)
    }
}
