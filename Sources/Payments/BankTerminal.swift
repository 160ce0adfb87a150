public import Base
public import Organizations

/// A bank's card terminal of a branch that Hesap does not reach: the amount is typed into it by hand, and the
/// till writes down what was taken.
public struct BankTerminal: Sendable, Equatable {
    /// Its id.
    public let id: ID<BankTerminal>
    /// Its branch.
    public let branch: ID<Branch>
    /// What people call it, such as "Garanti POS".
    public let name: String
    /// Counts its changes.
    public let version: Int64
    /// When it was taken out of use, if it was.
    public let archivedAt: Instant?

    /// A bank terminal.
    public init(
        id: ID<BankTerminal>, branch: ID<Branch>, name: String, version: Int64 = 1,
        archivedAt: Instant? = nil
    ) {
        self.id = id
        self.branch = branch
        self.name = name
        self.version = version
        self.archivedAt = archivedAt
    }

    /// What a branch has from its first day on, in its organization's main language.
    public static func first(of branch: ID<Branch>, in language: String, _ surroundings: Surroundings)
        -> BankTerminal
    {
        BankTerminal(
            id: surroundings.newID(), branch: branch,
            name: language == "tr" ? "Banka POS'u" : "Bank terminal")
    }
}

extension BankTerminal: Shaped {
    /// `BankTerminal` of the API.
    public static let shape = Shape<BankTerminal>.object(
        "BankTerminal",
        { id, branch, name, archivedAt, version in
            BankTerminal(id: id, branch: branch, name: name, version: version, archivedAt: archivedAt)
        },
        Field("id", \.id, .id()), Field("branch", \.branch, .id()), Field("name", \.name, .text(1...100)),
        Field(optional: "archivedAt", \.archivedAt, .instant, "When it was taken out of use, if it was."),
        Field("version", \.version, .integer(1...1_000_000_000)))
}
