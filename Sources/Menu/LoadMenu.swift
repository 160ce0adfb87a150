public import Base
public import Organizations
public import Store

extension MenuSnapshot {
    /// The whole menu of an organization, read afresh, for editing.
    public static func load(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> MenuSnapshot { try SnapshotStore.load(organization, in: tx) }
}
