public import Base
public import struct FoundationEssentials.UUID

/// A station as screens have it.
public struct StationView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// Minutes until a ticket turns yellow.
    public let warnMinutes: Int
    /// Minutes until it turns red.
    public let lateMinutes: Int
    /// Its place in the list, from 0.
    public let position: Int
    /// Whether it has asked for a pause.
    public let paused: Bool
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64

    /// The wire's form.
    public static let shape = Shape<StationView>.object(
        "Station", StationView.init(id:name:warnMinutes:lateMinutes:position:paused:version:),
        Field("id", \.id, .uuid), Field("name", \.name, LocalText.shape),
        Field("warnMinutes", \.warnMinutes, .int(0...600), "Minutes until a ticket turns yellow."),
        Field("lateMinutes", \.lateMinutes, .int(0...600), "Minutes until it turns red."),
        Field("position", \.position, .int()), Field("paused", \.paused, .flag),
        Field("version", \.version, .integer(1...1_000_000_000)))
}

/// A branch's stations.
public struct StationsView: Shaped, Equatable {
    /// The entries.
    public let items: [StationView]

    /// The wire's form.
    public static let shape = Shape<StationsView>.object(
        "Stations", StationsView.init(items:), Field("items", \.items, StationView.shape.list(0...200)))
}

extension Station {
    /// The wire's form of it.
    public var view: StationView {
        StationView(
            id: id.raw, name: name, warnMinutes: warnMinutes, lateMinutes: lateMinutes, position: position,
            paused: paused, version: version)
    }
}
