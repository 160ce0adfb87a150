import Glibc
import Store
import Synchronization

/// What a channel's listener hears.
public enum ChannelEvent: Sendable, Equatable {
    /// A notification, with its payload.
    case notified(String)
    /// The connection was lost and is back: notifications in between were missed, so look for yourself.
    case resumed
}

/// LISTEN on one connection and one thread for the whole process; reconnects until it is closed.
public final class Listener: Sendable {
    private struct State {
        var subscribers: [String: [UInt64: AsyncStream<ChannelEvent>.Continuation]] = [:]
        var nextID: UInt64 = 0
        var isStarted = false
        var isClosed = false
    }

    private let settings: ConnectionSettings
    private let state = Mutex(State())
    private let wakeUp = WakeUp()

    /// A listener at this address; it connects with the first channel.
    public init(_ settings: ConnectionSettings) {
        var patient = settings
        patient.applicationName += " listen"
        self.settings = patient
    }

    /// What arrives on a channel from now on; a slow reader keeps the newest 256. It ends with `close`.
    public func notifications(_ channel: String) -> AsyncStream<ChannelEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ChannelEvent.self, bufferingPolicy: .bufferingNewest(256))
        let (id, start, closed) = state.withLock { state in
            state.nextID += 1
            if !state.isClosed { state.subscribers[channel, default: [:]][state.nextID] = continuation }
            defer { state.isStarted = true }
            return (state.nextID, !state.isStarted && !state.isClosed, state.isClosed)
        }
        guard !closed else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.leave(channel, id) }
        wakeUp.now()
        if start {
            do { try OwnThread.start("pg-listen") { self.listen() } } catch { continuation.finish() }
        }
        return stream
    }

    /// Ends the connection and every stream.
    public func close() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.subscribers = [:] }
            return state.subscribers.values.flatMap(\.values)
        }
        for continuation in all { continuation.finish() }
        wakeUp.now()
    }

    private func leave(_ channel: String, _ id: UInt64) {
        state.withLock { state in
            state.subscribers[channel]?[id] = nil
            if state.subscribers[channel]?.isEmpty == true { state.subscribers[channel] = nil }
        }
        wakeUp.now()
    }

    // MARK: - The thread

    private func listen() {
        var failures: Int64 = 0
        var wasConnected = false
        while !state.withLock({ $0.isClosed }) {
            do {
                let connection = try Connection(settings)
                failures = 0
                try hear(connection, &wasConnected)
            } catch {
                failures = min(failures + 1, 8)
                wakeUp.wait(nil, milliseconds: Int32(20 << failures))
            }
        }
    }

    private func hear(_ connection: Connection, _ wasConnected: inout Bool) throws {
        var followed: Set<String> = []
        var resumed = wasConnected
        while !state.withLock({ $0.isClosed }) {
            followed = try follow(connection, followed)
            if resumed { tell(nil, .resumed) }
            resumed = false
            wasConnected = true
            for notification in try connection.notifications() {
                tell(notification.channel, .notified(notification.payload))
            }
            wakeUp.wait(connection.descriptor, milliseconds: 30_000)
        }
    }

    /// Brings the server's LISTENs in line with the subscribers.
    private func follow(_ connection: Connection, _ followed: Set<String>) throws -> Set<String> {
        let wanted = state.withLock { Set($0.subscribers.keys) }
        let changes =
            wanted.subtracting(followed).map { "listen \(quoted($0))" }
            + followed.subtracting(wanted).map { "unlisten \(quoted($0))" }
        if !changes.isEmpty { try connection.script(changes.joined(separator: ";")) }
        return wanted
    }

    private func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    private func tell(_ channel: String?, _ event: ChannelEvent) {
        let listeners = state.withLock { state in
            guard let channel else { return state.subscribers.values.flatMap(\.values) }
            return state.subscribers[channel].map { Array($0.values) } ?? []
        }
        for listener in listeners { listener.yield(event) }
    }
}

/// Wakes a thread that waits for a socket.
final class WakeUp: Sendable {
    private let reader: Int32
    private let writer: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        unsafe pipe(&ends)
        (reader, writer) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(reader)
        close(writer)
    }

    func now() {
        var one: UInt8 = 1
        unsafe write(writer, &one, 1)
    }

    /// Waits until the socket has something, `now` was called, or the time is over.
    func wait(_ descriptor: Int32?, milliseconds: Int32) {
        var waits = [pollfd(fd: reader, events: Int16(POLLIN), revents: 0)]
        if let descriptor { waits.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
        unsafe poll(&waits, UInt(waits.count), milliseconds)
        var rest = [UInt8](repeating: 0, count: 64)
        while unsafe read(reader, &rest, rest.count) > 0 {}
    }
}
