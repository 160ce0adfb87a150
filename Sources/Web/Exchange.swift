import CMicrohttpd
import Synchronization

/// One request and its answer, from the complete header until libmicrohttpd is done with it.
///
/// The callbacks on the server's thread and the handler's task meet here, under one lock. While the handler
/// works the connection is suspended, and whoever moves the phase on from `.suspended` resumes it: exactly
/// once.
final class Exchange: Sendable {
    private enum Phase {
        case reading(limit: Int)
        /// Too large already: the rest is dropped, up to a bound, so that the client reads its answer.
        case discarding
        case suspended(ConnectionHandle)
        case ready(Outcome)
        case answered
    }

    private struct State {
        var phase = Phase.reading(limit: 0)
        var body: [UInt8] = []
        var received = 0
        var task: Task<Void, Never>?
        var stream: BodyStream?
        var session: (@Sendable (WebSocket) async -> Void)?
        var status = 0
        var bytes = 0
        var route: String?
        var isUpgraded = false
    }

    let head: RequestHead
    private let core: ServerCore
    private let connection: Connection
    private let startedAt = monotonicMicroseconds()
    private let state = Mutex(State())

    init(_ head: RequestHead, on connection: Connection, core: ServerCore) {
        self.head = head
        self.connection = connection
        self.core = core
        core.exchanges.add(1, ordering: .relaxed)
        connection.begin(self, deadline: core.deadline(afterSeconds: core.configuration.bodySeconds))
    }

    // MARK: On the server's thread

    /// The header is there and in order.
    func begin(_ body: Framing.Body, on raw: OpaquePointer) -> Bool {
        if connection.isSurplus { return unsafe refuse(.tooManyConnections, on: raw) }
        guard body.isPresent else {
            // Queued at the next call: libmicrohttpd closes the connection after an answer to the first.
            if let response = core.handler.immediate(head) {
                state.withLock { $0.phase = .ready(.response(response)) }
            }
            return true
        }
        let limit = core.handler.bodyLimit(head)
        let declared = body.declared ?? 0
        guard declared > limit else {
            state.withLock { state in
                state.phase = .reading(limit: limit)
                state.body.reserveCapacity(min(declared, 64 * 1024))
            }
            return true
        }
        let tooMuchToDrop = declared - limit > core.configuration.discardBytesMax
        if body.expectsContinue || tooMuchToDrop { return unsafe refuse(.bodyTooLarge, on: raw) }
        state.withLock { $0.phase = .discarding }
        return true
    }

    /// A piece of the body; false breaks the connection off.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (received, isTooMuch) = state.withLock { state in
            state.received += bytes.count
            if case .reading(let limit) = state.phase {
                if state.received <= limit {
                    unsafe state.body.append(contentsOf: bytes)
                } else {
                    state.phase = .discarding
                    state.body = []
                }
            }
            guard case .discarding = state.phase else { return (state.received, false) }
            return (
                state.received,
                state.received > core.handler.bodyLimit(head) + core.configuration.discardBytesMax
            )
        }
        connection.expect(
            by: core.deadline(afterSeconds: core.configuration.bodySeconds, forBytes: received)
                - (monotonicMicroseconds() - startedAt) / 1000)
        return !isTooMuch
    }

    /// The request is complete, or its answer is.
    func proceed(on raw: OpaquePointer) -> Bool {
        let phase = state.withLock { $0.phase }
        switch phase {
        case .reading:
            unsafe park(raw)
            return true
        case .discarding: return unsafe refuse(.bodyTooLarge, on: raw)
        case .ready(.response(let response)): return unsafe answer(response, on: raw)
        case .ready(.upgrade(let headers, let session)): return unsafe upgrade(headers, session, on: raw)
        case .suspended, .answered: return true
        }
    }

    /// Answers with a refusal and closes the connection.
    func refuse(_ refusal: WebRefusal, on raw: OpaquePointer) -> Bool {
        unsafe answer(core.handler.refuse(refusal, head), on: raw, closing: true)
    }

    private func park(_ raw: OpaquePointer) {
        let handle = unsafe ConnectionHandle(raw)
        connection.expect(by: core.deadline(afterSeconds: core.configuration.answerSeconds), orElse: .refuse)
        let body = state.withLock { state -> [UInt8]? in
            guard !core.isStopped.load(ordering: .sequentiallyConsistent) else {
                state.phase = .ready(.response(core.handler.refuse(.draining, head)))
                return nil
            }
            state.phase = .suspended(handle)
            handle.suspend()
            defer { state.body = [] }
            return state.body
        }
        guard let body else { return }
        // Begins here and now: until it waits for the database there is little to do.
        let task = Task.immediate(executorPreference: LentThreads.shared) {
            await self.work(on: Request(head: self.head, body: body))
        }
        state.withLock { state in
            if case .suspended = state.phase { state.task = task }
        }
    }

    private func answer(_ response: Response, on raw: OpaquePointer, closing: Bool = false) -> Bool {
        let closing = closing || core.isDraining.load(ordering: .relaxed)
        var stream: BodyStream?
        if case .stream(let chunks) = response.body {
            stream = unsafe BodyStream(chunks, to: ConnectionHandle(raw)) { [core] in
                core.isStopped.load(ordering: .sequentiallyConsistent)
            }
        }
        guard let native = native(response, stream, closing: closing) else { return false }
        let bytes = head.isHead ? 0 : response.bodyCount ?? 0
        state.withLock { state in
            state.phase = .answered
            state.stream = stream
            state.status = Int(native.status)
            state.bytes = bytes
            state.route = response.route
        }
        let sending = core.deadline(afterSeconds: core.configuration.idleSeconds, forBytes: bytes)
        connection.expect(by: stream == nil ? sending : Int64.max)
        return unsafe MHD_queue_response(raw, native.status, native.raw) == .YES
    }

    private func native(_ response: Response, _ stream: BodyStream?, closing: Bool) -> NativeResponse? {
        if let ready = response.native, !closing { return ready }
        var fields = [("X-Request-Id", head.id)]
        if closing { fields.append(("Connection", "close")) }
        return NativeResponse(response, adding: fields, stream: stream)
            ?? NativeResponse(Response(500), adding: fields)
    }

    private func upgrade(
        _ headers: Headers, _ session: @escaping @Sendable (WebSocket) async -> Void, on raw: OpaquePointer
    ) -> Bool {
        if core.isDraining.load(ordering: .relaxed) { return unsafe refuse(.draining, on: raw) }
        guard let accept = handshakeAnswer(to: head) else {
            return unsafe refuse(.badRequest("This is not a WebSocket handshake of version 13."), on: raw)
        }
        var fields = headers.fields.map { ($0.name, $0.value) }
        fields += [("Upgrade", "websocket"), ("Sec-WebSocket-Accept", accept), ("X-Request-Id", head.id)]
        guard let native = unsafe NativeResponse(upgrade: fields, handler: onUpgrade) else { return false }
        state.withLock { state in
            state.phase = .answered
            state.session = session
            state.status = 101
        }
        return unsafe MHD_queue_response(raw, native.status, native.raw) == .YES
    }

    /// The 101 is sent: the socket is the loop's from here on.
    func upgraded(_ line: UpgradedLine) {
        let session = state.withLock { state in
            state.isUpgraded = true
            defer { state.session = nil }
            return state.session
        }
        guard let session else { return }
        connection.expect(by: Int64.max)
        record(isComplete: true)
        core.sessions.add(1, ordering: .relaxed)
        core.exchanges.subtract(1, ordering: .releasing)
        let socket = WebSocket(
            remoteAddress: head.remoteAddress, requestID: head.id, limits: core.configuration.sockets,
            loop: core.sockets, onEnd: core.configuration.onSocketEnd)
        core.sockets.adopt(socket, line)
        let core = core
        Task {
            await session(socket)
            socket.close()
            core.sessions.subtract(1, ordering: .releasing)
        }
    }

    /// libmicrohttpd is done with the request, whether it went well or not.
    func completed(isComplete: Bool) {
        connection.finish(deadline: core.idleDeadline)
        let (stream, task, isUpgraded) = state.withLock { ($0.stream, $0.task, $0.isUpgraded) }
        stream?.cancel()
        guard !isUpgraded else { return }
        task?.cancel()
        record(isComplete: isComplete)
        core.exchanges.subtract(1, ordering: .releasing)
    }

    private func record(isComplete: Bool) {
        let (status, bytes, route) = state.withLock { ($0.status, $0.bytes, $0.route) }
        core.configuration.onAccess(
            AccessRecord(
                method: head.methodName, route: route, path: head.path, status: status, bytes: bytes,
                durationMicroseconds: monotonicMicroseconds() - startedAt, id: head.id, traceID: head.traceID,
                address: head.remoteAddress, isComplete: isComplete))
    }

    // MARK: From tasks and from the watch

    private func work(on request: Request) async {
        let outcome = await core.handler.respond(request)
        settle(outcome)
    }

    /// Refuses in the handler's place, when it still has the word; breaks a stream off.
    func end(with refusal: WebRefusal) {
        let (task, stream) = state.withLock { ($0.task, $0.stream) }
        settle(.response(core.handler.refuse(refusal, head)))
        task?.cancel()
        stream?.cancel()
    }

    private func settle(_ outcome: Outcome) {
        state.withLock { state in
            guard case .suspended(let handle) = state.phase else { return }
            state.phase = .ready(outcome)
            handle.resume()
        }
    }
}
