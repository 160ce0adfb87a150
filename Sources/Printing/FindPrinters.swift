public import Base
public import Organizations
public import Store

/// Reading printers and what waits for them.
public enum FindPrinters {
    /// The branch's printers by name.
    public static func all(
        of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Printer] { try PrinterStore.printers(of: organization, branch, in: tx) }

    /// The printer for bills and receipts; nil when the branch has none.
    public static func forReceipts(
        of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Printer? { try all(of: organization, branch, in: tx).first(where: \.printsReceipts) }

    /// The newest jobs of a branch, or those in one state.
    public static func jobs(
        of organization: ID<Organization>, _ branch: ID<Branch>, state: PrintJobState? = nil, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [PrintJob] {
        try PrintJobStore.newest(of: organization, branch, state: state, limit: limit, in: tx)
    }

    /// Printers that something waits for, across all organizations; a worker's look.
    public static func awaited(
        in tx: borrowing Transaction
    ) throws -> [(organization: ID<Organization>, branch: ID<Branch>, target: String)] {
        try PrintJobStore.awaited(in: tx)
    }
}
