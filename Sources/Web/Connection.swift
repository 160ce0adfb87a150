import CMicrohttpd
import CShims
import Glibc
import Synchronization

/// A suspended or about to be suspended connection of libmicrohttpd.
///
/// Safe: the pointer is good until the connection is resumed and its request completed; the owner resumes at
/// most once per suspension, under its own lock.
@safe struct ConnectionHandle: @unchecked Sendable {
    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) {
        unsafe self.raw = unsafe raw
    }

    /// To be called on the server's thread, inside a callback of this connection.
    func suspend() {
        unsafe MHD_suspend_connection(raw)
    }

    func resume() {
        unsafe MHD_resume_connection(raw)
    }
}

/// One client's connection: who it is, and until when it has to do what it is expected to do next.
///
/// libmicrohttpd's own time-out starts again with every byte, so a client that drips bytes would outlive it.
/// The watch ends connections whose deadline has passed, whatever they sent meanwhile.
final class Connection: Sendable {
    /// What happens when the deadline passes.
    enum Lapse { case cut, refuse }

    private struct State {
        var deadline: Int64
        var lapse = Lapse.cut
        var exchange: Exchange?
        var target: String?
    }

    let descriptor: Int32
    let peer: String
    /// Accepted above a limit: its first request is refused, and it is closed.
    let isSurplus: Bool
    private let state: Mutex<State>

    init(descriptor: Int32, peer: String, isSurplus: Bool, deadline: Int64) {
        self.descriptor = descriptor
        self.peer = peer
        self.isSurplus = isSurplus
        state = Mutex(State(deadline: deadline))
    }

    /// Keeps the request's target as it came, before libmicrohttpd takes it apart.
    func noteTarget(_ target: String) {
        state.withLock { $0.target = target }
    }

    func takeTarget() -> String? {
        state.withLock { state in
            defer { state.target = nil }
            return state.target
        }
    }

    func begin(_ exchange: Exchange, deadline: Int64) {
        state.withLock { state in
            state.exchange = exchange
            state.deadline = deadline
            state.lapse = .cut
        }
    }

    func expect(by deadline: Int64, orElse lapse: Lapse = .cut) {
        state.withLock { state in
            state.deadline = deadline
            state.lapse = lapse
        }
    }

    func finish(deadline: Int64) {
        state.withLock { state in
            state.exchange = nil
            state.deadline = deadline
            state.lapse = .cut
        }
    }

    /// Whether no request is under way.
    var isIdle: Bool {
        state.withLock { $0.exchange == nil }
    }

    var exchange: Exchange? {
        state.withLock { $0.exchange }
    }

    /// Cuts the connection when its deadline has passed, or gives the exchange that has to be refused
    /// instead.
    ///
    /// To be called while the connection is known to be open: its descriptor may be another's afterwards.
    func lapsed(now: Int64) -> Exchange? {
        let late = state.withLock { state -> (lapse: Lapse, exchange: Exchange?)? in
            guard now >= state.deadline else { return nil }
            state.deadline = Int64.max
            return (state.lapse, state.exchange)
        }
        guard let late else { return nil }
        if case .refuse = late.lapse, let exchange = late.exchange { return exchange }
        cut()
        return nil
    }

    /// Ends the connection in both directions; libmicrohttpd notices and cleans up.
    private func cut() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}
