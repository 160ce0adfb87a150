import Base
import Organizations
import Web

/// One socket that listens to one branch.
final class Subscription: Sendable {
    let socket: WebSocket
    let scope: StreamScope

    init(socket: WebSocket, scope: StreamScope) {
        self.socket = socket
        self.scope = scope
    }
}
