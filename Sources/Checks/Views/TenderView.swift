public import Base
import Payments

/// A tender as screens see it.
public struct TenderView: Shaped, Equatable {
    /// What may be shown of a card.
    public struct Card: Shaped, Equatable {
        let brand: String?
        let last4: String?

        /// `{brand, last4}`.
        public static let shape = Shape<Card>.object(
            "TenderCard", { Card(brand: $0, last4: $1) },
            Field(optional: "brand", \.brand, .text(0...40)), Field(optional: "last4", \.last4, .text(0...4)))
    }

    /// The bank's terminal that took a card, and what the cashier typed of its slip.
    public struct Terminal: Shaped, Equatable {
        let id: ID<BankTerminal>
        let name: String
        let approvalCode: String?
        let last4: String?

        /// `{id, name, approvalCode, last4}`.
        public static let shape = Shape<Terminal>.object(
            "TenderTerminal", { Terminal(id: $0, name: $1, approvalCode: $2, last4: $3) },
            Field("id", \.id, .id()), Field("name", \.name, .text(0...100)),
            Field(optional: "approvalCode", \.approvalCode, .text(0...12)),
            Field(optional: "last4", \.last4, .text(0...4)))
    }

    let id: ID<Tender>
    let kind: TenderKind
    let state: TenderState
    let amount: Int64
    let tendered: Int64?
    let change: Int64?
    let tip: Int64
    let provider: VoucherProvider?
    let card: Card?
    let terminal: Terminal?
    let at: Instant
    let refunded: Int64

    /// As in the API's document.
    public static let shape: Shape<TenderView> = {
        let amount = Shape<Int64>.amount
        return Shape<TenderView>.object(
            "Tender",
            {
                TenderView(
                    id: $0, kind: $1, state: $2, amount: $3, tendered: $4, change: $5, tip: $6, provider: $7,
                    card: $8, terminal: $9, at: $10, refunded: $11)
            },
            Field<TenderView, ID<Tender>>("id", \.id, .id()),
            Field<TenderView, TenderKind>("kind", \.kind, .choice),
            Field<TenderView, TenderState>("state", \.state, .choice),
            Field<TenderView, Int64>("amount", \.amount, amount),
            Field<TenderView, Int64?>(optional: "tendered", \.tendered, amount),
            Field<TenderView, Int64?>(optional: "change", \.change, amount),
            Field<TenderView, Int64>("tip", \.tip, amount),
            Field<TenderView, VoucherProvider?>(optional: "provider", \.provider, .choice),
            Field<TenderView, Card?>(optional: "card", \.card, Card.shape),
            Field<TenderView, Terminal?>(optional: "terminal", \.terminal, Terminal.shape),
            Field<TenderView, Instant>("at", \.at, .instant),
            Field<TenderView, Int64>("refunded", \.refunded, amount))
    }()
}

extension TenderView {
    init(_ tender: Tender) {
        self.init(
            id: tender.id, kind: tender.kind, state: tender.state, amount: tender.amount,
            tendered: tender.tendered,
            change: tender.change, tip: tender.tip, provider: tender.provider,
            card: tender.card.map { Card(brand: $0.brand, last4: $0.last4) },
            terminal: tender.terminal.map {
                Terminal(id: $0.id, name: $0.name, approvalCode: $0.approvalCode, last4: $0.last4)
            }, at: tender.at,
            refunded: tender.refunded)
    }
}
