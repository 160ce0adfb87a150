public import Base
public import Organizations

/// A card tender's wish: so much from this card, booked against these accounts.
public struct CardCharge: Sendable, Equatable {
    /// The intent's id, made by whoever wants the money; asking again with it never takes money twice.
    public let id: ID<PaymentIntent>
    /// The branch that sells; nil for what no branch sells.
    public let branch: ID<Branch>?
    /// All that is taken: goods and tip.
    public let amount: Money
    /// The card.
    public let method: CardMethod
    /// What it pays for.
    public let reference: PaymentReference
    /// Where it is booked against; adds up to `amount`.
    public let counter: [CounterPosting]

    /// A wish. The counter postings must be above zero and add up to the amount: anything else is our own
    /// mistake.
    public init(
        id: ID<PaymentIntent>, branch: ID<Branch>?, amount: Money, method: CardMethod,
        reference: PaymentReference,
        counter: [CounterPosting]
    ) throws(PaymentRefusal) {
        guard amount.minor > 0 else { throw .amountNotPositive }
        guard CounterPosting.covers(amount.minor, counter) else { throw .counterDiffers }
        self.id = id
        self.branch = branch
        self.amount = amount
        self.method = method
        self.reference = reference
        self.counter = counter
    }

    /// The intent that begins with this wish, confirmed at once.
    func intent(of organization: ID<Organization>, connector: String) throws -> PaymentIntent {
        let fresh = PaymentIntent(
            id: id, organization: organization, branch: branch, amount: amount, state: .requiresPaymentMethod,
            review: false, connector: connector, card: .init(token: method.token, brand: nil, last4: nil),
            declineCode: nil, reference: reference, counter: counter, version: 0)
        return try fresh.moved([.attachMethod, .confirm])
    }

    /// Whether an intent of the same id is for the same thing.
    func matches(_ intent: PaymentIntent, _ connector: any Connector) -> Bool {
        intent.amount == amount && intent.connector == connector.name && intent.reference == reference
    }
}
