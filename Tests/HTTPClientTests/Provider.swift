import HTTPClient
import Synchronization
import Web

/// A server that answers as payment providers do on good and on bad days.
final class Provider: WebHandler {
    private let hits = Mutex<[String]>([])

    var requests: [String] { hits.withLock { $0 } }

    func immediate(_ head: RequestHead) -> Response? { nil }

    func bodyLimit(_ head: RequestHead) -> Int { 8 << 20 }

    func refuse(_ refusal: WebRefusal, _ head: RequestHead) -> Response { Response(refusal.status) }

    func respond(_ request: Request) async -> Outcome {
        hits.withLock { $0.append("\(request.methodName) \(request.path)") }
        switch request.path {
        case "/slow": try? await Task.sleep(for: .seconds(30))
        case "/large":
            return .response(Response(200, body: .bytes([UInt8](repeating: 0x61, count: 300_000))))
        case "/moved": return .response(.redirect(302, to: "/echo"))
        case "/declined": return .response(.text(402, "declined"))
        default: break
        }
        var headers: Headers = ["X-Seen": request.methodName, "Content-Type": "text/plain"]
        headers.set("X-Name", request.headers["X-Name"] ?? "none")
        headers.set("X-Type", request.headers["Content-Type"] ?? "none")
        headers.set("X-Expect", request.headers["Expect"] ?? "none")
        return .response(Response(200, headers: headers, body: .bytes(request.body)))
    }
}

/// Runs a test against a live provider.
func withProvider(_ test: (String, Provider, WebServer) async throws -> Void) async throws {
    let provider = Provider()
    let server = WebServer(
        WebConfiguration(port: 0, now: { 0 }, newID: { "id" }), handler: provider)
    let port = try server.start()
    try await test("http://127.0.0.1:\(port)", provider, server)
    await server.stop()
}
