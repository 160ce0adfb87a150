/// An answer.
///
/// `Date`, `Connection`, `Content-Length` and `Transfer-Encoding` are the server's; fields of these names are
/// not sent. `X-Request-Id` is added to every answer that is not prepared.
public struct Response: Sendable {
    /// Gives the next piece of a streamed body, nil at its end; throwing breaks the connection off, so that
    /// the client sees that the body is not whole.
    public typealias Chunks = @Sendable () async throws -> [UInt8]?

    /// What is sent after the header.
    public enum Body: Sendable {
        /// Nothing.
        case none
        /// These bytes.
        case bytes([UInt8])
        /// Bytes in memory that other answers share.
        case shared(SharedBytes)
        /// A file of this size, or the part of it in `range`. It is opened when the answer is sent.
        case file(path: String, size: Int, range: Range<Int>?)
        /// Pieces that are asked for one by one, as fast as the client takes them.
        case stream(Chunks)
    }

    /// The status, 200 to 599.
    public var status: Int { didSet { native = nil } }
    /// The header fields.
    public var headers: Headers { didSet { native = nil } }
    /// The body.
    public var body: Body { didSet { native = nil } }
    /// The route's label for the access log and the metrics: a pattern, never the path itself.
    public var route: String?
    var native: NativeResponse?

    /// An answer from its parts.
    public init(_ status: Int, headers: Headers = [:], body: Body = .none, route: String? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.route = route
    }

    /// The same answer made ready once, so that sending it many times costs no more work: for cached pages.
    ///
    /// Changing it afterwards makes it an ordinary answer again. Only bodies in memory can be prepared.
    public func prepared() -> Response {
        switch body {
        case .none, .bytes, .shared:
            var copy = self
            copy.native = NativeResponse(self, adding: [])
            return copy
        case .file, .stream: return self
        }
    }

    /// How many body bytes will be sent, when that is known.
    public var bodyCount: Int? {
        switch body {
        case .none: 0
        case .bytes(let bytes): bytes.count
        case .shared(let shared): shared.count
        case .file(_, let size, let range): range?.count ?? size
        case .stream: nil
        }
    }
}

extension Response {
    /// A text answer in UTF-8.
    public static func text(_ status: Int, _ text: String, type: String = "text/plain; charset=utf-8")
        -> Response
    {
        Response(status, headers: ["Content-Type": type], body: .bytes(Array(text.utf8)))
    }

    /// A redirect; 303 after a form post, 307 or 308 where the method must stay.
    public static func redirect(_ status: Int, to location: String) -> Response {
        Response(status, headers: ["Location": location])
    }
}
