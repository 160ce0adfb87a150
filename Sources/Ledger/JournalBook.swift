import Base
import Organizations
import Store

/// The journals of one command until they are booked: together, in one statement.
final class JournalBook: GatheredWrite {
    /// A journal to be booked.
    struct Entry {
        let id: ID<Journal>
        let draft: JournalDraft
        let reverses: ID<Journal>?
    }

    private var entries: [Entry] = []

    /// Postings of one statement at most; a command with more takes several.
    private static let postingsMax = 64

    func add(_ entry: Entry) { entries.append(entry) }

    func write(by context: CommandContext, in tx: borrowing Transaction) {
        LedgerStore.openAccounts(of: entries.filter { $0.reverses == nil }.map(\.draft), context, in: tx)
        var batch: [Entry] = []
        var postings = 0
        for entry in entries {
            if !batch.isEmpty, postings + entry.draft.postings.count > JournalBook.postingsMax {
                LedgerStore.book(batch, context, in: tx)
                (batch, postings) = ([], 0)
            }
            batch.append(entry)
            postings += entry.draft.postings.count
        }
        if !batch.isEmpty { LedgerStore.book(batch, context, in: tx) }
    }
}
