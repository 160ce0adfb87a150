public import Base
import Crypto
public import Store

/// A PIN and a password, checked and hashed before a transaction begins: hashing takes long on purpose.
public struct NewSecrets: Sendable {
    let pinHash: String?
    let passwordHash: String?

    /// No secrets.
    public static let none = NewSecrets(pinHash: nil, passwordHash: nil)

    /// Checks and hashes.
    ///
    /// - Throws: `PersonRefusal.weakPIN` unless it has four to eight digits, not all the same and not in a
    ///   row;
    ///   `.weakPassword` unless it has ten to two hundred characters.
    public static func prepare(pin: String?, password: String?, _ keys: ServerKeys) async throws -> NewSecrets
    {
        if let pin, !isStrong(pin: pin) { throw PersonRefusal.weakPIN }
        if let password, !(10...200).contains(password.unicodeScalars.count) {
            throw PersonRefusal.weakPassword
        }
        var pinHash: String?
        var passwordHash: String?
        if let pin { pinHash = try await Password.hashing(keys.peppered(pin)) }
        if let password { passwordHash = try await Password.hashing(password) }
        return NewSecrets(pinHash: pinHash, passwordHash: passwordHash)
    }

    static func isStrong(pin: String) -> Bool {
        let digits = pin.utf8.map { Int($0) - 48 }
        guard (4...8).contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else {
            return false
        }
        let steps = Set(zip(digits.dropFirst(), digits).map { $0 - $1 })
        return steps != [0] && steps != [1] && steps != [-1]
    }
}

/// Reading people.
public enum StaffList {
    /// Everybody in the organization, by name; the disabled too.
    public static func all(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Membership] { try PersonStore.memberships(organization, in: tx) }

    /// Who may sign in by PIN at a branch, by name: the tiles of the sign-in screen.
    public static func signingIn(
        at branch: ID<Branch>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Membership] {
        try PersonStore.memberships(organization, in: tx).filter {
            !$0.disabled && $0.hasPIN && ($0.branches?.contains(branch) ?? true)
        }
    }
}

extension Membership {
    /// The person as screens show them.
    public var json: JSON {
        [
            "id": .string(person.id.description), "name": .string(person.name), "role": .string(role),
            "initials": .string(person.initials), "disabled": .bool(disabled),
            "branches": branches.map { .array($0.map { .string($0.description) }) } ?? .null,
        ]
    }

    func changed(
        name: String? = nil, language: String? = nil, role: String? = nil, branches: [ID<Branch>]?? = .none,
        disabled: Bool? = nil
    ) -> Membership {
        Membership(
            person: Person(
                id: person.id, name: name ?? person.name, email: person.email,
                language: language ?? person.language),
            organization: organization, role: role ?? self.role, branches: branches ?? self.branches,
            hasPIN: hasPIN, disabled: disabled ?? self.disabled, version: version)
    }
}
