public import Base
import Crypto
public import Store

/// Makes an API key: 256 random bits, told once, of which a keyed hash is kept.
public struct CreateKey: Sendable {
    let name: String
    let mode: KeyMode
    let scopes: [String]
    let expiresAt: Instant?

    /// A key; no scopes means all of them.
    public init(name: String, mode: KeyMode, scopes: [String] = [], expiresAt: Instant? = nil) {
        self.name = name
        self.mode = mode
        self.scopes = scopes.isEmpty ? APIScope.allCases.map(\.rawValue) : scopes
        self.expiresAt = expiresAt
    }

    /// The key as stored, and its secret text, which nobody can be told again.
    public func run(
        _ keys: ServerKeys, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (key: APIKey, secret: String) {
        try context.require(.editKeys, subject: nil, in: tx)
        for scope in scopes where APIScope(rawValue: scope) == nil {
            throw OrganizationRefusal.unknownScope(scope)
        }
        let secret = RandomToken.make(prefix: "sk_\(mode.rawValue)_", context.surroundings)
        let key = APIKey(
            id: context.surroundings.newID(), name: name, mode: mode, prefix: String(secret.prefix(12)),
            scopes: scopes, createdAt: context.now, expiresAt: expiresAt, revokedAt: nil)
        APIKeyStore.insert(context.actor.organization, key, hash: keys.hash(secret), in: tx)
        context.audit("key.created", entity: "api_key", id: key.id.raw, branch: nil, after: key.json)
        return (key, secret)
    }
}

/// Ends an API key.
public struct RevokeKey: Sendable {
    let id: ID<APIKey>

    /// Which.
    public init(_ id: ID<APIKey>) { self.id = id }

    /// Revoking twice is no fault.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws {
        try context.require(.editKeys, subject: nil, in: tx)
        let organization = context.actor.organization
        guard let key = try APIKeyStore.keys(organization, in: tx).first(where: { $0.id == id }) else {
            throw OrganizationRefusal.unknownKey
        }
        guard key.revokedAt == nil else { return }
        APIKeyStore.revoke(organization, id, at: context.now, in: tx)
        context.audit("key.revoked", entity: "api_key", id: id.raw, branch: nil, before: key.json)
    }
}

/// Reading API keys.
public enum APIKeys {
    /// All keys of an organization, the revoked too, newest first.
    public static func all(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> [APIKey]
    {
        try APIKeyStore.keys(organization, in: tx)
    }
}
