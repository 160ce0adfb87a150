import Base
import Checks
import Organizations

/// All tenders of one payment: all are booked, or none.
struct PayBody: Shaped {
    let tenders: [TenderDraft]

    static let shape = Shape<PayBody>.object(
        "Pay", PayBody.init(tenders:), Field("tenders", \.tenders, TenderDraft.shape.list(1...20)))
}

/// What an operator found out about a card payment whose outcome was unknown.
struct ResolveTenderBody: Shaped {
    let outcome: String
    let reason: String
    let approval: ID<Approval>?

    static let shape = Shape<ResolveTenderBody>.object(
        "ResolveTender", ResolveTenderBody.init(outcome:reason:approval:),
        Field("outcome", \.outcome, .oneOf(["captured", "failed"]), "What the terminal or the bank says."),
        Field("reason", \.reason, .freeText(1...200), "How it is known."),
        Field(approval: \.approval))
}

/// A refund of a tender, whole or in part.
struct RefundTenderBody: Shaped {
    let amount: Int64
    let reason: String
    let approval: ID<Approval>?

    static let shape = Shape<RefundTenderBody>.object(
        "RefundTender", RefundTenderBody.init(amount:reason:approval:),
        Field("amount", \.amount, .integer(1...9_007_199_254_740_991), "In minor units."),
        Field("reason", \.reason, .freeText(1...200), "Why."),
        Field(approval: \.approval))
}
