/// Everything of a request but its body: what is known when its header has arrived.
public struct RequestHead: Sendable {
    /// The method; HEAD requests show `.get` here, since they are answered by the same code.
    public let method: Method
    /// Whether only the header of the answer is wanted (a HEAD request).
    public let isHead: Bool
    /// The method's name as sent: PUT, or what `.other` stands for.
    public let methodName: String
    /// The target as sent, escapes, query and all.
    public let rawTarget: String
    /// The path as sent, still percent-encoded, without the query.
    public let path: String
    /// The header fields in order.
    public let headers: Headers
    /// Who asks: the peer, or the first address in X-Forwarded-For that is not a trusted proxy.
    public let remoteAddress: String
    /// Whether the request came over TLS, to us or to a trusted proxy.
    public let isSecure: Bool
    /// The request's id: X-Request-Id when it is well formed, otherwise a new one.
    public let id: String
    /// The W3C trace context, when it is well formed.
    public let traceparent: String?
    /// When the header was complete, in µs since 1970.
    public let receivedAt: Int64

    /// The host that was asked for, lower case and without a port; empty when there is none.
    public var host: String {
        hostName(headers["Host"] ?? "")
    }

    /// The decoded segments of the path; nil for a path that nothing can be found under: a broken escape,
    /// bytes that are not UTF-8, `%00`, an escaped slash, `.` or `..`. One trailing slash makes no segment.
    public var pathSegments: [String]? { decodedSegments(of: path) }

    /// The decoded query in order; nil when it is not properly encoded.
    public var query: [(name: String, value: String)]? {
        guard let mark = rawTarget.utf8.firstIndex(of: 0x3F) else { return [] }
        return decodedQuery(rawTarget[rawTarget.index(after: mark)...])
    }

    /// Whether the client asks to go on as a WebSocket.
    public var wantsWebSocket: Bool {
        headers["Upgrade"] != nil && headers.list("Upgrade").contains { sameName($0, "websocket") }
            && headers.list("Connection").contains { sameName($0, "upgrade") }
    }

    /// The trace id inside `traceparent`.
    public var traceID: String? {
        traceparent.map { String($0.dropFirst(3).prefix(32)) }
    }

    /// A head made by hand, for code that is tested without a server.
    public init(
        _ method: Method, _ target: String, headers: Headers = [:], remoteAddress: String = "127.0.0.1",
        isSecure: Bool = false, id: String = "", receivedAt: Int64 = 0
    ) {
        self.init(
            methodName: method.rawValue, rawTarget: target, headers: headers, remoteAddress: remoteAddress,
            isSecure: isSecure, id: id, receivedAt: receivedAt)
    }

    init(
        methodName: String, rawTarget: String, headers: Headers, remoteAddress: String, isSecure: Bool,
        id: String,
        receivedAt: Int64
    ) {
        let named = Method(name: methodName)
        method = named == .head ? .get : named
        isHead = named == .head
        self.methodName = methodName
        self.rawTarget = rawTarget
        if let mark = rawTarget.utf8.firstIndex(of: 0x3F) {
            path = String(rawTarget[..<mark])
        } else {
            path = rawTarget
        }
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
        self.id = id
        traceparent = headers["traceparent"].flatMap { isTraceparent($0) ? $0 : nil }
        self.receivedAt = receivedAt
    }
}

/// A whole request: its head and its body.
@dynamicMemberLookup
public struct Request: Sendable {
    /// Everything but the body.
    public let head: RequestHead
    /// The body, complete.
    public let body: [UInt8]

    /// A request made by hand, for code that is tested without a server.
    public init(head: RequestHead, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// What the head says. Inlined, so that no key path is made for it.
    @inlinable
    public subscript<Value>(dynamicMember member: KeyPath<RequestHead, Value>) -> Value {
        head[keyPath: member]
    }
}

private func hostName(_ authority: String) -> String {
    let lower = authority.lowercased()
    if lower.hasPrefix("[") { return String(lower.prefix { $0 != "]" }.dropFirst()) }
    return String(lower.prefix { $0 != ":" })
}

/// Whether the text is a version 00 trace context with non-zero ids (W3C Trace Context §3.2).
func isTraceparent(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "00", parts[1].utf8.count == 32, parts[2].utf8.count == 16,
        parts[3].utf8.count == 2
    else { return false }
    let isHex = parts.allSatisfy { part in
        part.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
    }
    return isHex && parts[1].contains { $0 != "0" } && parts[2].contains { $0 != "0" }
}

/// Whether a client's request id may be taken over: 1 to 64 letters, digits, dots, dashes and underscores.
func isRequestID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
}
