import Base
import Testing
import Web

@Suite(.serialized) struct RequestTests {
    private func described(
        _ request: String, _ adjust: (inout WebConfiguration) -> Void = { _ in }
    ) async throws -> String {
        var body = ""
        try await withServer(adjust) { port, _, _ in
            body = await blocking {
                let client = RawClient(port: port)
                client.say(request)
                return client.hearAnswer()?.body ?? "no answer"
            }
        }
        return body
    }

    @Test func `the path is decoded by segments and the query by pairs`() async throws {
        let text = try await described(
            "GET /a/%C3%BC%20b/?x=1%2B1&y=a+b&z HTTP/1.1\r\nHost: Pos.Example:80\r\n\r\n")
        #expect(text == "GET get a|ü b x=1+1&y=a b&z= 127.0.0.1 false id-1 - pos.example")
    }

    @Test(arguments: ["/a%00b", "/a/%2e%2e/b", "/a/../b", "/a%2Fb", "/%ff", "/a%2", "/a%5c..%5cb"])
    func `a path with tricks names nothing, and stays whole`(_ path: String) async throws {
        let text = try await described("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.hasPrefix("GET get none "))
        #expect(RequestHead(.get, path).path == path)
    }

    @Test func `a target in absolute form is read as its path`() async throws {
        let text = try await described("GET http://a/x/y?q=1 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.hasPrefix("GET get x|y q=1 "))
    }

    @Test func `OPTIONS and unknown methods reach the handler`() async throws {
        #expect(try await described("OPTIONS /x HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("OPTIONS options x"))
        #expect(try await described("BREW /x HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("BREW other x"))
    }

    @Test func `forwarded addresses are believed from trusted proxies only`() async throws {
        let request =
            "GET /x HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.0.0.7\r\n"
            + "X-Forwarded-Proto: https\r\n\r\n"
        #expect(try await described(request).contains(" 127.0.0.1 false "))
        let trusted = try await described(request) {
            $0.trustedProxies = ["127.0.0.0/8", "10.0.0.0/8"].compactMap { AddressRange($0) }
        }
        #expect(trusted.contains(" 1.2.3.4 true "))
    }

    @Test func `a request id and a trace are taken over when they are well formed`() async throws {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let good = try await described(
            "GET /x HTTP/1.1\r\nHost: a\r\nX-Request-Id: abc-1\r\ntraceparent: 00-\(trace)-00f067aa0ba902b7-01\r\n\r\n"
        )
        #expect(good.hasSuffix(" abc-1 \(trace) a"))
        let bad = try await described(
            "GET /x HTTP/1.1\r\nHost: a\r\nX-Request-Id: a b\r\ntraceparent: 00-\(trace)-x-01\r\n\r\n")
        #expect(bad.hasSuffix(" id-1 - a"))
    }
}
