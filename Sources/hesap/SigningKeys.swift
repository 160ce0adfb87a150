import Base
import Crypto
import FoundationEssentials

/// The signing keys that the configuration names; nil when the installation's own, kept in the database,
/// shall serve.
enum SigningKeys {
    static func configured(_ settings: TokenSettings) throws -> TokenKeys? {
        let previous = settings.previousSecret.map { [TokenKey(secret: $0)] } ?? []
        if let path = settings.privateKeyFile {
            guard let key = SigningKey(pem: try text(path)) else {
                throw Failure("\(path) holds no Ed25519 private key.")
            }
            return TokenKeys(current: TokenKey(pair: key), previous: previous + (try opened(settings)))
        }
        guard let secret = settings.secret else { return nil }
        return TokenKeys(current: TokenKey(secret: secret), previous: previous + (try opened(settings)))
    }

    private static func opened(_ settings: TokenSettings) throws -> [TokenKey] {
        guard let path = settings.publicKeyFile else { return [] }
        guard let key = VerifyingKey(pem: try text(path)) else {
            throw Failure("\(path) holds no Ed25519 public key.")
        }
        return [TokenKey(open: key)]
    }

    private static func text(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) cannot be read.")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
