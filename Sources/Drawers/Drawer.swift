public import Base
public import Organizations

/// A cash drawer of a branch.
public struct Drawer: Sendable, Equatable {
    /// Its id.
    public let id: ID<Drawer>
    /// Its branch.
    public let branch: ID<Branch>
    /// What people call it, such as "Kasa 1".
    public let name: String
    /// Counts its changes.
    public let version: Int64
    /// When it was taken out of use, if it was.
    public let archivedAt: Instant?

    /// A drawer.
    public init(
        id: ID<Drawer>, branch: ID<Branch>, name: String, version: Int64 = 1, archivedAt: Instant? = nil
    ) {
        self.id = id
        self.branch = branch
        self.name = name
        self.version = version
        self.archivedAt = archivedAt
    }
}
