import Base
import Ledger
import Organizations
import Postgres
import Store
import TestSupport
import Testing

@Suite(.database)
struct ImmutabilityTests {
    /// Whose hands a statement is in.
    enum Hand: String, CaseIterable, Sendable {
        case app, system, owner, superuser
    }

    /// Runs raw SQL in somebody's hands; throws what the database says.
    static func run(_ text: String, as hand: Hand, of books: Books) async throws {
        let db = TestDatabase.current
        let statement = SQL(stringLiteral: text)
        switch hand {
        case .app:
            try await db.transaction(.organization(books.organization.raw)) { tx in _ = try tx.run(statement)
            }
        case .system: try await db.transaction(.system) { tx in _ = try tx.run(statement) }
        case .owner: try await db.asOwner(text)
        case .superuser: try await Direct.run(text, on: db.administratorURL)
        }
    }

    static let attacks = [
        "update postings set amount = amount + 1",
        "update postings set side = case side when 'debit' then 'credit' else 'debit' end",
        "update journals set kind = 'other'",
        "delete from postings",
        "delete from journals",
        "truncate postings",
        "truncate journals, postings",
        "update accounts set code = 'mine'",
        "delete from accounts",
        // One more posting on an old journal, and two that balance.
        """
        insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
        select organization, journal, 3, account, currency, side, amount, effective_at from postings where no = 1
        """,
        """
        insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
        select organization, journal, no + 2, account, currency, side, amount, effective_at from postings
        """,
        // A journal without postings, with too few, and one that is not balanced.
        """
        insert into journals (organization, id, kind, source_type, source_id, effective_at, booked_at, command, postings)
        select organization, gen_random_uuid(), kind, source_type, source_id, effective_at, booked_at, command, 2
        from journals
        """,
        """
        with journal as (
            insert into journals (organization, id, kind, source_type, source_id, effective_at, booked_at, command,
                postings)
            select organization, command, kind, source_type, source_id, effective_at, booked_at, command, 3
            from journals returning id)
        insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
        select organization, journal.id, no, account, currency, side, amount, effective_at from postings, journal
        """,
        """
        with journal as (
            insert into journals (organization, id, kind, source_type, source_id, effective_at, booked_at, command,
                postings)
            select organization, command, kind, source_type, source_id, effective_at, booked_at, command, 2
            from journals returning id)
        insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
        select organization, journal.id, no, account, currency, side, amount + no, effective_at from postings, journal
        """,
        // In two currencies that balance only together.
        """
        with journal as (
            insert into journals (organization, id, kind, source_type, source_id, effective_at, booked_at, command,
                postings)
            select organization, command, kind, source_type, source_id, effective_at, booked_at, command, 2
            from journals returning id)
        insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
        select organization, journal.id, no, account, case no when 1 then 'EUR' else currency end, side, amount,
            effective_at
        from postings, journal
        """,
        """
        insert into account_balances (organization, account, normal_side, credits)
        select organization, id, 'credit', 5 from accounts
        """,
        "update account_balances set credits = credits + 5",
    ]

    @Test(arguments: Hand.allCases)
    func `raw SQL in any hands cannot unbalance, change or delete`(hand: Hand) async throws {
        let books = try await Books.make()
        try await books.post(books.draft([.debit(.drawer, 100), .credit(.merchantPayable, 100)]))
        for attack in Self.attacks {
            do {
                try await Self.run(attack, as: hand, of: books)
                // The owner of the tables is shown no row, so most of its statements find nothing to do.
                #expect(hand == .owner, "\(hand) \(attack)")
            } catch {
                continue
            }
        }
        #expect(try await books.amount(.drawer) == 100)
        #expect(try await books.amount(.merchantPayable) == 100)
        let report = try await LedgerVerification.run(TestDatabase.current)
        #expect(report.isSound, "\(report.lines)")
    }

    @Test func `a role writes to no other organization's books`() async throws {
        let one = try await Books.make("bir")
        let two = try await Books.make("iki")
        try await two.post(two.draft([.debit(.drawer, 100), .credit(.safe, 100)]))
        await #expect(throws: (any Error).self) {
            try await Self.run(
                """
                insert into accounts (organization, code, currency, type, normal_side, guarded, created_at)
                values ('\(two.organization)', 'mine', 'TRY', 'asset', 'debit', false, '2026-01-01')
                """, as: .app, of: one)
        }
    }

    @Test func `what a superuser changes behind the triggers' back is found`() async throws {
        let books = try await Books.make()
        let db = TestDatabase.current
        for draft in saleInCash(books) { try await books.post(draft) }
        try await books.post(books.draft([.debit(.drawer, 100), .credit(.merchantPayable, 100)]))
        try await foldAll(db)
        let tampering: [(String, String)] = [
            (
                "update postings set amount = amount + 1 where no = 1",
                "every journal balances in every currency"
            ),
            ("delete from postings where no = 2", "every journal has all of its postings"),
            (
                "delete from journals",
                "every posting belongs to a journal and an account of its organization and currency"
            ),
            (
                "update account_checkpoints set debits = debits + 1",
                "every checkpoint is the sum of the postings before it"
            ),
            (
                "update account_balances set credits = credits + 1",
                "every guarded balance is the sum of its postings"
            ),
        ]
        for (text, rule) in tampering {
            let undone = try await Self.faultsAfter(text, in: db)
            #expect(undone.contains(rule), "\(text): \(undone)")
        }
        #expect(try await LedgerVerification.run(db).isSound)
    }

    /// The rules that break when a statement runs without triggers; the rows are put back afterwards.
    private static func faultsAfter(_ text: String, in db: TestDatabase) async throws -> [String] {
        let tables = ["journals", "postings", "account_checkpoints", "account_balances"]
        for table in tables {
            try await Direct.run(
                "create table kept_\(table) as select * from \(table)", on: db.administratorURL)
        }
        try await Direct.run("set session_replication_role = replica; \(text)", on: db.administratorURL)
        let report = try await LedgerVerification.run(db)
        for table in tables {
            try await Direct.run(
                """
                set session_replication_role = replica; delete from \(table);
                insert into \(table) select * from kept_\(table); drop table kept_\(table)
                """, on: db.administratorURL)
        }
        return report.checks.filter { !$0.faults.isEmpty }.map(\.rule)
    }
}
