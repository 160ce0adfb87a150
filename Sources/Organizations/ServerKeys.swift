public import Base
public import Crypto
public import Store

/// The server's own secrets: what tokens are signed with, and the pepper of PINs, codes, device tokens and
/// API keys.
public struct ServerKeys: Sendable {
    /// Signs and checks people's tokens.
    public let tokens: TokenKeys
    /// 32 bytes that everything hashed is keyed with.
    let pepper: [UInt8]

    /// Keys put together by hand.
    public init(tokens: TokenKeys, pepper: [UInt8]) {
        self.tokens = tokens
        self.pepper = pepper
    }

    /// The keys of this installation: kept in the database, made at the first start, the same for every
    /// replica.
    ///
    /// - Parameter tokens: the configuration's signing keys; nil takes the installation's own.
    public static func load(
        _ database: any Database, _ surroundings: Surroundings, tokens: TokenKeys? = nil
    ) async throws -> ServerKeys {
        let (signing, pepper) = try await database.transaction(.system) { tx in
            (
                try ServerKeyStore.key("signing", else: surroundings.randomBytes(32), in: tx),
                try ServerKeyStore.key("pepper", else: surroundings.randomBytes(32), in: tx)
            )
        }
        let own = TokenKeys(current: TokenKey(secret: Secret(Hex.text(signing))))
        return ServerKeys(tokens: tokens ?? own, pepper: pepper)
    }

    /// What is stored of a token or code.
    func hash(_ token: String) -> Bytes { Bytes(Digest.keyed(token, key: pepper)) }

    /// What Argon2id is given of a PIN: four digits alone would be found in a stolen table within minutes.
    func peppered(_ pin: String) -> String { Hex.text(Digest.keyed("pin:" + pin, key: pepper)) }
}
