import Base
import Crypto
import Store

/// Checks a person's PIN on a paired device, with the lock after five wrong ones.
struct PINCheck: Sendable {
    let identity: Identity

    /// - Throws: `SignInRefusal.wrongPIN` with the tries left, `.pinLocked` with the time.
    func run(
        _ organization: ID<Organization>, _ person: ID<Person>, pin: String, device: ID<Device>,
        branch: ID<Branch>
    ) async throws {
        let now = identity.surroundings.now()
        let scope = Scope.organization(organization.raw)
        let (tries, lockedUntil, hash) = try await identity.database.transaction(scope) { tx in
            let hash = try SignInStore.pinHash(organization, person, branch, in: tx)
            // Somebody who cannot sign in here is no reason to write anything down.
            guard let hash else { return (0, Instant?.none, String?.none) }
            let counted = try SignInStore.countPINTry(organization, person, device, at: now, in: tx)
            return (counted.tries, counted.lockedUntil, hash)
        }
        if let lockedUntil { throw SignInRefusal.pinLocked(until: lockedUntil) }
        let isRight = try await Password.matching(identity.keys.peppered(pin), hash)
        guard hash != nil else { throw SignInRefusal.wrongPIN(left: LockOut.triesMax - 1) }
        let until = now.advanced(seconds: LockOut.seconds)
        try await identity.database.transaction(scope) { tx in
            if isRight {
                SignInStore.forgetPINTries(organization, person, device, in: tx)
            } else if tries >= LockOut.triesMax {
                SignInStore.lockPIN(organization, person, device, until: until, in: tx)
            }
        }
        guard !isRight else { return }
        guard tries < LockOut.triesMax else { throw SignInRefusal.pinLocked(until: until) }
        throw SignInRefusal.wrongPIN(left: LockOut.triesMax - tries)
    }
}
