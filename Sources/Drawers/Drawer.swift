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

    /// A drawer.
    public init(id: ID<Drawer>, branch: ID<Branch>, name: String) {
        self.id = id
        self.branch = branch
        self.name = name
    }
}
