/// What answers the requests of a `WebServer`.
public protocol WebHandler: Sendable {
    /// Answers without starting a task, on the server's own thread: for cached pages, files and health.
    ///
    /// Asked for requests without a body only. It must not block. Nil sends the request on to `respond`.
    func immediate(_ head: RequestHead) -> Response?

    /// How many bytes the body of this request may have; a larger one is refused through `refuse`.
    func bodyLimit(_ head: RequestHead) -> Int

    /// Answers a complete request, in a task of its own.
    func respond(_ request: Request) async -> Outcome

    /// The answer to a request that the server itself refuses.
    func refuse(_ refusal: WebRefusal, _ head: RequestHead) -> Response
}

extension WebHandler {
    /// Nothing is answered at once.
    public func immediate(_ head: RequestHead) -> Response? { nil }

    /// A mebibyte.
    public func bodyLimit(_ head: RequestHead) -> Int { 1 << 20 }
}

/// What becomes of a request.
public enum Outcome: Sendable {
    /// It is answered.
    case response(Response)
    /// The connection goes on as a WebSocket, with these fields added to the 101 answer.
    ///
    /// The socket is closed with 1000 when the closure returns. A request that is no WebSocket handshake is
    /// refused instead, and the closure isn't called.
    case upgrade(Headers, @Sendable (WebSocket) async -> Void)
}

/// Why the server itself refuses a request.
public enum WebRefusal: Sendable, Equatable {
    /// The body is larger than the handler's limit. 413
    case bodyTooLarge
    /// The handler took longer than the configuration allows. 503
    case timeout
    /// The request breaks HTTP in a way that could be understood differently by others. 400
    case badRequest(String)
    /// More header fields than the server reads. 431
    case headersTooLarge
    /// Too many connections in all, or from this address. 503
    case tooManyConnections
    /// The server is about to stop. 503
    case draining

    /// The status that fits.
    public var status: Int {
        switch self {
        case .bodyTooLarge: 413
        case .badRequest: 400
        case .headersTooLarge: 431
        case .timeout, .tooManyConnections, .draining: 503
        }
    }
}
