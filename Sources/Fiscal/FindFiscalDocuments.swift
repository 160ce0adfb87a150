public import Base
public import Organizations
public import Store

/// Looks fiscal documents up.
public enum FindFiscalDocuments {
    /// The documents made for a source, the oldest first.
    public static func of(
        _ source: FiscalSource, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [FiscalDocument] {
        try FiscalStore.documents(of: source, organization, in: tx)
    }

    /// The documents of a branch that wait or failed.
    public static func unissued(
        of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [FiscalDocument] {
        try FiscalStore.unissued(of: organization, branch: branch, in: tx)
    }
}
