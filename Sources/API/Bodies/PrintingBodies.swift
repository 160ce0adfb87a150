import Base
import Kitchen
import Organizations
import Printing

/// A printer to be added.
struct AddPrinterBody: Shaped {
    let name: String
    let host: String
    let port: Int
    let paper: String
    let codePage: Int
    let cuts: Bool
    let receipts: Bool
    let stations: [ID<Station>]

    static let shape = Shape<AddPrinterBody>.object(
        "AddPrinter",
        AddPrinterBody.init(name:host:port:paper:codePage:cuts:receipts:stations:),
        Field("name", \.name, .freeText(1...80), "What the staff call it."),
        Field("host", \.host, .text(1...253), "Its address or name in the venue's network."),
        Field("port", \.port, .int(1...65_535), absent: 9100, "Where it takes raw bytes."),
        Field("paper", \.paper, .oneOf(["58", "80"]), absent: "80", "Millimetres."),
        Field(
            "codePage", \.codePage, .int(0...255), absent: 13,
            "Its number of CP857 (Turkish); 13 on most, the test page shows it."),
        Field("cuts", \.cuts, .flag, absent: true, "Whether it has a cutter."),
        Field("receipts", \.receipts, .flag, absent: false, "Whether bills and receipts come out here."),
        Field(
            "stations", \.stations, Shape<ID<Station>>.id().list(0...200), absent: [],
            "Stations whose slips come out here."))

    /// Paper, code page and cutter.
    var settings: PrinterSettings {
        PrinterSettings(
            paper: PrinterSettings.Paper(rawValue: paper) ?? .mm80, codePage: UInt8(clamping: codePage),
            cuts: cuts)
    }
}

/// Which of a check's papers is printed.
struct PrintCheckBody: Shaped {
    let document: String

    static let shape = Shape<PrintCheckBody>.object(
        "PrintCheck", PrintCheckBody.init(document:),
        Field("document", \.document, .oneOf(["bill", "receipt"]), "What is owed, or what was paid."))
}
