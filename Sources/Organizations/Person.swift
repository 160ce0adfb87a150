public import Base

/// Someone who works with Hesap, as one organization knows them.
public struct Person: Sendable, Equatable {
    /// The human's identity, the same in every organization they belong to.
    public let id: ID<Person>
    /// The name on screens and receipts.
    public let name: String
    /// The address they sign in with, lower case; nil for people who only have a PIN.
    public let email: String?
    /// The language of their screens, `tr` or `en`.
    public let language: String

    /// A person as stored.
    public init(id: ID<Person>, name: String, email: String?, language: String) {
        self.id = id
        self.name = name
        self.email = email
        self.language = language
    }

    /// The letters on the sign-in tile: the first of the first and of the last word, upper case.
    public var initials: String {
        let words = name.split(separator: " ")
        let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
        return letters.map { $0 == "i" ? "İ" : $0.uppercased() }.joined()
    }
}

/// A person's place in one organization; one person may have many.
public struct Membership: Sendable, Equatable {
    /// Who.
    public let person: Person
    /// Where.
    public let organization: ID<Organization>
    /// As what: a role's id.
    public let role: String
    /// The branches they work in; nil is all of them.
    public let branches: [ID<Branch>]?
    /// Whether a PIN has been set.
    public let hasPIN: Bool
    /// Whether they have been shut out.
    public let disabled: Bool
    /// Grows with every change.
    public let version: Int64

    /// A membership as stored.
    public init(
        person: Person, organization: ID<Organization>, role: String, branches: [ID<Branch>]?, hasPIN: Bool,
        disabled: Bool, version: Int64
    ) {
        self.person = person
        self.organization = organization
        self.role = role
        self.branches = branches
        self.hasPIN = hasPIN
        self.disabled = disabled
        self.version = version
    }
}
