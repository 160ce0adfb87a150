public import Base
public import Store

import struct FoundationEssentials.UUID

/// Cash that went into a drawer or came out of it; never changed, never deleted.
public struct DrawerMovement: Sendable, Equatable {
    /// Why cash moves.
    public enum Kind: String, CaseIterable, Sendable, SQLValue {
        /// Put in at the start.
        case float
        /// Taken for goods and tips, change deducted.
        case sale
        /// Given back to a guest.
        case refund
        /// Put in during the session, with a reason.
        case payIn = "pay_in"
        /// Taken out during the session, with a reason.
        case payOut = "pay_out"
    }

    /// Its id.
    public let id: ID<DrawerMovement>
    /// The session.
    public let session: ID<DrawerSession>
    /// Why.
    public let kind: Kind
    /// Signed minor units: positive into the drawer.
    public let amount: Int64
    /// A person's words, for pay-in and pay-out.
    public let reason: String?
    /// When.
    public let at: Instant
    /// Who.
    public let byName: String
}
