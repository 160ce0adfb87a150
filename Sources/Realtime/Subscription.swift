import Base
import Organizations
import Web

/// One socket that listens to one branch.
final class Subscription: Sendable {
    let socket: WebSocket
    let scope: StreamScope
    /// Whether it is told the running day's figures: the office's screen of somebody who may read reports.
    let hearsFigures: Bool

    init(socket: WebSocket, _ hello: Hello, _ actor: Actor) {
        self.socket = socket
        scope = StreamScope(screen: hello.screen, station: hello.station)
        hearsFigures = hello.screen == .boss && actor.allows(.readReports) == .allow
    }
}
