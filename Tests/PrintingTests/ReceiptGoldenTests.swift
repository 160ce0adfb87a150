import Base
import Foundation
import Printing
import Testing

/// Each document through each back end, compared with a golden file.
@Suite struct ReceiptGoldenTests {
    @Test func `ESC/POS bytes for 80 mm equal the golden files`() throws {
        for (name, receipt) in try Paper.all() {
            try Golden.expect(ESCPOS.bytes(of: receipt), "\(name).escpos")
        }
    }

    @Test func `the text of both papers equals the golden files`() throws {
        for (name, receipt) in try Paper.all() {
            try Golden.expect(Array(ESCPOS.text(of: receipt, .mm80).utf8), "\(name)-80.txt")
            try Golden.expect(Array(ESCPOS.text(of: receipt, .mm58).utf8), "\(name)-58.txt")
        }
    }

    @Test func `HTML equals the golden files`() throws {
        for (name, receipt) in try Paper.all() {
            let page = ReceiptHTML.page(of: receipt, title: "Adisyon 1042", stylesheet: "/assets/receipt.css")
            try Golden.expect(Array(page.utf8), "\(name).html")
        }
    }

    @Test func `the texts of the PDF equal the golden files`() throws {
        for (name, receipt) in try Paper.all() {
            try Golden.expect(try PDFText.read(try ReceiptPDF.bytes(of: receipt)), "\(name).pdf.txt")
        }
    }

    @Test func `no line is wider than the paper`() throws {
        for (name, receipt) in try Paper.all() {
            for paper in PrinterSettings.Paper.allCases {
                for line in ESCPOS.text(of: receipt, paper).split(separator: "\n") {
                    #expect(line.count <= paper.columns, "\(name): \(line)")
                }
            }
        }
    }
}

/// The texts of a PDF, by poppler's pdftotext.
enum PDFText {
    static func read(_ pdf: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "hesap-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(pdf).write(to: file)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", file.path, "-"]
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(text)
    }
}
