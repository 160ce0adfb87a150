public import Base
public import Store

/// A client's name for one command, so that asking twice does it once.
public struct IdempotencyKey: Sendable, Equatable {
    /// The key as the client sent it, at most 255 characters; a UUID from our own screens.
    public let text: String
    /// The request's method.
    public let method: String
    /// The request's path.
    public let path: String
    /// SHA-256 of the request's body.
    public let bodyHash: Bytes

    /// A key with what it stands for.
    public init(text: String, method: String, path: String, bodyHash: Bytes) {
        self.text = text
        self.method = method
        self.path = path
        self.bodyHash = bodyHash
    }

    /// Days that an answer is kept for replay.
    public static let daysKept: Int64 = 30
}

/// What a command answered: kept with its key, replayed word for word.
public struct Answer: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// The body's JSON text: what is kept and what is sent.
    public let text: String
    /// Whether an earlier answer is being repeated.
    public let replayed: Bool

    /// An answer with this body.
    public init(status: Int, body: JSON) { self.init(status: status, text: body.written) }

    /// An answer whose body is written already, for a frame perhaps.
    public init(status: Int, text: String) {
        self.init(status: status, text: text, replayed: false)
    }

    private init(status: Int, text: String, replayed: Bool) {
        self.status = status
        self.text = text
        self.replayed = replayed
    }

    /// An answer as it was kept.
    init?(status: Int?, kept text: String?) {
        guard let status, let text else { return nil }
        self.init(status: status, text: text, replayed: true)
    }
}

/// Why a key cannot be used.
public enum IdempotencyRefusal: Refusal, Equatable {
    /// The key stands for another request.
    case mismatch
    /// The first request with this key is still under way.
    case inUse
    /// A key of no characters, or of more than 255.
    case badKey

    /// 422, or 409 for a key in use.
    public var problem: Problem {
        switch self {
        case .mismatch: Problem(422, "idempotency_mismatch", "The key was used for another request.")
        case .badKey: Problem(422, "idempotency_key_invalid", "A key has 1 to 255 characters.")
        case .inUse:
            Problem(409, "idempotency_key_in_use", "The first request with this key is still under way.")
        }
    }
}
