import Base
import Crypto
import Store
import struct FoundationEssentials.UUID

/// Says who calls, by the bearer token: a person's JWT, a device's `dev_…`, an API key `sk_…`.
public struct ResolveBearer: Sendable {
    let identity: Identity

    /// With this process's keys.
    public init(_ identity: Identity) { self.identity = identity }

    /// The caller; remembered for five seconds, forgotten at once when this process revokes something.
    ///
    /// - Throws: `SignInRefusal.unauthenticated`, or `TokenRefusal.expired` for a token that was good once.
    public func run(_ token: String) async throws -> Actor {
        let now = identity.surroundings.now()
        if let known = identity.cache.actor(of: token, at: now) { return known }
        guard token.utf8.count <= 4096 else { throw SignInRefusal.unauthenticated }
        let generation = identity.cache.generation
        let (actor, expires) = try await resolve(token, at: now)
        identity.cache.store(actor, of: token, at: now, expires: expires, generation: generation)
        return actor
    }

    private func resolve(_ token: String, at now: Instant) async throws -> (Actor, Instant?) {
        if token.hasPrefix("dev_") { return (try await device(token, at: now), nil) }
        if token.hasPrefix("sk_") { return try await key(token, at: now) }
        return try await person(token, at: now)
    }

    private func device(_ token: String, at now: Instant) async throws -> Actor {
        let hash = identity.keys.hash(token)
        let actor = try await identity.database.transaction(.system) { tx in
            try CallerStore.actor(ofDevice: hash, at: now, in: tx)
        }
        guard let actor else { throw SignInRefusal.unauthenticated }
        return actor
    }

    private func key(_ token: String, at now: Instant) async throws -> (Actor, Instant?) {
        let hash = identity.keys.hash(token)
        let found = try await identity.database.transaction(.system) { tx in
            try CallerStore.actor(ofKey: hash, at: now, in: tx)
        }
        guard let found else { throw SignInRefusal.unauthenticated }
        return (found.actor, found.expires)
    }

    private func person(_ token: String, at now: Instant) async throws -> (Actor, Instant?) {
        let claims: TokenClaims
        do {
            claims = try identity.keys.tokens.verify(token, at: now)
        } catch {
            guard case .expired = error else { throw SignInRefusal.unauthenticated }
            throw error
        }
        guard let organization = claims.facts["org"]?.text.flatMap({ ID<Organization>($0) }),
            let session = claims.facts["sid"]?.text.flatMap({ ID<Session>($0) }),
            let version = claims.facts["ver"]?.integer
        else { throw SignInRefusal.unauthenticated }
        let found = try await identity.database.transaction(.system) { tx in
            try CallerStore.actor(ofSession: session, organization, at: now, in: tx)
        }
        guard let found, found.tokenVersion == version, found.actor.person?.description == claims.subject
        else {
            throw SignInRefusal.unauthenticated
        }
        return (found.actor, claims.expiresAt)
    }
}
