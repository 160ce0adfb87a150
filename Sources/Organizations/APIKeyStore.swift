import Base
import Store

/// All SQL of API keys.
enum APIKeyStore {
    static func insert(
        _ organization: ID<Organization>, _ key: APIKey, hash: Bytes, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into api_keys (organization, id, name, mode, prefix, key_hash, scopes, created_at, expires_at)
            values (\(organization), \(key.id), \(key.name), \(key.mode), \(key.prefix), \(hash),
                \(key.scopes)::text[], \(key.createdAt), \(key.expiresAt))
            """)
    }

    static func keys(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> [APIKey] {
        try tx.rows(
            """
            select id, name, mode, prefix, scopes, created_at, expires_at, revoked_at from api_keys
            where organization = \(organization) order by created_at desc, id
            """,
            as: (ID<APIKey>, String, KeyMode, String, [String], Instant, Instant?, Instant?).self
        ).map {
            APIKey(
                id: $0.0, name: $0.1, mode: $0.2, prefix: $0.3, scopes: $0.4, createdAt: $0.5,
                expiresAt: $0.6,
                revokedAt: $0.7)
        }
    }

    static func revoke(
        _ organization: ID<Organization>, _ key: ID<APIKey>, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update api_keys set revoked_at = \(now)
            where organization = \(organization) and id = \(key) and revoked_at is null
            """, affecting: 1)
    }
}
