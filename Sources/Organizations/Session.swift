public import Base
public import Store

/// One sign-in: by password anywhere, or by PIN on a paired device.
public struct Session: Sendable, Equatable {
    /// How it began.
    public enum Kind: String, CaseIterable, Sendable, SQLValue {
        /// E-mail and password.
        case password
        /// A PIN on a paired device.
        case pin
    }
}

/// Someone's word for one action of a colleague on one subject, good once and for at most a minute (I13).
public struct Approval: Sendable, Equatable {
    /// Its identity, which the approved command carries.
    public let id: ID<Approval>
    /// Until when it can be used.
    public let expiresAt: Instant

    /// An approval as given.
    public init(id: ID<Approval>, expiresAt: Instant) {
        self.id = id
        self.expiresAt = expiresAt
    }

    /// Seconds that an approval lasts.
    public static let seconds: Int64 = 60
}
