public import Base

/// How a `WebServer` listens, what it allows and whom it tells.
public struct WebConfiguration: Sendable {
    /// A certificate chain and its key, both PEM files.
    public struct Certificate: Sendable {
        let certificatePath: String
        let keyPath: String

        /// The files are read when the server starts.
        public init(certificatePath: String, keyPath: String) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
        }
    }

    /// The address to listen on: `127.0.0.1`, `::` for every IPv4 and IPv6 address, or a name.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: UInt16
    /// TLS when given, plain HTTP otherwise.
    public var certificate: Certificate?
    /// Peers whose X-Forwarded-For and X-Forwarded-Proto are believed.
    public var trustedProxies: [AddressRange] = []
    /// How many threads read and write; two serve about 100,000 small answers a second.
    public var threads = 2

    /// From connecting, or from the end of the last answer plus `idleSeconds`, until a request's header is
    /// whole.
    public var headerSeconds = 10
    /// How long a body may take, plus its bytes so far at `bytesPerSecondMin`.
    public var bodySeconds = 20
    /// How long an answer may take to make; then the client gets 503 and the task is cancelled.
    public var answerSeconds = 60
    /// How long a connection may be silent.
    public var idleSeconds = 75
    /// A client must send and take at least this many bytes a second on average.
    public var bytesPerSecondMin = 4096
    /// Connections beyond this many get 503 and are closed.
    public var connectionLimit = 4096
    /// Connections of one address beyond this many get 503; trusted proxies are not counted.
    public var perAddressLimit = 512
    /// Memory of one connection: the header of a request and the answer's must fit in it.
    public var connectionBytes = 32 * 1024
    /// Header fields in one request.
    public var headerFieldsMax = 100
    /// What a client may send beyond the body limit and still get its 413 instead of a broken connection.
    public var discardBytesMax = 1 << 20
    /// The limits of WebSockets.
    public var sockets = WebSocketLimits()

    /// The time in µs since 1970.
    public var now: @Sendable () -> Int64
    /// A new request id.
    public var newID: @Sendable () -> String
    /// Told about every finished request, on the server's thread: it must not block.
    public var onAccess: @Sendable (AccessRecord) -> Void = { _ in }
    /// Told about every socket that has ended.
    public var onSocketEnd: @Sendable (SocketRecord) -> Void = { _ in }

    /// A configuration with the usual limits.
    public init(
        host: String = "127.0.0.1", port: UInt16, certificate: Certificate? = nil,
        now: @escaping @Sendable () -> Int64, newID: @escaping @Sendable () -> String
    ) {
        self.host = host
        self.port = port
        self.certificate = certificate
        self.now = now
        self.newID = newID
    }
}

/// One finished request, for the access log and the metrics.
public struct AccessRecord: Sendable {
    /// The method's name as sent.
    public let method: String
    /// The route's label, when a handler gave one.
    public let route: String?
    /// The path as sent, without the query, which may carry secrets.
    public let path: String
    /// The answer's status; 0 when the client went away before there was one.
    public let status: Int
    /// The body bytes of the answer; 0 for streams.
    public let bytes: Int
    /// From the whole header to the end of the answer, in µs.
    public let durationMicroseconds: Int64
    /// The request's id.
    public let id: String
    /// The trace the request belongs to.
    public let traceID: String?
    /// Who asked.
    public let address: String
    /// Whether the answer reached the client's connection whole.
    public let isComplete: Bool
}

/// The bounds of one WebSocket.
public struct WebSocketLimits: Sendable {
    /// The largest message a client may send; a larger one closes the socket with 1009.
    public var messageBytesMax = 64 * 1024
    /// Messages waiting to be sent; one more closes the socket with 1013.
    public var queueMessagesMax = 512
    /// Bytes waiting to be sent; more close the socket with 1013.
    public var queueBytesMax = 1 << 20
    /// Received messages that nobody has taken yet; the client's next ones wait in the network.
    public var inboxMessagesMax = 64
    /// Silence after which the client is pinged.
    public var pingSeconds = 25
    /// Silence after a ping after which the connection counts as lost.
    public var pongSeconds = 10
    /// How long the other side may take to answer a close.
    public var closeSeconds = 5

    /// The usual limits.
    public init() {}
}

/// How a WebSocket ended.
public struct SocketRecord: Sendable {
    /// Who was connected.
    public let address: String
    /// The id of the request that opened it.
    public let id: String
    /// The close code: the other side's, ours, or 1006 when the connection was lost.
    public let code: UInt16
    /// Whether it was closed because the client did not take its messages fast enough.
    public let wasTooSlow: Bool
    /// How long it lived, in µs.
    public let durationMicroseconds: Int64
}
