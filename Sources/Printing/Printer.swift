public import Base
public import Organizations

/// A receipt printer in the venue's network that takes raw ESC/POS bytes over TCP.
public struct Printer: Sendable, Equatable {
    /// Its id.
    public let id: ID<Printer>
    /// Where it stands.
    public let branch: ID<Branch>
    /// What the staff call it.
    public let name: String
    /// Where it listens.
    public let address: PrinterAddress
    /// Its paper, code page and cutter.
    public let settings: PrinterSettings
    /// Whether bills and receipts come out here.
    public let printsReceipts: Bool

    /// The printer's name in the business key of its jobs: a new name is still the same printer.
    public var target: String { id.description }
}

/// Where a printer listens.
public struct PrinterAddress: Sendable, Hashable {
    /// An IP address or a name of the venue's network.
    public let host: String
    /// The port of raw printing, 9100 on nearly all.
    public let port: UInt16

    /// PRINT-001 Letters, digits, dots, hyphens and colons, as addresses and host names are written; nil
    /// otherwise.
    public init?(host: String, port: Int) {
        let isWritten = host.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard isWritten, (1...253).contains(host.utf8.count), (1...65_535).contains(port) else { return nil }
        self.host = host
        self.port = UInt16(port)
    }
}
