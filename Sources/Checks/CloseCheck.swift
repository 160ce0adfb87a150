import Base
import Fiscal
import Ledger
import Organizations
import Payments
import Store
import struct FoundationEssentials.UUID

/// The end of a check: nothing remains, the document is issued, revenue and KDV are booked, the table becomes
/// free.
extension HeldCheck {
    /// Moves the check on after a payment; closes it when nothing remains.
    ///
    /// PAY-005 PAID, the fiscal document, CLOSED, the journals and the free table are one commit.
    mutating func settle(
        captured: Bool, _ businessDay: Day, _ means: PaymentMeans, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        try check.reckon()
        let open = check.tenders.contains { $0.state.isReserving }
        guard check.money.remaining == 0, !open, check.newLines == 0, !check.lines.isEmpty else {
            if captured { try check.move(.capturePart) }
            return
        }
        try check.move(.settle)
        check.businessDay = businessDay
        try issue(means, context, in: tx)
        try postComps(context, in: tx)
        try check.move(.close)
        leave(context, in: tx)
        context.publish(topic: "check.closed", aggregate: check.id.raw, data: check.summary)
    }

    /// The fiscal document and the books of the sale: Dr clearing / Cr revenue and KDV per rate.
    private func issue(_ means: PaymentMeans, _ context: CommandContext, in tx: borrowing Transaction) throws
    {
        let groups = check.money.groups
        guard !groups.isEmpty else { return }
        let document = try IssueFiscalDocument.run(
            IssueFiscalDocument.Request(
                branch: check.branch, source: FiscalSource("check", check.id.raw), groups: groups,
                currency: check.currency, businessDay: check.businessDay), means.fiscal, context, in: tx)
        TenderStore.insert(
            groups, document: document.id.raw, check, day: check.businessDay, organization, in: tx)
        try Journal.post(
            JournalDraft(
                kind: "check.closed", source: ("check", check.id.raw), branch: check.branch,
                currency: check.currency,
                effectiveAt: context.now,
                postings: [.debit(.checkClearing, check.money.total)]
                    + groups.sales.map { .credit($0.account, $0.amount) }), context, in: tx)
    }

    /// What was given away, at its price, beside the books.
    private func postComps(_ context: CommandContext, in tx: borrowing Transaction) throws {
        let comp = check.money.comp
        guard comp > 0 else { return }
        try Journal.post(
            JournalDraft(
                kind: "check.comp", source: ("check", check.id.raw), branch: check.branch,
                currency: check.currency,
                effectiveAt: context.now, postings: [.debit(.comps, comp), .credit(.compsContra, comp)]),
            context, in: tx)
    }
}

extension [KDVGroup] {
    /// The sales side of these groups: revenue without KDV and the KDV owed, per rate; parts of nothing left
    /// out.
    var sales: [CounterPosting] {
        flatMap { group in
            [
                CounterPosting(.revenue(group.rate), group.net),
                CounterPosting(.kdvPayable(group.rate), group.kdv),
            ]
        }.filter { $0.amount > 0 }
    }
}
