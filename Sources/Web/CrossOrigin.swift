/// Which other origins may read answers in a browser (the CORS protocol of the Fetch standard).
///
/// Tokens travel in a header, never in a cookie, so credentials are never allowed.
public struct CrossOrigin: Sendable {
    private let origins: Set<String>
    private let isAny: Bool

    /// Allows these origins, written as browsers send them: `https://app.example.com`. `*` allows every
    /// origin.
    public init(origins: [String]) {
        self.origins = Set(origins.map { $0.lowercased() })
        isAny = origins.contains("*")
    }

    /// Whether a browser may use our answers on that origin; also asked before a WebSocket is opened.
    public func allows(_ origin: String) -> Bool {
        isAny || origins.contains(origin.lowercased())
    }

    /// The answer to a preflight request; nil when it isn't one and goes on to its handler.
    public func preflight(_ head: RequestHead) -> Response? {
        guard head.method == .options, head.headers["Access-Control-Request-Method"] != nil,
            let origin = head.headers["Origin"]
        else { return nil }
        var headers = Headers()
        headers.vary("Origin")
        guard allows(origin) else { return Response(403, headers: headers, route: "preflight") }
        headers.set("Access-Control-Allow-Origin", origin)
        headers.set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
        headers.set(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, If-Match, Accept-Language, traceparent, "
                + "X-Request-Id"
        )
        headers.set("Access-Control-Max-Age", "600")
        return Response(204, headers: headers, route: "preflight")
    }

    /// Adds what lets an allowed origin read this answer; `Vary` goes on every answer, for the caches
    /// between.
    public func apply(to headers: inout Headers, for head: RequestHead) {
        headers.vary("Origin")
        guard let origin = head.headers["Origin"], allows(origin) else { return }
        headers.set("Access-Control-Allow-Origin", origin)
        headers.set("Access-Control-Expose-Headers", "Idempotent-Replayed, ETag, X-Request-Id, Retry-After")
    }
}
