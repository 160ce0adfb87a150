import Base
import Organizations
import Store
import struct FoundationEssentials.UUID

/// All SQL of journals and postings.
enum LedgerStore {
    /// Makes the accounts that the drafts name and that this process has not seen committed yet.
    static func openAccounts(
        of drafts: [JournalDraft], _ context: CommandContext, in tx: borrowing Transaction
    ) {
        for currency in Set(drafts.map(\.currency)).sorted(by: { $0.code < $1.code }) {
            let accounts = Set(
                drafts.filter { $0.currency == currency }.flatMap { $0.postings.map(\.account) })
            open(accounts, currency, context, in: tx)
        }
    }

    private static func open(
        _ accounts: Set<AccountCode>, _ currency: Currency, _ context: CommandContext,
        in tx: borrowing Transaction
    ) {
        let organization = context.actor.organization
        func name(_ account: AccountCode) -> String {
            "account \(organization) \(currency.code) \(account.code)"
        }
        // In the order of their codes, so that two commands that open the same accounts never wait for each
        // other.
        let fresh = accounts.filter { !context.known.contains(name($0)) }
            .sorted { $0.code < $1.code }
        guard !fresh.isEmpty else { return }
        tx.later(
            """
            insert into accounts (organization, code, currency, type, normal_side, guarded, created_at)
            select \(organization)::uuid, wanted.code, \(currency)::text, wanted.type, wanted.side,
                wanted.guarded, \(context.now)::timestamptz
            from unnest(\(fresh.map(\.code))::text[], \(fresh.map(\.type))::text[], \(fresh.map(\.normal))::text[],
                \(fresh.map(\.guarded))::boolean[]) as wanted (code, type, side, guarded)
            on conflict (organization, currency, code) do nothing
            """)
        let (known, names) = (context.known, fresh.map(name))
        tx.afterCommit { known.remember(names) }
    }

    /// One statement for all journals of a command, with all of their postings: the database checks them as a
    /// whole, and so also that no account was missing.
    static func book(
        _ entries: [JournalBook.Entry], _ context: CommandContext, in tx: borrowing Transaction
    ) {
        let organization = context.actor.organization
        let journals: [SQL] = entries.map { entry in
            let draft = entry.draft
            return """
                (\(entry.id)::uuid, \(draft.kind)::text, \(draft.sourceType)::text, \(draft.sourceID)::uuid,
                    \(draft.branch)::uuid, \(draft.effectiveAt)::timestamptz, \(context.now)::timestamptz,
                    \(context.command)::uuid, \(entry.reverses)::uuid, \(draft.postings.count)::integer)
                """
        }
        let postings: [SQL] = entries.flatMap { entry in
            entry.draft.postings.enumerated().map { no, posting -> SQL in
                """
                (\(entry.id)::uuid, \(no + 1)::integer, \(posting.account.code)::text,
                    \(entry.draft.currency)::text, \(posting.side)::text, \(posting.amount)::bigint,
                    \(entry.draft.effectiveAt)::timestamptz)
                """
            }
        }
        tx.later(
            """
            with journal as (
                insert into journals (organization, id, kind, source_type, source_id, branch, effective_at, booked_at,
                    command, reverses, postings)
                select \(organization)::uuid, entry.id, entry.kind, entry.source_type, entry.source_id, entry.branch,
                    entry.effective_at, entry.booked_at, entry.command, entry.reverses, entry.postings
                from (values \(rows: journals)) as entry (id, kind, source_type, source_id, branch, effective_at,
                    booked_at, command, reverses, postings)
                where entry.id is not null)
            insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
            select account.organization, line.journal, line.no, account.id, account.currency, line.side, line.amount,
                line.at
            from (values \(rows: postings)) as line (journal, no, code, currency, side, amount, at)
            join accounts account on account.organization = \(organization)::uuid
                and account.currency = line.currency and account.code = line.code
            """)
    }

    static func journals(
        _ organization: ID<Organization>, _ source: UUID, in tx: borrowing Transaction
    ) throws -> [ID<Journal>] {
        try tx.rows(
            """
            select id from journals where organization = \(organization) and source_id = \(source)
            order by booked_at, id
            """, as: (ID<Journal>).self)
    }

    /// A booked journal in the form of its draft.
    static func draft(
        _ organization: ID<Organization>, _ journal: ID<Journal>, in tx: borrowing Transaction
    ) throws -> JournalDraft? {
        let head = try tx.row(
            """
            select kind, source_type, source_id, branch, effective_at from journals
            where organization = \(organization) and id = \(journal)
            """, as: (String, String, UUID, ID<Branch>?, Instant).self)
        guard let head else { return nil }
        let lines = try tx.rows(
            """
            select posting.currency, posting.side, posting.amount, account.code, account.type, account.normal_side,
                account.guarded
            from postings posting join accounts account on account.id = posting.account
            where posting.organization = \(organization) and posting.journal = \(journal) order by posting.no
            """, as: (Currency, Side, Int64, String, AccountType, Side, Bool).self)
        guard let currency = lines.first?.0 else { return nil }
        return JournalDraft(
            kind: head.0, source: (head.1, head.2), branch: head.3, currency: currency, effectiveAt: head.4,
            postings: lines.map { Posting(AccountCode($0.3, $0.4, $0.5, guarded: $0.6), $0.1, $0.2) })
    }
}
