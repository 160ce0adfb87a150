public import Base
public import Organizations

/// Money that an attempt took. What was given back never exceeds it.
public struct Charge: Sendable, Equatable {
    /// Its id.
    public let id: ID<Charge>
    /// Whose.
    public let organization: ID<Organization>
    /// The intent it settles.
    public let intent: ID<PaymentIntent>
    /// The attempt that took it.
    public let attempt: ID<PaymentAttempt>
    /// Who took it.
    public let connector: String
    /// How much was taken.
    public let amount: Money
    /// How much went back or is on its way back.
    public let refunded: Int64
    /// Where it stands.
    public let state: ChargeState
    /// The provider's reference.
    public let reference: String

    /// What can still go back.
    public var refundable: Int64 { state == .succeeded ? amount.minor - refunded : 0 }
}
