public import Base
import Store

/// Signs a person in by PIN on a paired device: choose the person, then the PIN.
public struct PinSignIn: Sendable {
    let identity: Identity

    /// With this process's keys.
    public init(_ identity: Identity) { self.identity = identity }

    /// Checks the PIN and opens a session for one shift, bound to the device and its branch.
    ///
    /// - Parameter device: the caller: a paired device, with or without somebody signed in on it.
    /// - Throws: `SignInRefusal`.
    public func run(person: ID<Person>, pin: String, on device: Actor) async throws -> SignedIn {
        guard let id = device.device, let branch = device.branch else { throw SignInRefusal.deviceNeeded }
        try await PINCheck(identity: identity).run(
            device.organization, person, pin: pin, device: id, branch: branch)
        return try await OpenSession(identity).run(
            person: person, kind: .pin, organization: device.organization, device: id,
            seconds: Identity.shiftSeconds)
    }
}
