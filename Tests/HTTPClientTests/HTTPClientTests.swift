import Glibc
import HTTPClient
import Testing
import Web

@Suite(.serialized) struct HTTPClientTests {
    private let client = HTTPClient()

    private func failure(_ request: HTTPRequest) async -> HTTPFailure? {
        do throws(HTTPFailure) {
            _ = try await client.send(request)
            return nil
        } catch {
            return error
        }
    }

    @Test func `method, fields and body arrive, and the answer comes back whole`() async throws {
        try await withProvider { base, provider, _ in
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                let body = Array("tutar=1050 ₺ \(method)".utf8)
                let request = HTTPRequest(
                    method, base + "/echo",
                    headers: [("X-Name", "Ayşe"), ("Content-Type", "application/json")],
                    body: body)
                let answer = try await client.send(request)
                #expect(answer.status == 200)
                #expect(answer.body == body)
                #expect(answer.header("x-seen") == method)
                #expect(answer.header("X-Name") == "Ayşe")
                #expect(answer.header("X-Type") == "application/json")
            }
            let plain = try await client.send(HTTPRequest("GET", base + "/echo"))
            #expect(plain.body.isEmpty)
            let head = try await client.send(HTTPRequest("HEAD", base + "/echo"))
            #expect(head.status == 200)
            #expect(provider.requests.count == 6)
        }
    }

    @Test func `a large body goes out at once`() async throws {
        try await withProvider { base, _, _ in
            let body = [UInt8](repeating: 0x62, count: 3 << 20)
            let answer = try await client.send(HTTPRequest("POST", base + "/echo", body: body))
            #expect(answer.body == body)
            #expect(answer.header("X-Expect") == "none")
        }
    }

    @Test func `any status is an answer, and a redirect is not followed`() async throws {
        try await withProvider { base, provider, _ in
            #expect(try await client.send(HTTPRequest("POST", base + "/declined", body: [])).status == 402)
            let moved = try await client.send(HTTPRequest("POST", base + "/moved", body: []))
            #expect(moved.status == 302)
            #expect(moved.header("Location") == "/echo")
            #expect(provider.requests == ["POST /declined", "POST /moved"])
        }
    }

    @Test func `a hundred requests at once are all answered`() async throws {
        try await withProvider { base, _, _ in
            let client = client
            let good = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let body = Array("\(number)".utf8)
                        return (try? await client.send(HTTPRequest("PUT", base + "/echo", body: body)))?.body
                            == body
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(good == 100)
        }
    }

    @Test func `kept connections serve repeatable requests only`() async throws {
        try await withProvider { base, _, server in
            for _ in 0..<5 { _ = try await client.send(HTTPRequest("GET", base + "/echo")) }
            #expect(server.liveConnections == 1)
            for _ in 0..<3 { _ = try await client.send(HTTPRequest("POST", base + "/echo", body: [])) }
            #expect(server.liveConnections == 4)
            var keyed = HTTPRequest("POST", base + "/echo", headers: [("Idempotency-Key", "k")], body: [])
            #expect(keyed.isRepeatable)
            keyed.connectMilliseconds = 1000
            _ = try await client.send(keyed)
            #expect(server.liveConnections == 4)
        }
    }

    @Test func `nothing was sent when the name, the port or the protocol is wrong`() async throws {
        let dead = try deadPort()
        for url in [
            "http://127.0.0.1:\(dead)/", "http://name.invalid/", "ftp://127.0.0.1/", "not a url",
            "file:///etc/passwd",
        ] {
            let failure = await failure(HTTPRequest("POST", url, body: [1]))
            guard case .notSent = failure else {
                Issue.record("\(url): \(String(describing: failure))")
                continue
            }
        }
        let broken = await failure(
            HTTPRequest("GET", "http://127.0.0.1:\(dead)/", headers: [("X", "a\r\nB: c")]))
        #expect(broken == .notSent("a header field breaks its line"))
    }

    @Test func `nothing was sent when TLS fails`() async throws {
        try await withProvider { base, provider, _ in
            let failure = await failure(
                HTTPRequest("POST", base.replacing("http:", with: "https:") + "/echo", body: [1]))
            guard case .notSent = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(provider.requests.isEmpty)
        }
    }

    @Test func `the outcome is unknown when the answer doesn't come, in time or at all`() async throws {
        try await withProvider { base, provider, server in
            var slow = HTTPRequest("POST", base + "/slow", body: [1])
            slow.totalMilliseconds = 300
            guard case .unknown = await failure(slow) else {
                Issue.record("a time-out after sending")
                return
            }
            #expect(provider.requests == ["POST /slow"])
        }
        let port = try mutePort()
        guard
            case .unknown = await failure(HTTPRequest("POST", "http://127.0.0.1:\(port.number)/", body: [1]))
        else {
            Issue.record("a connection that ends without an answer")
            return
        }
    }

    @Test func `too large an answer is not taken`() async throws {
        try await withProvider { base, _, _ in
            var request = HTTPRequest("GET", base + "/large")
            request.responseBytesMax = 1000
            #expect(await failure(request) == .unknown("the answer is too large"))
        }
    }

    @Test func `cancelling breaks the transfer off`() async throws {
        try await withProvider { base, provider, _ in
            let client = client
            let sending = Task { () -> HTTPFailure? in
                do throws(HTTPFailure) {
                    _ = try await client.send(HTTPRequest("POST", base + "/slow", body: [1]))
                    return nil
                } catch {
                    return error
                }
            }
            for _ in 0..<500 where provider.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            sending.cancel()
            #expect(await sending.value == .unknown("cancelled"))
        }
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "0.0.0.0",
    ])
    func `what must stay public can't reach into our own network`(_ host: String) async throws {
        try await withProvider { base, provider, _ in
            let port = base.split(separator: ":").last ?? ""
            var request = HTTPRequest("GET", "http://\(host):\(port)/echo")
            request.reach = .publicOnly
            request.connectMilliseconds = 1000
            guard case .notSent = await failure(request) else {
                Issue.record("\(host) was reached")
                return
            }
            #expect(provider.requests.isEmpty)
        }
    }
}
