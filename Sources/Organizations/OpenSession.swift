import Base
import Crypto
import Store

/// Opens a session for somebody who has proved who they are.
struct OpenSession: Sendable {
    let identity: Identity

    init(_ identity: Identity) { self.identity = identity }

    func run(
        person: ID<Person>, kind: Session.Kind, organization: ID<Organization>?, device: ID<Device>?,
        seconds: Int64
    ) async throws -> SignedIn {
        let surroundings = identity.surroundings
        let membership = try await identity.database.transaction(.system) { tx in
            try SessionStore.membership(person, organization, in: tx)
        }
        guard let membership else { throw SignInRefusal.noMembership }
        let session = surroundings.newID(Session.self)
        let runner = CommandRunner(database: identity.database, surroundings: surroundings)
        let caller = try await runner.run(
            .system(membership.organization), command: session.raw, scope: .system
        ) { context, tx in
            SignInStore.forgetTries(person, in: tx)
            SessionStore.insert(
                membership, session, person: person, device: device, kind: kind, at: context.now,
                until: context.now.advanced(seconds: seconds), in: tx)
            let caller = try CallerStore.caller(
                ofSession: session, membership.organization, at: context.now, in: tx)
            guard let caller else { throw SignInRefusal.noMembership }
            context.audit(
                "session.opened", entity: "session", id: session.raw, branch: caller.actor.branch,
                after: ["kind": .string(kind.rawValue), "person": .string(person.description)],
                by: caller.actor)
            return caller
        }
        let now = surroundings.now()
        let claims = TokenClaims(
            subject: person.description, at: now, lifetime: .seconds(seconds),
            facts: [
                "org": .string(membership.organization.description), "sid": .string(session.description),
                "ver": .integer(membership.tokenVersion),
            ])
        return SignedIn(
            token: identity.keys.tokens.sign(claims), expiresAt: claims.expiresAt, caller: caller)
    }
}
