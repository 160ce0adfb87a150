public import Base
public import Store
public import struct FoundationEssentials.UUID

/// Which screens a frame is meant for.
public enum Audience: String, CaseIterable, Sendable, SQLValue {
    /// Every screen whose scope takes the frame's type.
    case all
    /// The floor's screens and the owner's, not the kitchen's.
    case pos
    /// The kitchen's screens, and those that see everything.
    case kitchen
    /// The owner's screens alone.
    case boss
}

/// One change as screens see it: the entity's whole view after it, so that a newer version replaces an older
/// one.
public struct Frame: Sendable, Equatable {
    /// In whose stream.
    public let branch: ID<Branch>
    /// What happened: `check.changed`.
    public let type: String
    /// To what: `check`.
    public let entity: String
    /// To which one.
    public let id: UUID
    /// Its version after the change.
    public let version: Int64
    /// Its whole view after the change, as JSON text.
    public let data: String
    /// The kitchen station it concerns; nil: not one alone.
    public let station: String?
    /// For whom.
    public let audience: Audience

    /// A frame to be shown.
    public init(
        branch: ID<Branch>, type: String, entity: String, id: UUID, version: Int64, data: JSON,
        station: String? = nil, audience: Audience = .all
    ) {
        self.init(
            branch: branch, type: type, entity: entity, id: id, version: version, text: data.written,
            station: station, audience: audience)
    }

    /// A frame whose view is written already.
    public init(
        branch: ID<Branch>, type: String, entity: String, id: UUID, version: Int64, text: String,
        station: String? = nil, audience: Audience = .all
    ) {
        self.branch = branch
        self.type = type
        self.entity = entity
        self.id = id
        self.version = version
        data = text
        self.station = station
        self.audience = audience
    }
}
