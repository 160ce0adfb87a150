public import Base
import Store

/// What somebody signed in can do about their sign-in.
public struct Sessions: Sendable {
    let identity: Identity

    /// With this process's keys.
    public init(_ identity: Identity) { self.identity = identity }

    /// The caller with everything a screen shows about them.
    public func caller(_ actor: Actor) async throws -> Caller {
        try await identity.database.transaction(.system) { tx in try CallerStore.caller(actor, in: tx) }
    }

    /// The organizations that the person may switch to, the present one included.
    public func organizations(of person: ID<Person>) async throws -> [Organization] {
        try await identity.database.transaction(.system) { tx in
            try OrganizationStore.organizations(of: person, in: tx)
        }
    }

    /// Signs the person in to another of their organizations; the present session goes on.
    public func switchTo(_ organization: ID<Organization>, _ actor: Actor) async throws -> SignedIn {
        guard let person = actor.person, actor.device == nil else { throw SignInRefusal.noMembership }
        return try await OpenSession(identity).run(
            person: person, kind: .password, organization: organization, device: nil,
            seconds: identity.sessionSeconds)
    }

    /// Ends the caller's session: its token is worth nothing from now on.
    public func signOut(_ actor: Actor) async throws {
        guard let session = actor.session else { return }
        let identity = self.identity
        let runner = CommandRunner(database: identity.database, surroundings: identity.surroundings)
        try await runner.run(actor, command: identity.surroundings.newUUID()) { context, tx in
            guard try SessionStore.end(actor.organization, session: session, at: context.now, in: tx) else {
                return
            }
            context.audit("session.ended", entity: "session", id: session.raw, branch: actor.branch)
        }
        identity.forget()
    }

    /// Ends all of a person's sessions in every organization, by the token version.
    public func revokeAll(of person: ID<Person>) async throws {
        try await identity.database.transaction(.system) { tx in
            try PersonStore.raiseTokenVersion(person, in: tx)
        }
        identity.forget()
    }
}
