/// A document as a PDF of one page, as wide as the paper and as long as its contents.
public enum ReceiptPDF {
    /// The bytes of the file.
    public static func bytes(of receipt: Receipt, _ paper: PrinterSettings.Paper = .mm80) throws(PrintFault)
        -> [UInt8]
    {
        let measure = try PDFCanvas(paper: paper, height: 0, keeps: false)
        draw(receipt, on: measure)
        _ = try measure.finish()
        let canvas = try PDFCanvas(paper: paper, height: measure.bottom, keeps: true)
        draw(receipt, on: canvas)
        return try canvas.finish()
    }

    private static func draw(_ receipt: Receipt, on canvas: PDFCanvas) {
        for block in receipt.blocks {
            switch block {
            case .text(let text, let style, let alignment):
                canvas.text(text, style, centered: alignment == .center)
            case .pair(let left, let right, let style): canvas.pair(left, right, style)
            case .item(let item): draw(item, on: canvas)
            case .table(let rows): canvas.table(rows)
            case .rule: canvas.rule()
            case .space: canvas.skip(6)
            }
        }
    }

    private static func draw(_ item: ReceiptItem, on canvas: PDFCanvas) {
        canvas.pair("\(item.quantity) × \(item.name)", item.amount ?? "", item.style, struck: item.struck)
        for detail in item.details { canvas.pair(detail.text, detail.amount ?? "", .plain, indent: 10) }
    }
}

/// Why a document could not be made.
public enum PrintFault: Error, Sendable, Equatable {
    /// The drawing library refused, with its status number.
    case drawing(Int)
}
