public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// One side of a journal on one account.
public struct Posting: Sendable, Equatable {
    /// On which account.
    public let account: AccountCode
    /// On which side.
    public let side: Side
    /// How much, in minor units, above zero.
    public let amount: Int64

    /// A posting.
    public init(_ account: AccountCode, _ side: Side, _ amount: Int64) {
        self.account = account
        self.side = side
        self.amount = amount
    }

    /// A posting on the left side.
    public static func debit(_ account: AccountCode, _ amount: Int64) -> Posting {
        Posting(account, .debit, amount)
    }
    /// A posting on the right side.
    public static func credit(_ account: AccountCode, _ amount: Int64) -> Posting {
        Posting(account, .credit, amount)
    }
}

/// A journal before it is booked: what moved, because of what, in one currency.
public struct JournalDraft: Sendable, Equatable {
    /// What kind of event, `tender_captured`.
    public let kind: String
    /// The kind of thing that caused it, `tender`.
    public let sourceType: String
    /// The thing that caused it.
    public let sourceID: UUID
    /// In which branch; nil: in none.
    public let branch: ID<Branch>?
    /// In which currency.
    public let currency: Currency
    /// When it happened.
    public let effectiveAt: Instant
    /// What moved; postings of nothing have been left out.
    public let postings: [Posting]

    /// A draft; postings of zero are left out.
    public init(
        kind: String, source: (String, UUID), branch: ID<Branch>?, currency: Currency, effectiveAt: Instant,
        postings: [Posting]
    ) {
        self.kind = kind
        self.sourceType = source.0
        self.sourceID = source.1
        self.branch = branch
        self.currency = currency
        self.effectiveAt = effectiveAt
        self.postings = postings.filter { $0.amount != 0 }
    }

    /// The largest amount of one posting: what JSON's readers keep exactly.
    public static let amountMax: Int64 = 9_007_199_254_740_991

    /// Refuses what the ledger must never hold: too few postings, amounts out of range, debit other than
    /// credit.
    public func check() throws(LedgerRefusal) {
        guard postings.count >= 2 else { throw .tooFewPostings }
        var debits: Int64 = 0
        var credits: Int64 = 0
        for posting in postings {
            guard (1...JournalDraft.amountMax).contains(posting.amount) else { throw .badAmount }
            do {
                switch posting.side {
                case .debit: debits = try debits.plus(posting.amount)
                case .credit: credits = try credits.plus(posting.amount)
                }
            } catch { throw .overflow }
        }
        guard debits == credits else { throw .unbalanced }
    }
}

/// A booked journal: never changed, never deleted; a mistake is reversed by another one.
public enum Journal {
    /// Books a journal with the command's other journals, when the command ends; no round trip of its own.
    ///
    /// - Returns: its id; nil when nothing moved and so nothing was booked.
    /// - Throws: `LedgerRefusal` for a draft that cannot be booked.
    @discardableResult
    public static func post(
        _ draft: JournalDraft, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> ID<Journal>? {
        guard !draft.postings.isEmpty else { return nil }
        try draft.check()
        let id = context.surroundings.newID(Journal.self)
        context.gathering(JournalBook.init).add(JournalBook.Entry(id: id, draft: draft, reverses: nil))
        return id
    }

    /// Books the opposite of a journal: the only way to take one back.
    ///
    /// - Returns: the reversing journal's id.
    /// - Throws: `LedgerRefusal.unknownJournal`; `.alreadyReversed` when it was reversed before.
    @discardableResult
    public static func reverse(
        _ journal: ID<Journal>, kind: String, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> ID<Journal> {
        guard let booked = try LedgerStore.draft(context.actor.organization, journal, in: tx) else {
            throw LedgerRefusal.unknownJournal
        }
        let opposite = JournalDraft(
            kind: kind, source: (booked.sourceType, booked.sourceID), branch: booked.branch,
            currency: booked.currency, effectiveAt: context.now,
            postings: booked.postings.map { Posting($0.account, $0.side.opposite, $0.amount) })
        let id = context.surroundings.newID(Journal.self)
        context.gathering(JournalBook.init)
            .add(JournalBook.Entry(id: id, draft: opposite, reverses: journal))
        return id
    }

    /// The journals that one thing has caused, oldest first.
    public static func of(
        _ source: UUID, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [ID<Journal>] { try LedgerStore.journals(organization, source, in: tx) }

    /// A journal as it was booked.
    public static func booked(
        _ journal: ID<Journal>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> JournalDraft {
        guard let draft = try LedgerStore.draft(organization, journal, in: tx) else {
            throw LedgerRefusal.unknownJournal
        }
        return draft
    }
}
