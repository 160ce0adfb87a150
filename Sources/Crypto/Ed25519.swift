public import Base
import CSodium

/// A private key of Ed25519 (RFC 8032).
public struct SigningKey: Sendable, CustomStringConvertible {
    private let seed: [UInt8]
    private let expanded: [UInt8]
    /// What others check its signatures with.
    public let verifyingKey: VerifyingKey

    /// The key of a seed of 32 bytes; nil for another length.
    public init?(seed: [UInt8]) {
        Sodium.ready
        guard seed.count == 32 else { return nil }
        var open = [UInt8](repeating: 0, count: 32)
        var expanded = [UInt8](repeating: 0, count: 64)
        guard unsafe crypto_sign_seed_keypair(&open, &expanded, seed) == 0 else { return nil }
        self.seed = seed
        self.expanded = expanded
        verifyingKey = VerifyingKey(raw: open)
    }

    /// A fresh key.
    public static func make(_ surroundings: Surroundings) -> SigningKey {
        guard let key = SigningKey(seed: surroundings.randomBytes(32)) else {
            preconditionFailure("a seed of 32 bytes always makes a key")
        }
        return key
    }

    /// The signature's 64 bytes.
    public func signature(of message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        unsafe crypto_sign_detached(&signature, nil, message, UInt64(message.count), expanded)
        return signature
    }

    /// `<signing key>`.
    public var description: String { "<signing key>" }
}

/// A public key of Ed25519 (RFC 8032).
public struct VerifyingKey: Hashable, Sendable {
    /// Its 32 bytes.
    public let bytes: [UInt8]

    init(raw: [UInt8]) { bytes = raw }

    /// The key with these 32 bytes; nil for another length.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Whether the message was signed with this key's other half, unchanged.
    public func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        Sodium.ready
        guard signature.count == 64 else { return false }
        return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }
}

/// Key files as OpenSSL writes them (RFC 8410: PKCS #8 for the private key, SubjectPublicKeyInfo for the
/// public one).
extension SigningKey {
    private static let header: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// Reads `-----BEGIN PRIVATE KEY-----`, as `openssl genpkey -algorithm ed25519` writes; nil for anything
    /// else.
    public init?(pem: String) {
        guard let der = PEM.body(of: pem, "PRIVATE KEY"), der.count == 48,
            Array(der.prefix(16)) == SigningKey.header
        else { return nil }
        self.init(seed: Array(der.suffix(32)))
    }

    /// The key file's text.
    public var pem: String { PEM.text(SigningKey.header + seed, "PRIVATE KEY") }
}

extension VerifyingKey {
    private static let header: [UInt8] = [
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// Reads `-----BEGIN PUBLIC KEY-----`; nil for anything else.
    public init?(pem: String) {
        guard let der = PEM.body(of: pem, "PUBLIC KEY"), der.count == 44,
            Array(der.prefix(12)) == VerifyingKey.header
        else { return nil }
        self.init(bytes: Array(der.suffix(32)))
    }

    /// The key file's text.
    public var pem: String { PEM.text(VerifyingKey.header + bytes, "PUBLIC KEY") }
}

/// RFC 7468 text around DER bytes.
enum PEM {
    static func body(of text: String, _ label: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let first = lines.firstIndex(of: "-----BEGIN \(label)-----"),
            let last = lines.firstIndex(of: "-----END \(label)-----"), first < last
        else { return nil }
        let digits = lines[(first + 1)..<last].joined().filter { $0 != "=" }
        return Base64URL.bytes(String(digits.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
    }

    static func text(_ der: [UInt8], _ label: String) -> String {
        var digits = String(Base64URL.text(der).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while digits.utf8.count % 4 != 0 { digits += "=" }
        return "-----BEGIN \(label)-----\n\(digits)\n-----END \(label)-----\n"
    }
}
