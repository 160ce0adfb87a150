public import Base

/// What a successful sign-in gives.
public struct SignedIn: Sendable {
    /// The bearer token.
    public let token: String
    /// Until when it holds, if it is not revoked before.
    public let expiresAt: Instant
    /// Who signed in, with what they may do.
    public let caller: Caller

    /// A sign-in.
    public init(token: String, expiresAt: Instant, caller: Caller) {
        self.token = token
        self.expiresAt = expiresAt
        self.caller = caller
    }
}

/// A caller with everything a screen shows about them.
public struct Caller: Sendable {
    /// Who and what they may do.
    public let actor: Actor
    /// The person, when it is one.
    public let person: Person?
    /// Their organization.
    public let organization: Organization
    /// The branches they may work in.
    public let branches: [Branch]
    /// The device they stand at, when it is a paired one.
    public let device: Device?
}
