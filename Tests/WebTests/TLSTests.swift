import Glibc
import HTTPClient
import Testing
import Web

@Suite(.serialized) struct TLSTests {
    @Test func `requests over TLS are answered and known to be secure`() async throws {
        let certificate = try #require(TestCertificate())
        try await withServer({ $0.certificate = certificate.pair }) { port, _, _ in
            let client = HTTPClient(authoritiesPath: certificate.certificatePath)
            let body = [UInt8](repeating: 0x62, count: 500_000)
            let echo = try await client.send(
                HTTPRequest("POST", "https://localhost:\(port)/echo", body: body))
            #expect(echo.body == body)
            let head = try await client.send(HTTPRequest("GET", "https://localhost:\(port)/x"))
            #expect(String(decoding: head.body, as: UTF8.self).contains(" true id-"))
            let stranger = HTTPClient()
            await #expect(throws: HTTPFailure.self) {
                try await stranger.send(HTTPRequest("GET", "https://localhost:\(port)/x"))
            }
        }
    }

    @Test func `a WebSocket works over TLS`() async throws {
        let certificate = try #require(TestCertificate())
        try await withServer({ $0.certificate = certificate.pair }) { port, _, server in
            let frames = await blocking { () -> [Frame?] in
                guard let tunnel = TLSTunnel(port: port), tunnel.client.open()?.status == 101 else {
                    return []
                }
                tunnel.client.say(Frames.text("merhaba"))
                let echo = tunnel.client.hearFrame()
                tunnel.client.say(Frames.text(String(repeating: "x", count: 60_000)))
                let long = tunnel.client.hearFrame()
                tunnel.client.say(Frames.frame(8, [0x03, 0xE8]))
                return [echo, long, tunnel.client.hearFrame()]
            }
            #expect(frames.first??.text == "merhaba")
            #expect(frames.dropFirst().first??.payload.count == 60_000)
            #expect(frames.last??.closeCode == 1000)
            #expect(await eventually { server.liveSockets == 0 && server.liveConnections == 0 })
        }
    }

    @Test func `a client over TLS that never answers the farewell does not hold a stop up`() async throws {
        let certificate = try #require(TestCertificate())
        try await withServer({ $0.certificate = certificate.pair }) { port, _, server in
            let tunnel = await blocking { TLSTunnel(port: port) }
            let client = try #require(tunnel?.client)
            #expect(await blocking { client.open()?.status } == 101)
            #expect(await eventually { server.liveSockets == 1 })
            let took = await ContinuousClock().measure { await server.drain(within: 10) }
            #expect(took < .seconds(3))
        }
    }

    @Test func `a renewed certificate is shown without a restart, a pair that does not fit is not`()
        async throws
    {
        let (first, second) = (try #require(TestCertificate()), try #require(TestCertificate()))
        let folder = Folder()
        let shown = WebConfiguration.Certificate(
            certificatePath: folder.path + "/chain.pem", keyPath: folder.path + "/key.pem")
        func put(_ chain: TestCertificate, _ key: TestCertificate) {
            let files =
                "\(chain.certificatePath) \(folder.path)/chain.pem && cp \(key.keyPath) \(folder.path)/key.pem"
            #expect(unsafe system("cp \(files)") == 0)
        }
        put(first, first)
        try await withServer({ $0.certificate = shown }) { port, _, server in
            func isTrusted(_ certificate: TestCertificate) async -> Bool {
                let client = HTTPClient(authoritiesPath: certificate.certificatePath)
                return (try? await client.send(HTTPRequest("GET", "https://localhost:\(port)/x"))) != nil
            }
            #expect(await isTrusted(first))
            #expect(server.reloadCertificate() == .unchanged)
            put(second, first)
            #expect(server.reloadCertificate() == .refused)
            #expect(server.reloadCertificate() == .unchanged)
            #expect(await isTrusted(first))
            put(second, second)
            #expect(server.reloadCertificate() == .renewed)
            #expect(await isTrusted(second))
            #expect(await !isTrusted(first))
        }
    }

    @Test func `a client that drips its TLS handshake is cut`() async throws {
        let certificate = try #require(TestCertificate())
        try await withServer({
            $0.certificate = certificate.pair
            $0.headerSeconds = 1
        }) { port, _, _ in
            let wasCut = await blocking {
                let client = RawClient(port: port)
                client.say([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
                return client.hear() == []
            }
            #expect(wasCut)
        }
    }

    @Test func `a key that doesn't fit and a missing file stop the start`() async throws {
        let certificate = try #require(TestCertificate())
        let other = try #require(TestCertificate())
        var settings = configuration()
        settings.certificate = .init(certificatePath: certificate.certificatePath, keyPath: other.keyPath)
        #expect(throws: WebServerFault.refused) { try WebServer(settings, handler: Venue()).start() }
        settings.certificate = .init(certificatePath: "/none", keyPath: other.keyPath)
        #expect(throws: WebServerFault.unreadable(path: "/none")) {
            try WebServer(settings, handler: Venue()).start()
        }
    }
}
