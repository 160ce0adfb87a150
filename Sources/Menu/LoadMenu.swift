public import Base
public import Organizations
public import Store

extension MenuSnapshot {
    /// The organization's menu as it now is, for the editor; from the process when its version is known
    /// there.
    ///
    /// - Throws: `notFound` when there is no such organization.
    public static func load(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> MenuSnapshot {
        guard let stamp = try SnapshotStore.stamp(organization, in: tx) else { throw MenuRefusal.notFound }
        return try MenuCache.shared.snapshot(organization, stamp) ?? SnapshotStore.load(organization, in: tx)
    }
}
