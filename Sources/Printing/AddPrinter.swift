public import Base
public import Organizations
public import Store

/// Makes a printer known.
public struct AddPrinter: Sendable {
    let branch: ID<Branch>
    let name: String
    let host: String
    let port: Int
    let settings: PrinterSettings
    let printsReceipts: Bool

    /// A printer of a branch.
    public init(
        _ branch: ID<Branch>, name: String, host: String, port: Int, settings: PrinterSettings,
        printsReceipts: Bool
    ) {
        self.branch = branch
        self.name = name
        self.host = host
        self.port = port
        self.settings = settings
        self.printsReceipts = printsReceipts
    }

    /// - Throws: `badAddress`; `nameTaken` for a second printer of that name in the branch.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Printer {
        try context.require(.pairDevice, subject: nil, in: tx)
        guard let address = PrinterAddress(host: host, port: port) else { throw PrintRefusal.badAddress }
        let printer = Printer(
            id: context.surroundings.newID(), branch: branch, name: name, address: address,
            settings: settings, printsReceipts: printsReceipts)
        PrinterStore.insert(context.actor.organization, printer, at: context.now, in: tx)
        context.audit(
            "printer.add", entity: "printer", id: printer.id.raw, branch: branch, after: printer.json)
        return printer
    }
}

/// Takes a printer away; what still waits for it fails and stays to be seen.
public struct RemovePrinter: Sendable {
    let printer: ID<Printer>
    let branch: ID<Branch>

    /// Which.
    public init(_ printer: ID<Printer>, branch: ID<Branch>) {
        self.printer = printer
        self.branch = branch
    }

    /// - Throws: `unknownPrinter`.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Printer {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        guard let known = try PrinterStore.printer(printer, of: organization, branch: branch, in: tx) else {
            throw PrintRefusal.unknownPrinter
        }
        PrinterStore.remove(organization, printer, at: context.now, in: tx)
        context.audit(
            "printer.remove", entity: "printer", id: printer.raw, branch: branch, before: known.json)
        return known
    }
}

/// Prints the page that shows whether a printer has the right code page, width and cutter.
public enum TestPrinter {
    /// - Throws: `unknownPrinter`.
    public static func run(
        _ id: ID<Printer>, branch: ID<Branch>, _ language: ReceiptLanguage, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PrintJob {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        guard let printer = try PrinterStore.printer(id, of: organization, branch: branch, in: tx) else {
            throw PrintRefusal.unknownPrinter
        }
        let page = PrinterTestPage.receipt(printer: printer.name, printer.settings, in: language)
        return try QueuePrintJob.next("printer_test", of: id.raw, on: printer, page, context, in: tx)
    }
}

extension Printer {
    /// The printer for the audit trail.
    var json: JSON {
        [
            "name": .string(name), "host": .string(address.host), "port": .integer(Int64(address.port)),
            "paper": .string(settings.paper.rawValue), "codePage": .integer(Int64(settings.codePage)),
            "cuts": .bool(settings.cuts), "receipts": .bool(printsReceipts),
        ]
    }
}
