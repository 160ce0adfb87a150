public import Base
public import Organizations

/// One try to get an intent's money through a connector. Its row is committed before the connector is called.
public struct PaymentAttempt: Sendable, Equatable {
    /// Its id: the provider's key on every call about it.
    public let id: ID<PaymentAttempt>
    /// Whose.
    public let organization: ID<Organization>
    /// The intent.
    public let intent: ID<PaymentIntent>
    /// 1 for the intent's first.
    public let number: Int
    /// Who was asked.
    public let connector: String
    /// For how much.
    public let amount: Money
    /// Where it stands.
    public let state: AttemptState
    /// The provider's reference, once known.
    public let reference: String?
    /// When the request left, as far as is known.
    public let sentAt: Instant?
    /// When the row was made.
    public let createdAt: Instant

    /// The same attempt in another state.
    func moved(_ events: [AttemptEvent], reference: String? = nil) throws(IllegalTransition) -> PaymentAttempt
    {
        var state = self.state
        for event in events { state = try state.after(event) }
        return PaymentAttempt(
            id: id, organization: organization, intent: intent, number: number, connector: connector,
            amount: amount,
            state: state, reference: reference ?? self.reference, sentAt: sentAt, createdAt: createdAt)
    }

    /// The same attempt, with the moment it left.
    func left(at now: Instant) -> PaymentAttempt {
        PaymentAttempt(
            id: id, organization: organization, intent: intent, number: number, connector: connector,
            amount: amount,
            state: state, reference: reference, sentAt: now, createdAt: createdAt)
    }
}
