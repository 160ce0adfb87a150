public import Base
public import Organizations
public import Store

/// Looks tables up.
public enum FindTables {
    /// All tables of a branch.
    public static func all(
        at branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DiningTable] {
        try FloorView.load(branch, of: organization, seq: 0, in: tx).tables.map(\.table)
    }
}
