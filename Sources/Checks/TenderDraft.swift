public import Base
import Organizations
public import Payments
import struct FoundationEssentials.UUID

/// A tender as a till proposes it.
public struct TenderDraft: Shaped, Hashable {
    let id: ID<Tender>
    let kind: TenderKind
    let amount: Int64
    let tendered: Int64?
    let tip: Int64
    let card: String?
    let provider: VoucherProvider?
    let terminal: ID<BankTerminal>?
    let approvalCode: String?
    let last4: String?

    /// A proposal: what it pays of the check, and for cash what is handed over.
    public init(
        id: ID<Tender>, kind: TenderKind, amount: Int64, tendered: Int64? = nil, tip: Int64 = 0,
        card: String? = nil,
        provider: VoucherProvider? = nil, terminal: ID<BankTerminal>? = nil, approvalCode: String? = nil,
        last4: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.amount = amount
        self.tendered = tendered
        self.tip = tip
        self.card = card
        self.provider = provider
        self.terminal = terminal
        self.approvalCode = approvalCode
        self.last4 = last4
    }

    /// As in the API's document; `card` is a provider's token, never a number.
    public static let shape = Shape<TenderDraft>.object(
        "TenderDraft",
        {
            TenderDraft(
                id: $0, kind: $1, amount: $2, tendered: $3, tip: $4, card: $5, provider: $6,
                terminal: $7, approvalCode: $8, last4: $9)
        },
        Field<TenderDraft, ID<Tender>>("id", \.id, .id()),
        Field<TenderDraft, TenderKind>("kind", \.kind, .choice),
        Field<TenderDraft, Int64>(
            "amount", \.amount, .integer(1...1_000_000_000_000), "What it pays of the check."),
        Field<TenderDraft, Int64?>(
            optional: "tendered", \.tendered, .integer(1...1_000_000_000_000), "Cash handed over."),
        Field<TenderDraft, Int64>("tip", \.tip, .integer(0...1_000_000_000_000), absent: 0),
        Field<TenderDraft, String?>(optional: "card", \.card, .text(1...100), "The card's token."),
        Field<TenderDraft, VoucherProvider?>(optional: "provider", \.provider, .choice),
        Field<TenderDraft, ID<BankTerminal>?>(
            optional: "terminal", \.terminal, .id(), "The bank's terminal that took the card."),
        Field<TenderDraft, String?>(
            optional: "approvalCode", \.approvalCode, .freeText(1...12), "As on the terminal's slip."),
        Field<TenderDraft, String?>(
            optional: "last4", \.last4, .freeText(1...40), "The card's last four digits; never more."))
}

extension Check {
    /// Whether these tenders may be taken: all of them or none, against what nobody else is about to pay.
    ///
    /// PAY-001 A card or voucher never pays more than remains; PAY-002 a voucher never pays for alcohol (I6);
    /// PAY-003 a check is settled only when nothing is left on the order pad; PAY-007 the card connector is
    /// asked only where the branch takes cards with it.
    func admit(_ drafts: [TenderDraft], cards: CardRoute) throws {
        if state == .paid || state == .closed { throw TenderRefusal.nothingDue }
        guard state.isLive else { throw CheckRefusal.illegalTransition(from: state) }
        guard !drafts.isEmpty else {
            guard money.remaining == 0 else { throw TenderRefusal.tendersRequired }
            guard !lines.isEmpty else { throw CheckRefusal.empty }
            return try admitSettling()
        }
        guard Set(drafts.map(\.id)).count == drafts.count else { throw TenderRefusal.idTaken }
        var left = money.due
        guard left > 0 else { throw TenderRefusal.nothingDue }
        var eligible: Int64?
        for draft in drafts {
            guard draft.amount <= left else { throw TenderRefusal.exceedsRemaining(most: left) }
            try draft.check(cards: cards)
            if draft.kind == .voucher { try draft.checkEligible(self, &eligible) }
            left -= draft.amount
        }
        if left == 0, money.reserved == 0 { try admitSettling() }
    }

    private func admitSettling() throws(CheckRefusal) {
        guard newLines == 0 else { throw .unsentLines(count: newLines) }
    }
}

extension TenderDraft {
    /// Each kind carries what it needs and nothing else.
    fileprivate func check(cards: CardRoute) throws(TenderRefusal) {
        if kind == .cash {
            if let tendered, tendered < amount + tip { throw .tenderedTooLittle }
        } else if tendered != nil {
            throw .onlyCashIsTendered
        }
        switch kind {
        case .card where card == nil: throw .cardRequired
        case .card where cards == .bankTerminal: throw .noConnector
        case .bankCard where terminal == nil: throw .terminalRequired
        case .bankCard: try checkSlip()
        case .voucher where provider == nil: throw .providerRequired
        case .voucher where tip > 0, .openAccount where tip > 0: throw .tipNotPossible
        case .cash, .card, .voucher, .openAccount: break
        }
        if kind != .bankCard, terminal != nil || approvalCode != nil || last4 != nil {
            throw .terminalNotExpected
        }
    }

    /// PAY-008 Of a card no more is written down than four digits.
    private func checkSlip() throws(TenderRefusal) {
        guard let last4 else { return }
        let digits = last4.utf8.filter { (0x30...0x39).contains($0) }.count
        guard digits <= 4 else { throw .cardNumber }
        guard digits == 4, last4.utf8.count == 4 else { throw .malformedLast4 }
    }

    fileprivate func checkEligible(_ check: Check, _ left: inout Int64?) throws {
        guard let provider else { throw TenderRefusal.providerRequired }
        let eligible = try left ?? CheckMoney.eligible(for: provider, check.lines, check.money, check.tenders)
        guard amount <= eligible else { throw TenderRefusal.voucherNotEligible(eligible: eligible) }
        left = eligible - amount
    }

    /// The tender that it becomes, not yet booked.
    ///
    /// - Parameter terminals: the names of the branch's bank terminals in use.
    func tender(
        _ request: UUID, _ connector: String, _ terminals: [ID<BankTerminal>: String], by: Author,
        at now: Instant, day: Day
    ) throws(TenderRefusal) -> Tender {
        var slip: TenderTerminal?
        if let terminal {
            guard let name = terminals[terminal] else { throw .unknownTerminal }
            slip = TenderTerminal(id: terminal, name: name, approvalCode: approvalCode, last4: last4)
        }
        return Tender(
            id: id, request: request, kind: kind, state: .initiated, amount: amount,
            tendered: kind == .cash ? tendered ?? amount + tip : nil, tip: tip, provider: provider,
            card: kind == .card
                ? TenderCard(connector: connector, intent: id.raw, brand: nil, last4: nil) : nil,
            terminal: slip, session: nil, by: by, at: now, businessDay: day, refunded: 0, refundedOpen: 0)
    }
}
