public import Base

/// What is known after asking a connector. A lost answer is `unknown`, never a failure.
public enum AttemptOutcome: Sendable, Equatable {
    /// The money moved; the answer says how much, so that it can be compared.
    case succeeded(ProviderAnswer)
    /// The provider said no, with its reason as a stable code (`insufficient_funds`).
    case declined(code: String)
    /// Not a byte left us (no address, refused connection, TLS failed before the body).
    case notSent
    /// Something left and no answer came.
    case unknown
    /// The card holder has to act.
    case needsAction
}

/// What a provider says it did.
public struct ProviderAnswer: Sendable, Equatable {
    /// The provider's own reference.
    public let reference: String
    /// What it moved, compared with what it was asked.
    public let amount: Money
    /// The card's brand, when it tells.
    public let brand: String?
    /// The card's last four digits, when it tells.
    public let last4: String?

    /// An answer.
    public init(reference: String, amount: Money, brand: String? = nil, last4: String? = nil) {
        self.reference = reference
        self.amount = amount
        self.brand = brand
        self.last4 = last4
    }
}

/// What a connector answers to the question what became of a request.
public enum Inquiry: Sendable, Equatable {
    /// It knows the request, and this came of it.
    case known(AttemptOutcome)
    /// It knows of no such request.
    case absent
    /// It did not answer.
    case unreachable

    /// What an inquiry proves about a request sent `age` seconds ago; nil when it proves nothing yet.
    public func proof(age: Int64, _ capabilities: Capabilities) -> AttemptOutcome? {
        switch self {
        case .known(.unknown), .known(.notSent), .unreachable: nil
        case .known(let outcome): outcome
        case .absent:
            capabilities.absenceProvenAfter.flatMap { age >= $0 ? .declined(code: "not_received") : nil }
        }
    }
}
