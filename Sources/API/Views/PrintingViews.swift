import Base
import Kitchen
import Organizations
import Printing

/// A printer as the back office has it.
struct PrinterView: Shaped {
    let id: ID<Printer>
    let name: String
    let host: String
    let port: Int
    let paper: String
    let codePage: Int
    let cuts: Bool
    let receipts: Bool
    let stations: [ID<Station>]

    static let shape = Shape<PrinterView>.object(
        "Printer", PrinterView.init(id:name:host:port:paper:codePage:cuts:receipts:stations:),
        Field("id", \.id, .id()), Field("name", \.name, .text()), Field("host", \.host, .text()),
        Field("port", \.port, .int(1...65_535)), Field("paper", \.paper, .oneOf(["58", "80"])),
        Field("codePage", \.codePage, .int(0...255)), Field("cuts", \.cuts, .flag),
        Field("receipts", \.receipts, .flag, "Whether bills and receipts come out here."),
        Field(
            "stations", \.stations, Shape<ID<Station>>.id().list(0...200),
            "Stations whose slips come out here."))

    init(_ printer: Printer, stations: [ID<Station>: ID<Printer>]) {
        self.init(
            id: printer.id, name: printer.name, host: printer.address.host, port: Int(printer.address.port),
            paper: printer.settings.paper.rawValue, codePage: Int(printer.settings.codePage),
            cuts: printer.settings.cuts, receipts: printer.printsReceipts,
            stations: stations.filter { $0.value == printer.id }.map(\.key)
                .sorted { $0.description < $1.description })
    }

    init(
        id: ID<Printer>, name: String, host: String, port: Int, paper: String, codePage: Int, cuts: Bool,
        receipts: Bool, stations: [ID<Station>]
    ) {
        self.id = id
        self.name = name
        self.host = host
        self.port = port
        self.paper = paper
        self.codePage = codePage
        self.cuts = cuts
        self.receipts = receipts
        self.stations = stations
    }
}

/// A print job as screens have it.
struct PrintJobView: Shaped {
    let id: ID<PrintJob>
    let document: String
    let printer: String
    let revision: Int
    let state: PrintJobState
    let attempts: Int
    let failure: String?
    let createdAt: Instant

    static let shape = Shape<PrintJobView>.object(
        "PrintJob",
        PrintJobView.init(id:document:printer:revision:state:attempts:failure:createdAt:),
        Field("id", \.id, .id()), Field("document", \.document, .text(), "What kind of paper."),
        Field("printer", \.printer, .text(), "The printer's id."),
        Field("revision", \.revision, .int(1...1_000_000_000), "1 for the first print."),
        Field("state", \.state, .choice),
        Field("attempts", \.attempts, .int(), "How often it was handed over."),
        Field(
            optional: "failure", \.failure, .text(),
            "What went wrong last; uncertain: it may have been printed, only a person sends it again."),
        Field("createdAt", \.createdAt, .instant))

    init(_ job: PrintJob) {
        self.init(
            id: job.id, document: job.key.document, printer: job.key.target, revision: job.key.revision,
            state: job.state, attempts: job.attempts, failure: job.failure, createdAt: job.createdAt)
    }

    init(
        id: ID<PrintJob>, document: String, printer: String, revision: Int, state: PrintJobState,
        attempts: Int, failure: String?, createdAt: Instant
    ) {
        self.id = id
        self.document = document
        self.printer = printer
        self.revision = revision
        self.state = state
        self.attempts = attempts
        self.failure = failure
        self.createdAt = createdAt
    }
}
