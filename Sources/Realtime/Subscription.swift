import Base
import Organizations
import Web

/// Which screen is listening: it decides which frames reach it.
public enum Screen: String, Sendable, CaseIterable {
    /// The till.
    case pos
    /// A kitchen station, or the pass.
    case kitchen
    /// The waiter's phone.
    case waiter
    /// The back office.
    case boss
}

/// One socket that listens to one branch.
final class Subscription: Sendable {
    let socket: WebSocket
    let screen: Screen
    let station: String?

    init(socket: WebSocket, screen: Screen, station: String?) {
        self.socket = socket
        self.screen = screen
        self.station = station
    }

    /// Whether a frame concerns this screen.
    func wants(_ frame: StreamFrame) -> Bool {
        switch screen {
        case .boss: return true
        case .pos, .waiter: return frame.audience != FrameAudience.boss.rawValue
        case .kitchen:
            let isKitchens = frame.audience == FrameAudience.kitchen.rawValue || frame.type == "availability.changed"
            guard isKitchens || frame.type == "menu.published" else { return false }
            return station == nil || frame.station == nil || frame.station == station
        }
    }
}
