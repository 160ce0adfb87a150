public import Base
public import Organizations

public import struct FoundationEssentials.UUID

/// The wish to be paid an amount by card, from the first word to the money: what a card tender is settled
/// with.
///
/// Holds: at most one open attempt; money is booked once, in the commit that makes it `succeeded`; an outcome
/// that nobody knows leaves it `processing`.
public struct PaymentIntent: Sendable, Equatable {
    /// Its id, given by who wants the money (a tender's).
    public let id: ID<PaymentIntent>
    /// Whose money.
    public let organization: ID<Organization>
    /// Where it was taken; nil for what no branch sells.
    public let branch: ID<Branch>?
    /// What is wanted.
    public let amount: Money
    /// Where it stands.
    public let state: PaymentIntentState
    /// Stopped for a person: the provider answered with another amount or currency.
    public let review: Bool
    /// The connector that moves it.
    public let connector: String
    /// The card.
    public let card: Card
    /// Why the last attempt was declined, as the provider's stable code.
    public let declineCode: String?
    /// What it pays for, such as `("tender", id)`.
    public let reference: PaymentReference
    /// What stands against it in the books.
    public let counter: [CounterPosting]
    /// Grows by one with each change.
    public let version: Int64

    /// What we know of a card.
    public struct Card: Sendable, Equatable {
        /// The provider's token.
        public let token: String
        /// Such as `visa`, once the provider told.
        public let brand: String?
        /// The last four digits, once the provider told.
        public let last4: String?
    }
}

/// What a payment is for: a kind and an id of another module's, only ever carried.
public struct PaymentReference: Sendable, Equatable {
    /// Such as `tender`.
    public let kind: String
    /// Its id.
    public let id: UUID

    /// A reference.
    public init(_ kind: String, _ id: UUID) {
        self.kind = kind
        self.id = id
    }
}

extension PaymentIntent {
    /// The intent for frames, the outbox and the audit trail; the token stays inside.
    var json: JSON {
        [
            "id": .string(id.description), "amount": .integer(amount.minor),
            "currency": .string(amount.currency.code),
            "status": .string(state.rawValue), "review": .bool(review), "connector": .string(connector),
            "brand": card.brand.map { .string($0) } ?? .null,
            "last4": card.last4.map { .string($0) } ?? .null,
            "declineCode": declineCode.map { .string($0) } ?? .null,
            "reference": ["kind": .string(reference.kind), "id": .string(reference.id.text)],
            "version": .integer(version),
        ]
    }

    /// What its connector is asked about one of its attempts.
    func request(_ attempt: ID<PaymentAttempt>) throws(PaymentRefusal) -> AuthorizeRequest {
        AuthorizeRequest(
            organization: organization, intent: id, attempt: attempt, amount: amount,
            method: try CardMethod(token: card.token))
    }

    /// The same intent after events, in order.
    func moved(
        _ events: [PaymentIntentEvent], card: Card? = nil, declineCode: String? = nil, review: Bool? = nil
    ) throws(IllegalTransition) -> PaymentIntent {
        var state = self.state
        for event in events { state = try state.after(event) }
        return PaymentIntent(
            id: id, organization: organization, branch: branch, amount: amount, state: state,
            review: review ?? self.review, connector: connector, card: card ?? self.card,
            declineCode: declineCode,
            reference: reference, counter: counter, version: version + 1)
    }
}
