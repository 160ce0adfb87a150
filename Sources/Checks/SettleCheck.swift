import Base
import Drawers
import Fiscal
import Ledger
import Organizations
import Payments
import Store
import struct FoundationEssentials.UUID

/// What becomes of the tenders of one payment, and of the check once nothing remains.
extension HeldCheck {
    /// Books the tenders of one request as far as their cards allow: all of them, or none.
    ///
    /// PAY-004 While a card's answer is missing nothing else of the request is booked; when a card says no
    /// the rest is cancelled and what another card gave goes back.
    ///
    /// - Parameter intents: what is known of the request's cards, by intent.
    mutating func book(
        _ request: UUID, _ intents: [UUID: PaymentIntent], _ means: PaymentMeans, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let day = try openDay(context, in: tx)
        try learnCards(request, intents, day)
        let mine = check.tenders.indices.filter { check.tenders[$0].request == request }
        if mine.contains(where: { check.tenders[$0].state == .failed }) {
            for index in mine { try giveUp(index, means, context, in: tx) }
        } else if !mine.contains(where: {
            check.tenders[$0].state == .unknown || check.tenders[$0].state == .authorizing
        }) {
            for index in mine where check.tenders[index].state == .initiated {
                try capture(index, day, context, in: tx)
            }
        }
        let captured = mine.contains { check.tenders[$0].state == .captured }
        try settle(captured: captured, day, means, context, in: tx)
    }

    private mutating func learnCards(_ request: UUID, _ intents: [UUID: PaymentIntent], _ day: Day) throws {
        for index in check.tenders.indices where check.tenders[index].request == request {
            let tender = check.tenders[index]
            guard let card = tender.card, tender.state.isReserving, let intent = intents[card.intent] else {
                continue
            }
            if tender.state == .initiated { check.tenders[index].state = try tender.state.after(.authorize) }
            check.tenders[index].learn(card, intent)
            if let event = TenderEvent.of(intent, now: check.tenders[index].state) {
                check.tenders[index].state = try check.tenders[index].state.after(event)
                check.tenders[index].businessDay = day
            }
        }
    }

    /// Cash, voucher, a card on the bank's terminal and open account are booked in the commit that brings
    /// them in; the connector's cards by the payments module.
    private mutating func capture(
        _ index: Int, _ day: Day, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        let tender = check.tenders[index]
        check.tenders[index].state = try tender.state.after(.capture)
        check.tenders[index].businessDay = day
        switch tender.kind {
        case .cash: try takeCash(tender, context, in: tx)
        case .voucher:
            try receive(tender, .voucherReceivable(tender.provider?.rawValue ?? "other"), context, in: tx)
        case .bankCard:
            guard let terminal = tender.terminal else { throw TenderRefusal.terminalRequired }
            try receive(tender, .terminalReceivable(terminal.id.raw), context, in: tx)
        case .openAccount: try receive(tender, .openAccountReceivable, context, in: tx)
        case .card: break
        }
    }

    private mutating func takeCash(
        _ tender: Tender, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        let session = try session(of: tender, context, in: tx)
        try RecordCash.sale(
            session, amount: tender.amount + tender.tip, counter: tender.counter,
            source: PaymentReference("tender", tender.id.raw), context, in: tx)
    }

    /// The session that a cash tender was put into; the payment under way has found it already.
    private func session(
        of tender: Tender, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DrawerSession {
        if let session, session.id.raw == tender.session { return session }
        guard let noted = tender.session,
            let found = try FindDrawers.session(ID(noted), of: organization, branch: check.branch, in: tx)
        else { throw DrawerRefusal.unknownSession }
        return try RecordCash.openSession(drawer: found.drawer, in: check.branch, context, in: tx)
    }

    private func receive(
        _ tender: Tender, _ account: AccountCode, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        try Journal.post(
            JournalDraft(
                kind: "tender.captured", source: ("tender", tender.id.raw), branch: check.branch,
                currency: check.currency, effectiveAt: context.now,
                postings: [.debit(account, tender.amount + tender.tip)]
                    + tender.counter.map { .credit($0.account, $0.amount) }), context, in: tx)
    }

    /// Gives up what is left of a request whose card said no.
    private mutating func giveUp(
        _ index: Int, _ means: PaymentMeans, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        let tender = check.tenders[index]
        switch tender.state {
        case .initiated, .authorizing: check.tenders[index].state = try tender.state.after(.cancel)
        case .captured:
            guard let card = tender.card else { return }
            check.tenders[index].state = try tender.state.after(.cancel)
            _ = try RefundCharge.run(
                RefundCharge.Request(
                    id: context.surroundings.newID(), intent: ID(card.intent),
                    amount: tender.amount + tender.tip,
                    reason: "another card of the same payment was declined",
                    reference: PaymentReference("tender", tender.id.raw), counter: tender.counter),
                means.connectors, context, in: tx)
        case .unknown, .failed, .cancelled, .partiallyRefunded, .refunded: break
        }
    }
}

extension Tender {
    /// What stands against its money in the books: the check's clearing account and the tips.
    var counter: [CounterPosting] { Tender.counter(amount, tip) }

    static func counter(_ amount: Int64, _ tip: Int64) -> [CounterPosting] {
        [CounterPosting(.checkClearing, amount)] + (tip > 0 ? [CounterPosting(.tipsPayable, tip)] : [])
    }

    mutating func learn(_ known: TenderCard, _ intent: PaymentIntent) {
        card = TenderCard(
            connector: known.connector, intent: known.intent, brand: intent.card.brand,
            last4: intent.card.last4)
    }
}

extension TenderEvent {
    /// What an intent's state means for its tender; nil: nothing new.
    static func of(_ intent: PaymentIntent, now state: TenderState) -> TenderEvent? {
        switch intent.state {
        case .succeeded: .capture
        case .requiresPaymentMethod, .requiresConfirmation, .canceled: .fail
        case .processing, .requiresAction, .requiresCapture: state == .authorizing ? .timeOut : nil
        }
    }
}
