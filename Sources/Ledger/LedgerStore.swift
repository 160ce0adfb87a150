import Base
import Organizations
import Store
import struct FoundationEssentials.UUID

/// All SQL of journals and postings.
enum LedgerStore {
    /// Makes the accounts that the draft names and that this process has not seen committed yet.
    static func openAccounts(of draft: JournalDraft, _ context: CommandContext, in tx: borrowing Transaction)
    {
        let organization = context.actor.organization
        func name(_ account: AccountCode) -> String {
            "account \(organization) \(draft.currency.code) \(account.code)"
        }
        // In the order of their codes, so that two commands that open the same accounts never wait for each
        // other.
        let fresh = Set(draft.postings.map(\.account)).filter { !context.known.contains(name($0)) }
            .sorted { $0.code < $1.code }
        guard !fresh.isEmpty else { return }
        tx.later(
            """
            insert into accounts (organization, code, currency, type, normal_side, guarded, created_at)
            select \(organization)::uuid, wanted.code, \(draft.currency)::text, wanted.type, wanted.side,
                wanted.guarded, \(context.now)::timestamptz
            from unnest(\(fresh.map(\.code))::text[], \(fresh.map(\.type))::text[], \(fresh.map(\.normal))::text[],
                \(fresh.map(\.guarded))::boolean[]) as wanted (code, type, side, guarded)
            on conflict (organization, currency, code) do nothing
            """)
        let (known, names) = (context.known, fresh.map(name))
        tx.afterCommit { known.remember(names) }
    }

    /// One statement per journal, with all of its postings: the database checks it as a whole, and so also
    /// that no account was missing.
    static func book(
        _ draft: JournalDraft, as id: ID<Journal>, reverses: ID<Journal>?, _ context: CommandContext,
        in tx: borrowing Transaction
    ) {
        let organization = context.actor.organization
        let postings = draft.postings
        tx.later(
            """
            with journal as (
                insert into journals (organization, id, kind, source_type, source_id, branch, effective_at, booked_at,
                    command, reverses, postings)
                values (\(organization), \(id), \(draft.kind), \(draft.sourceType), \(draft.sourceID),
                    \(draft.branch), \(draft.effectiveAt), \(context.now), \(context.command), \(reverses),
                    \(postings.count)))
            insert into postings (organization, journal, no, account, currency, side, amount, effective_at)
            select account.organization, \(id)::uuid, line.no, account.id, account.currency, line.side, line.amount,
                \(draft.effectiveAt)::timestamptz
            from unnest(\(postings.map(\.account.code))::text[], \(postings.map(\.side))::text[],
                \(postings.map(\.amount))::bigint[]) with ordinality as line (code, side, amount, no)
            join accounts account on account.organization = \(organization)::uuid
                and account.currency = \(draft.currency)::text and account.code = line.code
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
