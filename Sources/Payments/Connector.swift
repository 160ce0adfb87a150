public import Base
public import Organizations

import struct FoundationEssentials.UUID

/// The outside that moves card money: a bank's terminal, an online provider, the simulator.
///
/// Calls happen between transactions, never inside one. A connector that can decide by itself (`decide`) is
/// asked inside the transaction instead, and then everything commits at once.
public protocol Connector: Sendable {
    /// Its name in accounts and rows, such as `simulator`.
    var name: String { get }
    /// What it can do; retries follow from that.
    var capabilities: Capabilities { get }
    /// Asks for the money. Every call carries the attempt's id as the provider's key.
    func authorize(_ request: AuthorizeRequest) async -> AttemptOutcome
    /// Asks what became of an earlier `authorize` with the same attempt.
    func inquire(_ request: AuthorizeRequest) async -> Inquiry
    /// Gives money back. The refund's id is the provider's key.
    func refund(_ request: RefundRequest) async -> AttemptOutcome
    /// Asks what became of an earlier `refund`.
    func inquire(refund request: RefundRequest) async -> Inquiry
    /// The outcome, when it can be had without leaving the process and without effects; nil: it must be
    /// called.
    func decide(_ request: AuthorizeRequest) -> AttemptOutcome?
    /// The same for a refund.
    func decide(refund request: RefundRequest) -> AttemptOutcome?
}

extension Connector {
    /// Nothing is decided locally unless the connector says so.
    public func decide(_ request: AuthorizeRequest) -> AttemptOutcome? { nil }
    /// Nothing is decided locally unless the connector says so.
    public func decide(refund request: RefundRequest) -> AttemptOutcome? { nil }
}

/// What a connector can do.
public struct Capabilities: Sendable, Equatable {
    /// May decide inside the transaction.
    public let local: Bool
    /// The same key twice moves money once: a lost answer may be asked for by sending again.
    public let idempotent: Bool
    /// Answers what became of a request.
    public let inquiry: Bool
    /// May take less than it holds.
    public let partialCapture: Bool
    /// Seconds after sending from which "I know no such request" proves that none arrived; nil: it never
    /// proves it.
    public let absenceProvenAfter: Int64?

    /// A declaration.
    public init(
        local: Bool, idempotent: Bool, inquiry: Bool, partialCapture: Bool, absenceProvenAfter: Int64?
    ) {
        self.local = local
        self.idempotent = idempotent
        self.inquiry = inquiry
        self.partialCapture = partialCapture
        self.absenceProvenAfter = absenceProvenAfter
    }
}

/// What a connector is asked to take.
public struct AuthorizeRequest: Sendable, Equatable {
    /// Whose money it becomes.
    public let organization: ID<Organization>
    /// The intent that it is for.
    public let intent: ID<PaymentIntent>
    /// Our attempt: the provider's key, the same on every call about it.
    public let attempt: ID<PaymentAttempt>
    /// What to take.
    public let amount: Money
    /// From which card.
    public let method: CardMethod

    /// A request.
    public init(
        organization: ID<Organization>, intent: ID<PaymentIntent>, attempt: ID<PaymentAttempt>, amount: Money,
        method: CardMethod
    ) {
        self.organization = organization
        self.intent = intent
        self.attempt = attempt
        self.amount = amount
        self.method = method
    }
}

/// What a connector is asked to give back.
public struct RefundRequest: Sendable, Equatable {
    /// Whose money goes.
    public let organization: ID<Organization>
    /// Our refund: the provider's key.
    public let refund: ID<Refund>
    /// The attempt that took the money.
    public let attempt: ID<PaymentAttempt>
    /// The provider's own reference of what it took.
    public let reference: String
    /// What to give back.
    public let amount: Money

    /// A request.
    public init(
        organization: ID<Organization>, refund: ID<Refund>, attempt: ID<PaymentAttempt>, reference: String,
        amount: Money
    ) {
        self.organization = organization
        self.refund = refund
        self.attempt = attempt
        self.reference = reference
        self.amount = amount
    }
}
