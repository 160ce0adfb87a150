public import Base

/// A key that tokens of people are signed or checked with; the algorithm belongs to the key, never to the
/// token.
public struct TokenKey: Sendable, CustomStringConvertible {
    enum Material: Sendable {
        case secret([UInt8])
        case pair(SigningKey)
        case open(VerifyingKey)
    }

    let material: Material
    /// The header's `kid`.
    public let id: String

    /// A shared secret, for HS256. The id is derived from it and does not reveal it.
    public init(secret: Secret) {
        let bytes = Array(secret.reveal.utf8)
        material = .secret(bytes)
        id = TokenKey.name(Digest.hmacSHA256(Array("hesap token key id".utf8), key: bytes))
    }

    /// A key pair, for EdDSA.
    public init(pair: SigningKey) {
        material = .pair(pair)
        id = TokenKey.name(Digest.sha256(pair.verifyingKey.bytes))
    }

    /// A public key, to check tokens that another server signed with EdDSA.
    public init(open: VerifyingKey) {
        material = .open(open)
        id = TokenKey.name(Digest.sha256(open.bytes))
    }

    /// The `alg` of this key's tokens.
    public var algorithm: String {
        switch material {
        case .secret: "HS256"
        case .pair, .open: "EdDSA"
        }
    }

    /// The id.
    public var description: String { "<token key \(id)>" }

    private static func name(_ bytes: [UInt8]) -> String { Base64URL.text(Array(bytes.prefix(9))) }

    func signature(of input: [UInt8]) -> [UInt8] {
        switch material {
        case .secret(let key): Digest.hmacSHA256(input, key: key)
        case .pair(let pair): pair.signature(of: input)
        case .open: preconditionFailure("a public key cannot sign")
        }
    }

    func accepts(_ signature: [UInt8], of input: [UInt8]) -> Bool {
        switch material {
        case .secret(let key): constantTimeEqual(Digest.hmacSHA256(input, key: key), signature)
        case .pair(let pair): pair.verifyingKey.accepts(signature, of: input)
        case .open(let key): key.accepts(signature, of: input)
        }
    }
}

/// What a token says.
public struct TokenClaims: Sendable, Equatable {
    /// Whom it speaks of: `sub`.
    public let subject: String
    /// When it was signed: `iat`, whole seconds.
    public let issuedAt: Instant
    /// Until when it holds: `exp`, whole seconds.
    public let expiresAt: Instant
    /// Further members.
    public let facts: [String: JSON]

    /// The claims of a token that holds for a while from now on.
    public init(subject: String, at now: Instant, lifetime: Duration, facts: [String: JSON] = [:]) {
        self.init(
            subject: subject, issuedAt: Instant(microseconds: now.seconds * 1_000_000),
            expiresAt: Instant(microseconds: (now.seconds + lifetime.components.seconds) * 1_000_000),
            facts: facts)
    }

    init(subject: String, issuedAt: Instant, expiresAt: Instant, facts: [String: JSON]) {
        self.subject = subject
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.facts = facts
    }
}

/// Why a token is not believed.
public enum TokenRefusal: Refusal, Equatable {
    /// It is no token of ours: form, key, algorithm or signature.
    case invalid
    /// It was one, until it expired.
    case expired

    /// 401.
    public var problem: Problem {
        switch self {
        case .invalid: Problem(401, "token_invalid", "The token is not valid.")
        case .expired: Problem(401, "token_expired", "The token has expired; sign in again.")
        }
    }
}

/// Signs and checks JSON Web Tokens (RFC 7519) with one current key and those still accepted during a
/// rotation.
public struct TokenKeys: Sendable {
    /// The key that new tokens are signed with.
    public let current: TokenKey
    /// Who signs: `iss`.
    public let issuer: String
    private let accepted: [String: TokenKey]
    /// How far clocks of replicas may differ.
    static let leewaySeconds: Int64 = 60

    /// Tokens of `current` and of `previous` keys are believed. A public key cannot be the current one.
    public init(current: TokenKey, previous: [TokenKey] = [], issuer: String = "hesap") {
        if case .open = current.material { preconditionFailure("a public key cannot sign tokens") }
        self.current = current
        self.issuer = issuer
        var accepted: [String: TokenKey] = [:]
        for key in previous + [current] { accepted[key.id] = key }
        self.accepted = accepted
    }

    /// The compact form of a token (RFC 7515 §7.1).
    public func sign(_ claims: TokenClaims) -> String {
        let header: JSON = ["alg": .string(current.algorithm), "typ": "JWT", "kid": .string(current.id)]
        var members: [(String, JSON)] = [
            ("iss", .string(issuer)), ("sub", .string(claims.subject)),
            ("iat", .integer(claims.issuedAt.seconds)),
            ("exp", .integer(claims.expiresAt.seconds)),
        ]
        for name in claims.facts.keys.sorted() { members.append((name, claims.facts[name] ?? .null)) }
        let input = Base64URL.text(header.bytes) + "." + Base64URL.text(JSON.object(members).bytes)
        return input + "." + Base64URL.text(current.signature(of: Array(input.utf8)))
    }

    /// Checks a token: its key is one of ours, the algorithm that key's own, the signature right, the issuer
    /// us, and it was signed before now and has not expired.
    public func verify(_ token: String, at now: Instant) throws(TokenRefusal) -> TokenClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 4096, parts.count == 3, let header = TokenKeys.json(parts[0]),
            let id = header["kid"]?.text, let key = accepted[id], header["alg"]?.text == key.algorithm,
            header["crit"] == nil, let signature = Base64URL.bytes(parts[2]),
            key.accepts(signature, of: Array("\(parts[0]).\(parts[1])".utf8)),
            let body = TokenKeys.json(parts[1])
        else { throw .invalid }
        return try claims(of: body, at: now)
    }

    private func claims(of body: JSON, at now: Instant) throws(TokenRefusal) -> TokenClaims {
        guard case .object(let members) = body, body["iss"]?.text == issuer, let subject = body["sub"]?.text,
            let issuedAt = body["iat"]?.integer, let expiresAt = body["exp"]?.integer,
            (0...253_402_300_799).contains(issuedAt), (0...253_402_300_799).contains(expiresAt),
            issuedAt <= now.seconds + TokenKeys.leewaySeconds
        else { throw .invalid }
        guard now.seconds < expiresAt else { throw .expired }
        var facts: [String: JSON] = [:]
        for (name, value) in members where !["iss", "sub", "iat", "exp"].contains(name) {
            facts[name] = value
        }
        return TokenClaims(
            subject: subject, issuedAt: Instant(microseconds: issuedAt * 1_000_000),
            expiresAt: Instant(microseconds: expiresAt * 1_000_000), facts: facts)
    }

    private static func json(_ part: Substring) -> JSON? {
        guard let bytes = Base64URL.bytes(part) else { return nil }
        return try? JSON(parsing: bytes)
    }
}
