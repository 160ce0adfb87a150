import Base
import Testing

@testable import Printing

@Suite struct BackEndTests {
    @Test func `the lira sign is printed as TL, and every Turkish letter has its byte`() {
        #expect(CodePage857.printable("₺5 “çay” – 1…") == "TL5 \"çay\" - 1...")
        #expect(
            CodePage857.bytes("ÇĞİÖŞÜçğıöşü") == [
                0x80, 0xa6, 0x98, 0x99, 0x9e, 0x9a, 0x87, 0xa7, 0x8d, 0x94, 0x9f, 0x81,
            ])
        #expect(CodePage857.bytes("×½") == [0xe8, 0xab])
        #expect(CodePage857.printable("日本") == "??")
    }

    @Test func `kitchen names are in Turkish capitals`() {
        #expect(ReceiptLanguage.turkish.capitals("ızgara pide, şiş") == "IZGARA PİDE, ŞİŞ")
    }

    @Test func `bytes begin with the code page of the printer and end with a cut`() {
        let receipt = Receipt(kind: .bill, language: .turkish, blocks: [.text("a")])
        let bytes = ESCPOS.bytes(of: receipt, PrinterSettings(paper: .mm58, codePage: 29))
        #expect(bytes == [0x1b, 0x40, 0x1b, 0x74, 29, 0x61, 0x0a, 0x1d, 0x56, 66, 3])
        let uncut = ESCPOS.bytes(of: receipt, PrinterSettings(cuts: false))
        #expect(Array(uncut.suffix(3)) == [0x1b, 0x64, 5])
    }

    @Test func `control characters of a text never reach the printer`() {
        let receipt = Receipt(kind: .bill, language: .turkish, blocks: [.text("a\u{1b}p\u{0}\u{1d}VA")])
        let line = ESCPOS.bytes(of: receipt).dropFirst(5).prefix { $0 != 0x0a }
        #expect(!line.contains { $0 < 0x20 })
    }

    @Test func `HTML escapes what people typed and has no style or script of its own`() {
        let receipt = Receipt(
            kind: .bill, language: .turkish,
            blocks: [.text("<script>alert(\"1\")</script> & 'x'"), .pair("<b>", "\"")])
        let html = ReceiptHTML.page(of: receipt, title: "<x>", stylesheet: "/a.css?\"")
        #expect(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"))
        #expect(!html.contains("<script") && !html.contains("style=") && !html.contains("<style"))
        #expect(html.contains("href=\"/a.css?&quot;\"") && html.contains("<title>&lt;x&gt;</title>"))
    }

    @Test func `without a fiscal document the slip says that it has no fiscal value`() throws {
        var check = try Paper.check()
        let notice = ReceiptBlock.text("Mali değeri yoktur", .bold, .center)
        #expect(check.receipt(in: .turkish).blocks.contains(notice))
        check.hasFiscalValue = true
        #expect(!check.receipt(in: .turkish).blocks.contains(notice))
        check.stage = .bill
        #expect(check.receipt(in: .turkish).blocks.contains(notice))
    }

    @Test func `a reprint says KOPYA`() throws {
        var check = try Paper.check()
        #expect(!ESCPOS.text(of: check.receipt(in: .turkish), .mm80).contains("KOPYA"))
        check.isCopy = true
        #expect(ESCPOS.text(of: check.receipt(in: .turkish), .mm80).contains("*** KOPYA ***"))
    }

    @Test(arguments: PrinterSettings.Paper.allCases)
    func `a PDF is one page as wide as the paper, and the same document gives the same bytes`(
        paper: PrinterSettings.Paper
    ) throws {
        let receipt = try Paper.check().receipt(in: .turkish)
        let first = try ReceiptPDF.bytes(of: receipt, paper)
        #expect(first == (try ReceiptPDF.bytes(of: receipt, paper)))
        #expect(first.starts(with: Array("%PDF-1.".utf8)))
        let text = String(decoding: first, as: UTF8.self)
        #expect(
            text.contains(paper == .mm80 ? "[ 0 0 226.771" : "[ 0 0 164.409"),
            "\(text.split(separator: "MediaBox").last?.prefix(40) ?? "")")
        #expect(text.contains("/Count 1"))
    }

    @Test func `a word longer than the line is cut, not lost`() {
        let long = String(repeating: "ab", count: 40)
        let receipt = Receipt(kind: .bill, language: .turkish, blocks: [.text(long), .pair(long, "1,00")])
        let text = ESCPOS.text(of: receipt, .mm58)
        #expect(text.split(whereSeparator: { " \n".contains($0) }).joined().hasPrefix(long + long))
    }

    @Test func `every word has a text in both languages`() {
        for word in ReceiptWord.allCases {
            #expect(!word.texts.turkish.isEmpty && !word.texts.english.isEmpty)
        }
    }
}
