public import Base
import Crypto
import Store

/// Signs a person in with e-mail and password.
public struct SignIn: Sendable {
    let identity: Identity

    /// With this process's keys.
    public init(_ identity: Identity) { self.identity = identity }

    /// Checks the password and opens a session.
    ///
    /// A try is counted before the password is looked at, so that guessing in parallel gains nothing. An
    /// address that nobody has is counted and locked like the others, so that no answer tells who has one.
    /// - Parameter organization: one of several the person belongs to; nil: the first one.
    /// - Throws: `SignInRefusal`; five wrong passwords shut the door for 15 minutes.
    public func run(
        email: String, password: String, organization: ID<Organization>? = nil
    ) async throws -> SignedIn {
        let now = identity.surroundings.now()
        let address = EmailAddress.normalized(email) ?? ""
        let digest = identity.keys.hash("e-mail:" + address)
        let attempt = try await identity.database.transaction(.system) { tx in
            try SignInStore.countTry(address, digest, at: now, in: tx)
        }
        if let until = attempt.lockedUntil { throw SignInRefusal.locked(until: until) }
        let isRight = try await Password.matching(password, attempt.passwordHash)
        guard let person = attempt.person, isRight else {
            try await shut(attempt, digest, at: now)
            throw SignInRefusal.wrongCredentials
        }
        return try await OpenSession(identity).run(
            person: person, kind: .password, organization: organization, device: nil,
            seconds: identity.sessionSeconds)
    }

    private func shut(_ attempt: SignInStore.Try, _ digest: Bytes, at now: Instant) async throws {
        guard attempt.tries >= LockOut.triesMax else { return }
        let until = now.advanced(seconds: LockOut.seconds)
        try await identity.database.transaction(.system) { tx in
            try SignInStore.lock(attempt.person, digest, until: until, in: tx)
        }
    }
}

/// E-mail addresses as they are stored and compared.
enum EmailAddress {
    /// Lower case without surrounding spaces; nil when it cannot be an address.
    static func normalized(_ text: String) -> String? {
        let address = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !address.contains(" "),
            address.utf8.count <= 254, parts[1].first != ".", parts[1].last != "."
        else { return nil }
        return address
    }
}
