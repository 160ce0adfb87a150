import Base
import Organizations
import Store

/// The statements on `printers`.
enum PrinterStore {
    private static let columns: SQL = "id, branch, name, host, port, paper, code_page, cuts, receipts"
    private typealias Row = (ID<Printer>, ID<Branch>, String, String, Int, String, Int, Bool, Bool)

    static func insert(
        _ organization: ID<Organization>, _ printer: Printer, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into printers (organization, \(part: columns), created_at)
            values (\(organization), \(printer.id), \(printer.branch), \(printer.name), \(printer.address.host),
                \(Int(printer.address.port)), \(printer.settings.paper.rawValue),
                \(Int(printer.settings.codePage)), \(printer.settings.cuts), \(printer.printsReceipts), \(now))
            """, affecting: 1)
    }

    static func remove(
        _ organization: ID<Organization>, _ id: ID<Printer>, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update printers set removed_at = \(now)
            where organization = \(organization) and id = \(id) and removed_at is null
            """, affecting: 1)
    }

    static func printers(
        of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Printer] {
        try tx.rows(
            """
            select \(part: columns) from printers
            where organization = \(organization) and branch = \(branch) and removed_at is null order by name, id
            """, as: Row.self
        ).map(printer)
    }

    static func printer(
        _ id: ID<Printer>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> Printer? {
        try tx.row(
            """
            select \(part: columns) from printers
            where organization = \(organization) and branch = \(branch) and id = \(id) and removed_at is null
            """, as: Row.self
        ).map(printer)
    }

    /// The printer of a job, locked: whoever drives it does so alone.
    static func locked(
        _ target: String, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> Printer? {
        try tx.row(
            """
            select \(part: columns) from printers
            where organization = \(organization) and branch = \(branch) and id::text = \(target)
                and removed_at is null for update
            """, as: Row.self
        ).map(printer)
    }

    private static func printer(_ row: Row) throws -> Printer {
        guard let address = PrinterAddress(host: row.3, port: row.4),
            let paper = PrinterSettings.Paper(rawValue: row.5), let page = UInt8(exactly: row.6)
        else { throw DatabaseError(kind: .decoding, message: "a printer is unknown") }
        return Printer(
            id: row.0, branch: row.1, name: row.2, address: address,
            settings: PrinterSettings(paper: paper, codePage: page, cuts: row.7), printsReceipts: row.8)
    }
}
