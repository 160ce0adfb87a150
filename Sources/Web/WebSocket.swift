import Synchronization

/// A message of a client.
public enum WebSocketMessage: Sendable, Equatable {
    /// Text; it has been checked to be UTF-8.
    case text(String)
    /// Bytes.
    case binary([UInt8])
}

/// The close codes that Hesap sends (RFC 6455 §7.4.1 and the IANA registry).
public enum WebSocketCode {
    /// Everything is said.
    public static let normal: UInt16 = 1000
    /// The server stops; come back.
    public static let goingAway: UInt16 = 1001
    /// The client broke a rule of the conversation.
    public static let policyViolation: UInt16 = 1008
    /// Something went wrong on our side.
    public static let internalError: UInt16 = 1011
    /// The client doesn't take its messages fast enough; come back later and catch up.
    public static let tryAgainLater: UInt16 = 1013
    /// Never sent: the connection was lost.
    static let lost: UInt16 = 1006
}

/// The socket has ended, so nothing can be sent any more.
public struct WebSocketEnded: Error {}

/// One client's WebSocket.
///
/// Messages to the client wait in a bounded queue; a client that lets it overflow is closed with 1013. One
/// message alone may be larger than the queue: a screen's first picture of a busy shop.
/// Messages of the client wait in a bounded inbox; when it is full, the network makes the client wait.
public final class WebSocket: Sendable {
    struct CloseOrder {
        var code: UInt16
        var reason: String
        /// What waits to be sent is dropped.
        var dropsQueue = false
    }

    struct Outgoing {
        var isText: Bool
        var bytes: [UInt8]
    }

    private struct State {
        var outbox = Fifo<Outgoing>()
        var outboxBytes = 0
        var inbox = Fifo<WebSocketMessage>()
        var receiver: CheckedContinuation<WebSocketMessage?, Never>?
        var senders: [CheckedContinuation<Void, Never>] = []
        var order: CloseOrder?
        var isOrderTaken = false
        var hasEnded = false
        var isPaused = false
        var wasTooSlow = false
        var isPoked = false

        /// Whether a patient sender may go on: with room, or because the socket has ended.
        func hasRoom(_ limits: WebSocketLimits) -> Bool {
            hasEnded || order != nil
                || (outbox.count < (limits.queueMessagesMax + 1) / 2
                    && outboxBytes < (limits.queueBytesMax + 1) / 2)
        }
    }

    /// Who is connected, after the rule on trusted proxies.
    public let remoteAddress: String
    /// The id of the request that opened the socket.
    public let requestID: String
    let limits: WebSocketLimits
    private let loop: SocketLoop
    private let onEnd: @Sendable (SocketRecord) -> Void
    private let startedAt = monotonicMicroseconds()
    private let state = Mutex(State())

    init(
        remoteAddress: String, requestID: String, limits: WebSocketLimits, loop: SocketLoop,
        onEnd: @escaping @Sendable (SocketRecord) -> Void
    ) {
        self.remoteAddress = remoteAddress
        self.requestID = requestID
        self.limits = limits
        self.loop = loop
        self.onEnd = onEnd
    }

    // MARK: For sessions

    /// Whether nothing can be sent or received any more.
    public var hasEnded: Bool {
        state.withLock { $0.hasEnded || $0.order != nil }
    }

    /// The client's messages in order, until the socket ends.
    public var messages: WebSocketMessages { WebSocketMessages(socket: self) }

    /// The next message; nil when the socket has ended or the task is cancelled. One task at a time may wait.
    public func receive() async -> WebSocketMessage? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                let now = state.withLock { state -> WebSocketMessage?? in
                    if let message = state.inbox.takeFirst() { return .some(message) }
                    if state.hasEnded || state.order != nil || state.receiver != nil || Task.isCancelled {
                        return .some(nil)
                    }
                    state.receiver = waiting
                    return nil
                }
                if let now { waiting.resume(returning: now) }
                readOn()
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.receiver = nil }
                return state.receiver
            }
            waiting?.resume(returning: nil)
        }
    }

    /// Queues a text without waiting. False when the socket has ended, or ends now because its queue is full.
    @discardableResult
    public func trySend(text: String) -> Bool {
        trySend(utf8: Array(text.utf8))
    }

    /// Queues a text that is already UTF-8, so that one message to many sockets is encoded once and not
    /// copied.
    @discardableResult
    public func trySend(utf8: [UInt8]) -> Bool {
        enqueue(Outgoing(isText: true, bytes: utf8))
    }

    /// Queues a binary message without waiting.
    @discardableResult
    public func trySend(binary: [UInt8]) -> Bool {
        enqueue(Outgoing(isText: false, bytes: binary))
    }

    /// Sends a text, waiting while the queue is half full: for answers whose pace the client sets.
    public func send(text: String) async throws(WebSocketEnded) {
        while await waitForRoom() {}
        guard trySend(text: text) else { throw WebSocketEnded() }
    }

    /// Closes the socket after what is queued has been sent. The reason has at most 123 bytes.
    public func close(code: UInt16 = WebSocketCode.normal, reason: String = "") {
        end(by: CloseOrder(code: code, reason: reason))
    }

    private func enqueue(_ message: Outgoing) -> Bool {
        let isQueued = state.withLock { state -> Bool? in
            guard !state.hasEnded, state.order == nil else { return false }
            let isFull =
                state.outbox.count >= limits.queueMessagesMax
                || (state.outboxBytes + message.bytes.count > limits.queueBytesMax && state.outboxBytes > 0)
            guard !isFull else {
                state.wasTooSlow = true
                return nil
            }
            state.outbox.append(message)
            state.outboxBytes += message.bytes.count
            return true
        }
        guard let isQueued else {
            end(by: CloseOrder(code: WebSocketCode.tryAgainLater, reason: "too slow", dropsQueue: true))
            return false
        }
        if isQueued { poke() }
        return isQueued
    }

    /// True when it waited, and the queue is to be looked at again.
    private func waitForRoom() async -> Bool {
        let hasRoom = state.withLock { $0.hasRoom(limits) }
        if hasRoom { return false }
        await withCheckedContinuation { waiting in
            let goesOn = state.withLock { state in
                if state.hasRoom(limits) { return true }
                state.senders.append(waiting)
                return false
            }
            if goesOn { waiting.resume() }
        }
        return true
    }

    private func end(by order: CloseOrder) {
        let (waiting, senders) = state.withLock { state in
            if !state.hasEnded, state.order == nil { state.order = order }
            if order.dropsQueue {
                state.outbox.removeAll()
                state.outboxBytes = 0
            }
            return Self.takeWaiting(&state)
        }
        waiting?.resume(returning: nil)
        for sender in senders { sender.resume() }
        poke()
    }

    private static func takeWaiting(
        _ state: inout State
    ) -> (CheckedContinuation<WebSocketMessage?, Never>?, [CheckedContinuation<Void, Never>]) {
        defer {
            state.receiver = nil
            state.senders = []
        }
        return (state.receiver, state.senders)
    }

    /// Wakes the loop for this socket, once until it has looked.
    private func poke() {
        let isNew = state.withLock { state in
            guard !state.isPoked, !state.hasEnded else { return false }
            state.isPoked = true
            return true
        }
        if isNew { loop.poke(self) }
    }

    private func readOn() {
        let isPaused = state.withLock { $0.isPaused && $0.inbox.count <= limits.inboxMessagesMax / 2 }
        if isPaused { poke() }
    }

    // MARK: For the loop's thread

    func noticed() {
        state.withLock { $0.isPoked = false }
    }

    /// The next message to send, and whoever waited for room.
    func nextOutgoing() -> Outgoing? {
        let (message, senders) = state.withLock { state -> (Outgoing?, [CheckedContinuation<Void, Never>]) in
            guard let message = state.outbox.takeFirst() else { return (nil, []) }
            state.outboxBytes -= message.bytes.count
            guard state.hasRoom(limits) else { return (message, []) }
            defer { state.senders = [] }
            return (message, state.senders)
        }
        for sender in senders { sender.resume() }
        return message
    }

    /// The order to close, once, when everything before it has been taken and sent, or was dropped.
    func takeCloseOrder(isSent: Bool) -> CloseOrder? {
        state.withLock { state in
            guard !state.isOrderTaken, state.outbox.isEmpty, let order = state.order,
                isSent || order.dropsQueue
            else { return nil }
            state.isOrderTaken = true
            return order
        }
    }

    /// Whether something waits to be sent or done.
    var hasOutgoing: Bool {
        state.withLock { !$0.outbox.isEmpty || ($0.order != nil && !$0.isOrderTaken) }
    }

    var isCloseOrdered: Bool {
        state.withLock { $0.order != nil }
    }

    func deliver(_ message: WebSocketMessage) {
        let waiting = state.withLock { state -> CheckedContinuation<WebSocketMessage?, Never>? in
            guard state.order == nil else { return nil }
            guard let waiting = state.receiver else {
                state.inbox.append(message)
                return nil
            }
            state.receiver = nil
            return waiting
        }
        waiting?.resume(returning: message)
    }

    /// Whether the inbox has room; remembers that reading stops when it hasn't.
    func wantsMore() -> Bool {
        state.withLock { state in
            let room = state.isPaused ? limits.inboxMessagesMax / 2 : limits.inboxMessagesMax - 1
            state.isPaused = state.order == nil && state.inbox.count > room
            return !state.isPaused
        }
    }

    /// The connection is gone.
    func ended(code: UInt16) {
        let (waiting, senders, wasTooSlow) = state.withLock { state in
            state.hasEnded = true
            state.outbox.removeAll()
            let (waiting, senders) = Self.takeWaiting(&state)
            return (waiting, senders, state.wasTooSlow)
        }
        waiting?.resume(returning: nil)
        for sender in senders { sender.resume() }
        onEnd(
            SocketRecord(
                address: remoteAddress, id: requestID, code: code, wasTooSlow: wasTooSlow,
                durationMicroseconds: monotonicMicroseconds() - startedAt))
    }
}

/// A socket's messages as a sequence, for `for await`.
public struct WebSocketMessages: AsyncSequence, Sendable {
    /// A message.
    public typealias Element = WebSocketMessage
    let socket: WebSocket

    /// Takes the messages one by one.
    public struct Iterator: AsyncIteratorProtocol {
        let socket: WebSocket

        /// The next message, nil at the socket's end.
        public mutating func next() async -> WebSocketMessage? {
            await socket.receive()
        }
    }

    /// An iterator; only one may be in use.
    public func makeAsyncIterator() -> Iterator { Iterator(socket: socket) }
}
