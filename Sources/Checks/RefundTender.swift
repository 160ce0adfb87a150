public import Base
public import Organizations
public import Store
import Drawers
import Fiscal
import Ledger
import Payments

/// Gives money of a tender back, the way it came.
public struct RefundTender: Sendable {
    let tender: ID<Tender>
    let check: ID<Check>
    let branch: ID<Branch>
    let amount: Int64
    let reason: String
    let approval: ID<Approval>?
    let means: PaymentMeans

    /// Gives back so much of this tender's goods; a tip never goes back through them.
    public init(
        _ tender: ID<Tender>, of check: ID<Check>, branch: ID<Branch>, amount: Int64, reason: String,
        approval: ID<Approval>? = nil, _ means: PaymentMeans
    ) {
        self.tender = tender
        self.check = check
        self.branch = branch
        self.amount = amount
        self.reason = reason
        self.approval = approval
        self.means = means
    }

    /// PAY-006 Refunds together never exceed what the tender brought in (I2). Before the check is closed the
    /// amount is due again; afterwards revenue and KDV go back with it, and count in today's figures, never
    /// in a closed day's (I8).
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        let index = try held.check.index(of: tender)
        let taken = held.check.tenders[index]
        let afterClose = held.check.state == .closed
        try RefundTender.decide(&held.check.tenders[index], amount, afterClose: afterClose)
        let terms = ApprovalTerms(amount: amount, reason: reason)
        try context.require(
            .refund, subject: tender.raw, terms: terms, approval: approval, value: amount, in: tx)
        let refund = TenderRefund(
            id: ID(context.command), amount: amount, reason: reason, by: Author(context.actor),
            at: context.now,
            businessDay: try held.openDay(context, in: tx), afterClose: afterClose)
        let groups = afterClose ? try RefundTender.groups(of: held.check, refund: amount) : []
        TenderStore.insert(refund, of: taken, held.check, held.organization, in: tx)
        let counter = afterClose ? groups.sales : [CounterPosting(.checkClearing, amount)]
        try giveBack(taken, counter, held, context, in: tx)
        if afterClose { try document(groups, refund, held, context, in: tx) }
        return try held.record("tender.refund", reason: reason, context, in: tx)
    }

    /// The same as one idempotent request.
    public func run(_ actor: Actor, key: IdempotencyKey, _ runner: CommandRunner) async throws -> Answer {
        try await runner.run(actor, key: key) { context, tx in
            Answer(status: 200, text: try run(context, in: tx).text)
        }
    }

    static func decide(_ tender: inout Tender, _ amount: Int64, afterClose: Bool) throws(TenderRefusal) {
        let state = try tender.state.after(amount == tender.refundable ? .refundRest : .refundPart)
        guard amount > 0, amount <= tender.refundable else {
            throw .exceedsRefundable(most: tender.refundable)
        }
        tender.state = state
        tender.refunded += amount
        if !afterClose { tender.refundedOpen += amount }
    }

    /// The KDV groups that go back: the check's, in proportion.
    static func groups(of check: Check, refund: Int64) throws -> [KDVGroup] {
        let parts = try Allocation.proportional(refund, by: check.money.groups.map(\.gross))
        var groups: [KDVGroup] = []
        for (group, part) in zip(check.money.groups, parts) where part > 0 {
            groups.append(try KDVGroup(rate: group.rate, gross: part))
        }
        return groups
    }

    private func giveBack(
        _ tender: Tender, _ counter: [CounterPosting], _ held: HeldCheck, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let reference = PaymentReference("tender", tender.id.raw)
        switch (tender.kind, tender.card) {
        case (.cash, _):
            let session = try RecordCash.openSession(drawer: held.drawer, in: branch, context, in: tx)
            try RecordCash.refund(
                session, amount: amount, counter: counter, source: reference, context, in: tx)
        case (.card, let card?):
            _ = try RefundCharge.run(
                RefundCharge.Request(
                    id: ID(context.command), intent: ID(card.intent), amount: amount, reason: reason,
                    reference: reference, counter: counter), means.connectors, context, in: tx)
        case (.voucher, _):
            try reverse(
                .voucherReceivable(tender.provider?.rawValue ?? "other"), counter, held, context, in: tx)
        case (.bankCard, _):
            guard let terminal = tender.terminal else { throw TenderRefusal.terminalRequired }
            try reverse(.terminalReceivable(terminal.id.raw), counter, held, context, in: tx)
        case (.openAccount, _), (.card, nil):
            try reverse(.openAccountReceivable, counter, held, context, in: tx)
        }
    }

    private func reverse(
        _ account: AccountCode, _ counter: [CounterPosting], _ held: HeldCheck, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        try Journal.post(
            JournalDraft(
                kind: "tender.refunded", source: ("tender", tender.raw), branch: branch,
                currency: held.check.currency, effectiveAt: context.now,
                postings: counter.map { .debit($0.account, $0.amount) } + [.credit(account, amount)]),
            context, in: tx)
    }

    /// The counter-document: its groups are below zero; a sale that goes back whole takes its fiscal document
    /// back too.
    private func document(
        _ groups: [KDVGroup], _ refund: TenderRefund, _ held: HeldCheck, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let back = groups.map { KDVGroup(rate: $0.rate, gross: -$0.gross, kdv: -$0.kdv) }
        TenderStore.insert(
            back, document: refund.id.raw, held.check, day: refund.businessDay, held.organization, in: tx)
        let gone = held.check.tenders.reduce(Int64(0)) { $0 + $1.refunded - $1.refundedOpen }
        guard gone == held.check.money.total else { return }
        let documents = try FindFiscalDocuments.of(
            FiscalSource("check", check.raw), held.organization, in: tx)
        guard let sale = documents.first(where: { $0.kind == .sale && $0.state == .issued }) else { return }
        _ = try ReverseFiscalDocument.run(
            sale.id, in: branch, businessDay: refund.businessDay, reason: reason,
            FiscalDrivers([means.fiscal]),
            context, in: tx)
    }
}
