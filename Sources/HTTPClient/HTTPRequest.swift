/// A request to somebody else's server.
public struct HTTPRequest: Sendable {
    /// Which servers may be talked to.
    public enum Reach: Sendable {
        /// Any; for addresses from our own configuration.
        case anywhere
        /// Public addresses only; for addresses that a customer typed in, such as a webhook's. A name that
        /// leads to a private, loopback or link-local address is refused when it connects, so it can't change
        /// in between.
        case publicOnly
    }

    /// The method's name in upper case.
    public var method: String
    /// An absolute `http` or `https` URL.
    public var url: String
    /// The header fields in order. Content-Length and Host are set by the client.
    public var headers: [(name: String, value: String)]
    /// The body; nil sends none.
    public var body: [UInt8]?
    /// How long looking up the name, connecting and the TLS handshake may take in all, in ms.
    public var connectMilliseconds = 5000
    /// How long everything may take, in ms.
    public var totalMilliseconds = 15_000
    /// The largest response body that is taken.
    public var responseBytesMax = 4 << 20
    /// Which servers may be talked to.
    public var reach = Reach.anywhere
    /// Whether the server answers the same request a second time without doing it again.
    ///
    /// Only then may it go out on a kept connection: when such a connection turns out to be dead, the library
    /// sends the request again by itself. True for GET, HEAD, PUT, DELETE and OPTIONS, and wherever an
    /// `Idempotency-Key` travels along.
    public var isRepeatable: Bool

    /// A request with the usual limits.
    public init(
        _ method: String, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        isRepeatable =
            ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
            || headers.contains { $0.name.lowercased() == "idempotency-key" }
    }
}

/// What a server answered.
public struct HTTPResponse: Sendable {
    /// The status.
    public let status: Int
    /// The header fields in order.
    public let headers: [(name: String, value: String)]
    /// The body, complete.
    public let body: [UInt8]

    /// The first value of that name, whatever its case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// Why there is no answer: what matters is whether the other side may have acted.
public enum HTTPFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Not a byte of the request left: the name wasn't found, the connection or the TLS handshake failed, or
    /// the request could not be made. The other side has done nothing.
    case notSent(String)
    /// Anything after the first byte: the other side may have acted, and has to be asked.
    case unknown(String)

    /// The reason, for the log.
    public var description: String {
        switch self {
        case .notSent(let reason): "not sent: \(reason)"
        case .unknown(let reason): "outcome unknown: \(reason)"
        }
    }
}
