import Store
import Synchronization

/// NOTIFY for the other processes, outside every business transaction: on a connection of its own, many at
/// once.
///
/// It wakes others and nothing more: what is lost while the server is away, they find by looking now and
/// then.
public final class Notifier: Sendable {
    private struct Message: Hashable {
        let channel: String
        let payload: String
    }

    private struct State {
        var pending: [Message] = []
        var known: Set<Message> = []
        var isStarted = false
        var isClosed = false
    }

    /// Messages that wait at most; more are dropped.
    private static let pendingMax = 4096

    private let settings: ConnectionSettings
    private let pauseMicroseconds: Int64
    private let state = Mutex(State())
    private let signal = Signal()

    /// A notifier that sends at most every `pauseMilliseconds`; it connects with the first message.
    public init(_ settings: ConnectionSettings, pauseMilliseconds: Int = 5) {
        var named = settings
        named.applicationName += " notify"
        self.settings = named
        pauseMicroseconds = Int64(pauseMilliseconds) * 1000
    }

    /// Sends a payload to a channel soon; the same one again before that changes nothing. Never blocks.
    public func post(_ channel: String, _ payload: String) {
        let message = Message(channel: channel, payload: payload)
        let (isFirst, start) = state.withLock { state in
            guard !state.isClosed, state.pending.count < Self.pendingMax, state.known.insert(message).inserted
            else {
                return (false, false)
            }
            state.pending.append(message)
            defer { state.isStarted = true }
            return (state.pending.count == 1, !state.isStarted)
        }
        // Who has something to send looks again by itself when that is sent.
        if isFirst { signal.wake() }
        guard start else { return }
        do {
            try OwnThread.start("pg-notify") { self.work() }
        } catch { state.withLock { $0.isStarted = false } }
    }

    /// Sends nothing more.
    public func close() {
        state.withLock { $0.isClosed = true }
        signal.wake()
    }

    private func work() {
        var connection: Connection?
        while !state.withLock({ $0.isClosed }) {
            let messages = state.withLock { state in
                defer { (state.pending, state.known) = ([], []) }
                return state.pending
            }
            guard !messages.isEmpty else {
                _ = signal.wait(microseconds: 60_000_000)
                continue
            }
            do {
                let open = try connection ?? Connection(settings)
                connection = open
                _ = try open.roundTrip(messages.map { "select pg_notify(\($0.channel), \($0.payload))" })
            } catch {
                connection = nil
                restThread(microseconds: 500_000)
            }
            restThread(microseconds: pauseMicroseconds)
        }
    }
}
