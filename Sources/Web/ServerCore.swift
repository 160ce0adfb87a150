import Glibc
import Synchronization

/// What the callbacks of one running server share.
final class ServerCore: Sendable {
    private struct Open {
        var connections: [ObjectIdentifier: Connection] = [:]
        var perAddress: [String: Int] = [:]
    }

    let configuration: WebConfiguration
    let handler: any WebHandler
    let sockets: SocketLoop
    /// Requests whose exchange is alive: one retain each, balanced when libmicrohttpd is done with it.
    let exchanges = Atomic<Int>(0)
    /// Sessions of sockets that have not returned yet.
    let sessions = Atomic<Int>(0)
    /// Every further answer closes its connection.
    let isDraining = Atomic<Bool>(false)
    /// Nothing may be suspended any more, since libmicrohttpd must not be stopped with a suspended
    /// connection.
    let isStopped = Atomic<Bool>(false)
    private let open = Mutex(Open())

    init(_ configuration: WebConfiguration, _ handler: any WebHandler) {
        self.configuration = configuration
        self.handler = handler
        sockets = SocketLoop(limits: configuration.sockets)
    }

    var isTLS: Bool { configuration.certificate != nil }

    // MARK: Deadlines, in monotonic milliseconds

    func deadline(afterSeconds seconds: Int, forBytes bytes: Int = 0) -> Int64 {
        let transfer = Int64(bytes) * 1000 / Int64(max(configuration.bytesPerSecondMin, 1))
        return monotonicMilliseconds() + Int64(seconds) * 1000 + transfer
    }

    var idleDeadline: Int64 {
        deadline(afterSeconds: configuration.idleSeconds + configuration.headerSeconds)
    }

    // MARK: Connections

    func accepted(descriptor: Int32, peer: String) -> Connection {
        open.withLock { open in
            let isTrusted = configuration.trustedProxies.hold(peer)
            let sameAddress = open.perAddress[peer, default: 0] + 1
            open.perAddress[peer] = sameAddress
            let isSurplus =
                open.connections.count >= configuration.connectionLimit
                || (!isTrusted && sameAddress > configuration.perAddressLimit)
            let connection = Connection(
                descriptor: descriptor, peer: peer, isSurplus: isSurplus,
                deadline: deadline(afterSeconds: configuration.headerSeconds))
            open.connections[ObjectIdentifier(connection)] = connection
            return connection
        }
    }

    func closed(_ connection: Connection) {
        open.withLock { open in
            open.connections[ObjectIdentifier(connection)] = nil
            let left = open.perAddress[connection.peer, default: 1] - 1
            open.perAddress[connection.peer] = left > 0 ? left : nil
        }
    }

    var connectionCount: Int {
        open.withLock { $0.connections.count }
    }

    /// Ends what has passed its deadline. The lock keeps every descriptor open while it may be shut down.
    func enforceDeadlines() {
        let now = monotonicMilliseconds()
        let late = open.withLock { open in
            open.connections.values.compactMap { $0.lapsed(now: now) }
        }
        for exchange in late { exchange.end(with: .timeout) }
    }

    /// Answers or breaks off everything that is still waiting for a task.
    func endExchanges() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        let waiting = open.withLock { $0.connections.values.compactMap(\.exchange) }
        for exchange in waiting { exchange.end(with: .draining) }
    }

    /// Whether a request is being read, answered or sent.
    var isAnswering: Bool { exchanges.load(ordering: .acquiring) != 0 }

    /// Whether nothing is under way.
    var isQuiet: Bool {
        !isAnswering && sockets.count.load(ordering: .acquiring) == 0
            && sessions.load(ordering: .acquiring) == 0
    }
}
