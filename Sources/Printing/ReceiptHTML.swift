/// A document for the browser: to look at, and to print where no receipt printer is.
///
/// No style or script stands in the markup, so that the content security policy holds; the look is in
/// `stylesheet`.
public enum ReceiptHTML {
    /// The document as an `article`, to be put into a page.
    public static func fragment(of receipt: Receipt) -> String {
        let kind = receipt.kind.rawValue.replacing("_", with: "-")
        let body = receipt.blocks.map(block).joined(separator: "\n")
        return """
            <article class="receipt receipt-\(kind)" lang="\(receipt.language.rawValue)">
            \(body)
            </article>
            """
    }

    /// The document as a page of its own; `stylesheet` is the address of this module's stylesheet.
    public static func page(of receipt: Receipt, title: String, stylesheet: String) -> String {
        """
        <!doctype html>
        <html lang="\(receipt.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(escaped(title))</title>
        <link rel="stylesheet" href="\(escaped(stylesheet))">
        </head>
        <body class="receipt-page">
        \(fragment(of: receipt))
        </body>
        </html>

        """
    }

    private static func block(_ block: ReceiptBlock) -> String {
        switch block {
        case .text(let text, let style, let alignment):
            "<p class=\"\(classes("receipt-text", style, alignment))\">\(escaped(text))</p>"
        case .pair(let left, let right, let style):
            """
            <p class="\(classes("receipt-pair", style))"><span>\(escaped(left))</span> \
            <span class="receipt-amount">\(escaped(right))</span></p>
            """
        case .item(let item): self.item(item)
        case .table(let rows): table(rows)
        case .rule: "<hr class=\"receipt-rule\">"
        case .space: "<div class=\"receipt-space\"></div>"
        }
    }

    private static func item(_ item: ReceiptItem) -> String {
        let name = "\(escaped(item.quantity)) × \(escaped(item.name))"
        let amount = item.amount.map { " <span class=\"receipt-amount\">\(escaped($0))</span>" } ?? ""
        let head = item.struck ? "<s>\(name)</s>" : "<span>\(name)</span>"
        let details = item.details.map { detail in
            let amount = detail.amount.map { " <span class=\"receipt-amount\">\(escaped($0))</span>" } ?? ""
            return "<p class=\"receipt-detail\"><span>\(escaped(detail.text))</span>\(amount)</p>"
        }
        let lines = ["<p class=\"\(classes("receipt-pair", item.style))\">\(head)\(amount)</p>"] + details
        return "<div class=\"receipt-item\">\n\(lines.joined(separator: "\n"))\n</div>"
    }

    private static func table(_ rows: [[String]]) -> String {
        guard let heading = rows.first else { return "" }
        let head = heading.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let body = rows.dropFirst().map { row in
            "<tr>" + row.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
        }
        return """
            <table class="receipt-table">
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private static func classes(
        _ name: String, _ style: ReceiptStyle, _ alignment: ReceiptAlignment = .left
    ) -> String {
        name + (style == .plain ? "" : " receipt-\(style.rawValue)")
            + (alignment == .left ? "" : " receipt-\(alignment.rawValue)")
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The look of documents, on the screen and on 80 mm paper; served as a file of its own.
    public static let stylesheet = """
        .receipt-page { margin: 0; background: #fff; color: #000; }
        .receipt { box-sizing: border-box; width: 72mm; margin: 0 auto; padding: 4mm 0;
          font: 12px/1.35 "Inter", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
        .receipt p { margin: 0; overflow-wrap: anywhere; }
        .receipt-pair, .receipt-detail { display: flex; justify-content: space-between; gap: 3mm; }
        .receipt-amount { white-space: nowrap; text-align: right; }
        .receipt-detail { padding-left: 4mm; font-size: 11px; }
        .receipt-center { text-align: center; }
        .receipt-bold, .receipt-tall, .receipt-large { font-weight: 700; }
        .receipt-tall { font-size: 16px; }
        .receipt-large { font-size: 22px; }
        .receipt-rule { border: 0; border-top: 1px dashed #000; margin: 2mm 0; }
        .receipt-space { height: 3mm; }
        .receipt-table { width: 100%; border-collapse: collapse; font-size: 11px; }
        .receipt-table th, .receipt-table td { padding: 0; text-align: right; font-weight: 400; }
        .receipt-table th { border-bottom: 1px solid #000; }
        .receipt-table th:first-child, .receipt-table td:first-child { text-align: left; }
        @media print { @page { size: 80mm auto; margin: 0 4mm; } .receipt { margin: 0; } }

        """
}
