public import Base
public import Store
public import struct FoundationEssentials.UUID

/// What a paired device is used as.
public enum DeviceKind: String, CaseIterable, Sendable, SQLValue {
    /// The till.
    case pos
    /// A kitchen station's screen.
    case kitchen
    /// A waiter's handheld.
    case waiter
    /// The owner's figures.
    case boss

    /// Whether guests pay at such a screen, so that it may have a cash drawer.
    public var takesCash: Bool {
        switch self {
        case .pos, .waiter: true
        case .kitchen, .boss: false
        }
    }
}

/// A screen that was paired with a branch by a code.
public struct Device: Sendable, Equatable {
    /// Its identity.
    public let id: ID<Device>
    /// The branch it stands in.
    public let branch: ID<Branch>
    /// What it is used as.
    public let kind: DeviceKind
    /// The name that staff gave it.
    public let name: String
    /// The cash drawer under it, when it has one.
    public let drawer: UUID?
    /// When it was paired.
    public let pairedAt: Instant
    /// When it was last heard of.
    public let lastSeenAt: Instant?
    /// When it was shut out, if it was.
    public let revokedAt: Instant?

    /// A device as stored.
    public init(
        id: ID<Device>, branch: ID<Branch>, kind: DeviceKind, name: String, drawer: UUID?, pairedAt: Instant,
        lastSeenAt: Instant?, revokedAt: Instant?
    ) {
        self.id = id
        self.branch = branch
        self.kind = kind
        self.name = name
        self.drawer = drawer
        self.pairedAt = pairedAt
        self.lastSeenAt = lastSeenAt
        self.revokedAt = revokedAt
    }
}
