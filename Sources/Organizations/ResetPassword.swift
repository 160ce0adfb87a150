import Base
import Store

/// Gives somebody a new password from the command line, where whoever can run it owns the installation
/// anyway.
public enum ResetPassword {
    /// Ends every session of the person.
    ///
    /// - Throws: `PersonRefusal.unknownPerson` when nobody has that address; `.weakPassword`.
    public static func run(email: String, password: String, _ identity: Identity) async throws {
        let secrets = try await NewSecrets.prepare(pin: nil, password: password, identity.keys)
        guard let address = EmailAddress.normalized(email), let hash = secrets.passwordHash else {
            throw PersonRefusal.badEmail
        }
        try await identity.database.transaction(.system) { tx in
            guard let person = try PersonStore.human(email: address, in: tx) else {
                throw PersonRefusal.unknownPerson
            }
            PersonStore.setPassword(person, hash: hash, in: tx)
            try PersonStore.raiseTokenVersion(person, in: tx)
        }
        identity.forget()
    }
}
