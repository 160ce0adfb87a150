import Base
import Kitchen

/// A station of the kitchen.
struct StationView: Shaped {
    let id: ID<Station>
    let name: LocalText
    let warnMinutes: Int
    let lateMinutes: Int
    let position: Int
    let paused: Bool

    static let shape = Shape<StationView>.object(
        "Station", StationView.init(id:name:warnMinutes:lateMinutes:position:paused:), Field("id", \.id, .id()),
        Field("name", \.name, LocalText.shape), Field("warnMinutes", \.warnMinutes, .int()),
        Field("lateMinutes", \.lateMinutes, .int()), Field("position", \.position, .int()),
        Field("paused", \.paused, .flag))

    init(_ station: Station) {
        self.init(
            id: station.id, name: station.name, warnMinutes: station.warnMinutes, lateMinutes: station.lateMinutes,
            position: station.position, paused: station.paused)
    }

    init(id: ID<Station>, name: LocalText, warnMinutes: Int, lateMinutes: Int, position: Int, paused: Bool) {
        self.id = id
        self.name = name
        self.warnMinutes = warnMinutes
        self.lateMinutes = lateMinutes
        self.position = position
        self.paused = paused
    }
}
