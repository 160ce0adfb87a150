import Base
import Printing
import Web

/// How a document is wanted: as data, for the screen, as a file, or for a receipt printer.
enum PaperFormat: String, CaseIterable, Sendable {
    case json, html, pdf, escpos

    /// What the call's `format` says; data when it says nothing.
    static func asked(_ call: Call) throws(Problem) -> PaperFormat {
        try call.query("format", .choice) ?? .json
    }

    /// The document in this form.
    func reply(_ receipt: Receipt, title: String, fileName: String) throws -> Reply {
        switch self {
        case .json:
            return .one(ReceiptView(receipt), ReceiptView.shape)
        case .html:
            let page = ReceiptHTML.page(of: receipt, title: title, stylesheet: ReceiptSheet.path)
            return .bytes(Array(page.utf8), mediaType: "text/html; charset=utf-8", fileName: nil)
        case .pdf:
            return .bytes(
                try ReceiptPDF.bytes(of: receipt), mediaType: "application/pdf", fileName: "\(fileName).pdf")
        case .escpos:
            return .bytes(
                ESCPOS.bytes(of: receipt), mediaType: "application/octet-stream", fileName: "\(fileName).bin")
        }
    }
}

/// A document of the till as data.
struct ReceiptView: Shaped {
    let kind: String
    let language: String
    let text: String
    let html: String

    static let shape = Shape<ReceiptView>.object(
        "Receipt", ReceiptView.init(kind:language:text:html:), Field("kind", \.kind, .text()),
        Field("language", \.language, .text()),
        Field("text", \.text, .text(0...200_000), "As 48 columns of text."),
        Field("html", \.html, .text(0...400_000), "As an HTML fragment."))

    init(_ receipt: Receipt) {
        self.init(
            kind: receipt.kind.rawValue, language: receipt.language.rawValue,
            text: ESCPOS.text(of: receipt, .mm80),
            html: ReceiptHTML.fragment(of: receipt))
    }

    init(kind: String, language: String, text: String, html: String) {
        self.kind = kind
        self.language = language
        self.text = text
        self.html = html
    }
}

/// The one stylesheet of printed pages, served by the server itself.
enum ReceiptSheet {
    static let path = "/receipt.css"

    static let response = Response(
        200, headers: ["Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=3600"],
        body: .bytes(Array(ReceiptHTML.stylesheet.utf8)))
}
