import Base
import Ledger
import Organizations
import Store
import TestSupport
import struct FoundationEssentials.UUID

/// An organization with empty books.
struct Books: Sendable {
    let organization: ID<Organization>
    let branch: ID<Branch>
    let runner: CommandRunner

    static func make(_ slug: String = "kahve") async throws -> Books {
        let db = TestDatabase.current
        let runner = CommandRunner(database: db, surroundings: db.surroundings)
        let founded = try await CreateOrganization(
            slug: slug, name: "Kahve", branch: "Moda", ownerName: "Ayşe", ownerEmail: "a@\(slug).example",
            db.surroundings
        ).run(runner, secrets: .none)
        return Books(organization: founded.organization.id, branch: founded.branch.id, runner: runner)
    }

    func draft(
        _ postings: [Posting], currency: Currency = .lira, at moment: Instant? = nil, source: UUID? = nil
    ) -> JournalDraft {
        JournalDraft(
            kind: "test", source: ("test", source ?? organization.raw), branch: branch, currency: currency,
            effectiveAt: moment ?? TestDatabase.current.clock.now, postings: postings)
    }

    @discardableResult
    func post(_ drafts: JournalDraft...) async throws -> [ID<Journal>] {
        try await runner.run(.system(organization), command: branch.raw) { context, tx in
            try drafts.compactMap { try Journal.post($0, context, in: tx) }
        }
    }

    func amount(_ account: AccountCode, asOf moment: Instant? = nil, _ currency: Currency = .lira)
        async throws -> Int64
    {
        let organization = self.organization
        let balance = try await TestDatabase.current.transaction(.organization(organization.raw)) { tx in
            try Balance.of(account, organization, currency, asOf: moment, in: tx)
        }
        return balance.amount(account.normal)
    }

    func trial(asOf moment: Instant? = nil) async throws -> TrialBalance {
        let organization = self.organization
        return try await TestDatabase.current.transaction(.organization(organization.raw)) { tx in
            try TrialBalance.read(organization, .lira, asOf: moment, in: tx)
        }
    }
}

extension AccountCode {
    static let drawer = AccountCode.cash(UUID(uuid: (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
}

/// A sale of 110,00 with 10 % KDV, in cash with a tip of 5,00, and the close of its check.
func saleInCash(_ books: Books) -> [JournalDraft] {
    [
        books.draft([.debit(.drawer, 11_500), .credit(.checkClearing, 11_000), .credit(.tipsPayable, 500)]),
        books.draft([
            .debit(.checkClearing, 11_000), .credit(.revenue(1000), 10_000),
            .credit(.kdvPayable(1000), 1_000),
        ]),
    ]
}

/// Folds until nothing is left: a transaction of another test in the same cluster may hold it up for a
/// moment.
func foldAll(_ db: TestDatabase) async throws {
    for _ in 0..<200 {
        _ = try await FoldCheckpoints.run(db, db.surroundings)
        let later = try await db.transaction(.system) { tx in
            try tx.value(
                """
                select count(*) from postings left join account_checkpoints point on point.account = postings.account
                where point.before is null or postings.written >= point.before
                """, as: Int.self)
        }
        guard later != 0 else { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw Problem(500, "nothing_folded")
}
