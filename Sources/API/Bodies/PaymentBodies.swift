import Base
import Checks
import Organizations

/// One way in which a part of a check is paid.
struct TenderBody: Shaped {
    let id: ID<Tender>
    let kind: TenderKind
    let amount: Int64
    let tendered: Int64?
    let tip: Int64
    let card: String?
    let provider: String?

    static let shape = Shape<TenderBody>.object(
        "TenderDraft", TenderBody.init(id:kind:amount:tendered:tip:card:provider:),
        Field("id", \.id, .id(), "The tender's id, made by the client."),
        Field("kind", \.kind, .choice, "How it is paid."),
        Field("amount", \.amount, .positiveAmount, "For the goods, in minor units."),
        Field(optional: "tendered", \.tendered, .positiveAmount, "Cash handed over; change is the difference."),
        Field("tip", \.tip, .positiveAmount, absent: 0, "Above the goods."),
        Field(optional: "card", \.card, .text(1...100), "The connector's token of the card; never a number."),
        Field(optional: "provider", \.provider, .text(1...40), "The voucher's issuer."))
}

/// All tenders of one payment: all are booked, or none.
struct PayBody: Shaped {
    let tenders: [TenderBody]

    static let shape = Shape<PayBody>.object(
        "Pay", PayBody.init(tenders:), Field("tenders", \.tenders, TenderBody.shape.list(1...20)))
}

/// What an operator found out about a card payment whose outcome was unknown.
struct ResolveTenderBody: Shaped {
    let outcome: String
    let reason: String
    let approval: ID<Approval>?

    static let shape = Shape<ResolveTenderBody>.object(
        "ResolveTender", ResolveTenderBody.init(outcome:reason:approval:),
        Field("outcome", \.outcome, .oneOf(["captured", "failed"]), "What the terminal or the bank says."),
        Field("reason", \.reason, .text(1...200), "How it is known."),
        Field(optional: "approval", \.approval, .id(), "A manager's approval, where one is needed."))
}

/// A refund of a tender, whole or in part.
struct RefundTenderBody: Shaped {
    let amount: Int64
    let reason: String
    let approval: ID<Approval>?

    static let shape = Shape<RefundTenderBody>.object(
        "RefundTender", RefundTenderBody.init(amount:reason:approval:),
        Field("amount", \.amount, .integer(1...9_007_199_254_740_991), "In minor units."),
        Field("reason", \.reason, .text(1...200), "Why."),
        Field(optional: "approval", \.approval, .id(), "A manager's approval, where one is needed."))
}
