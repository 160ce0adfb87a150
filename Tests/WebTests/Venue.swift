import Glibc
import Synchronization
import Testing
import Web

/// A handler with one route for each thing that can go well or wrong.
final class Venue: WebHandler {
    let log = Mutex<[AccessRecord]>([])
    let ends = Mutex<[SocketRecord]>([])
    let started = Atomic<Int>(0)
    let cancelled = Atomic<Int>(0)
    var startedCount: Int { started.load(ordering: .relaxed) }
    var cancelledCount: Int { cancelled.load(ordering: .relaxed) }
    var records: [AccessRecord] { log.withLock { $0 } }
    var socketRecords: [SocketRecord] { ends.withLock { $0 } }

    private let page = Response(
        200, headers: ["Content-Type": "text/plain"],
        body: .shared(SharedBytes(Array("the cached page".utf8))),
        route: "page"
    ).prepared()

    func immediate(_ head: RequestHead) -> Response? {
        head.path == "/page" ? page : nil
    }

    func bodyLimit(_ head: RequestHead) -> Int {
        head.path == "/small" ? 1000 : 1 << 20
    }

    func refuse(_ refusal: WebRefusal, _ head: RequestHead) -> Response {
        .text(refusal.status, "refused: \(refusal)")
    }

    func respond(_ request: Request) async -> Outcome {
        started.add(1, ordering: .relaxed)
        if request.path.hasPrefix("/ws") { return socket(request.head) }
        return .response(await answer(request))
    }

    private func answer(_ request: Request) async -> Response {
        switch request.path {
        case "/echo", "/small":
            return Response(200, headers: ["Content-Type": "text/plain"], body: .bytes(request.body))
        case "/sleep": return await sleep(request)
        case "/inject": return Response(200, headers: ["X-Name": "a\r\nX-Evil: 1", "Bad name": "x"])
        case "/stream": return stream(request)
        case "/tagged":
            let tagged = Response(
                200, headers: ["ETag": "\"v1\"", "Cache-Control": "no-cache"], body: .bytes([0x68]))
            return tagged.conditional(for: request.head)
        case "/file":
            return Response.file(at: request.query?.first?.value ?? "")?.conditional(for: request.head)
                .ranged(for: request.head) ?? Response(404)
        default: return describe(request)
        }
    }

    private func describe(_ request: Request) -> Response {
        let segments = request.pathSegments.map { $0.joined(separator: "|") } ?? "none"
        let query = request.query.map { $0.map { "\($0.name)=\($0.value)" }.joined(separator: "&") } ?? "none"
        return .text(
            200,
            "\(request.methodName) \(request.method) \(segments) \(query) \(request.remoteAddress) "
                + "\(request.isSecure) \(request.id) \(request.traceID ?? "-") \(request.host)")
    }

    private func sleep(_ request: Request) async -> Response {
        let milliseconds = Int(request.query?.first?.value ?? "") ?? 0
        do {
            try await Task.sleep(for: .milliseconds(milliseconds))
        } catch {
            cancelled.add(1, ordering: .relaxed)
        }
        return .text(200, "slept")
    }

    private func stream(_ request: Request) -> Response {
        let count = Int(request.query?.first?.value ?? "") ?? 0
        let box = Counter()
        return Response(
            200, headers: ["Content-Type": "text/plain"],
            body: .stream {
                let number = box.next()
                if number > count { return nil }
                if count == 13, number == 5 { throw CancellationError() }
                await Task.yield()
                return Array("piece \(number);".utf8)
            })
    }

    private func socket(_ head: RequestHead) -> Outcome {
        .upgrade(["X-Mine": "1"]) { socket in
            switch head.path {
            case "/ws/flood":
                let piece = [UInt8](repeating: 0x61, count: 16 * 1024)
                while socket.trySend(utf8: piece) { await Task.yield() }
            case "/ws/patient":
                for number in 1...2000 {
                    try? await socket.send(text: String(repeating: "x", count: 2000) + "\(number)")
                }
            case "/ws/deaf": try? await Task.sleep(for: .seconds(1))
            case "/ws/once": socket.trySend(text: "bye")
            default:
                for await message in socket.messages {
                    switch message {
                    case .text("close"): socket.close(code: 4001, reason: "as you wish")
                    case .text(let text): socket.trySend(text: text)
                    case .binary(let bytes): socket.trySend(binary: bytes)
                    }
                }
            }
        }
    }
}

/// Counts from one.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// Settings for a free port.
func configuration() -> WebConfiguration {
    let numbers = Counter()
    return WebConfiguration(port: 0, now: { 1_700_000_000_000_000 }, newID: { "id-\(numbers.next())" })
}

/// Runs a test against a live server and proves that nothing of it is left alive.
func withServer(
    _ adjust: (inout WebConfiguration) -> Void = { _ in },
    _ test: (UInt16, Venue, WebServer) async throws -> Void
) async throws {
    let venue = Venue()
    var settings = configuration()
    settings.onAccess = { record in venue.log.withLock { $0.append(record) } }
    settings.onSocketEnd = { record in venue.ends.withLock { $0.append(record) } }
    adjust(&settings)
    let server = WebServer(settings, handler: venue)
    let port = try server.start()
    try await test(port, venue, server)
    await server.stop()
    #expect(server.liveExchanges == 0)
    #expect(server.liveSockets == 0)
    #expect(server.liveConnections == 0)
}

/// Waits until something becomes true, for a few seconds at most.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
    for _ in 0..<500 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return condition()
}
