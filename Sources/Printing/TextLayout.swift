/// A line of a receipt in columns of equal width.
struct TextLine: Equatable {
    let text: String
    let style: ReceiptStyle
    let alignment: ReceiptAlignment
}

/// Lays a document out in columns: what fits in a line of the normal font, and half of it in double width.
struct TextLayout {
    let columns: Int

    func lines(of receipt: Receipt) -> [TextLine] { receipt.blocks.flatMap(lines) }

    private func lines(of block: ReceiptBlock) -> [TextLine] {
        switch block {
        case .text(let text, let style, let alignment):
            wrapped(text, width(style)).map { TextLine(text: $0, style: style, alignment: alignment) }
        case .pair(let left, let right, let style):
            pair(left, right, indent: 0, width(style)).map {
                TextLine(text: $0, style: style, alignment: .left)
            }
        case .item(let item): lines(of: item)
        case .table(let rows): table(rows).map { TextLine(text: $0, style: .plain, alignment: .left) }
        case .rule: [TextLine(text: String(repeating: "-", count: columns), style: .plain, alignment: .left)]
        case .space: [TextLine(text: "", style: .plain, alignment: .left)]
        }
    }

    private func lines(of item: ReceiptItem) -> [TextLine] {
        let head = "\(item.quantity) × \(item.name)"
        let indent = min(item.quantity.count + 3, 6)
        let first = pair(head, item.amount ?? "", indent: indent, columns)
            .map { TextLine(text: $0, style: item.style, alignment: .left) }
        let rest = item.details.flatMap { detail in
            pair("  " + detail.text, detail.amount ?? "", indent: 4, columns)
                .map { TextLine(text: $0, style: item.style == .plain ? .plain : .bold, alignment: .left) }
        }
        return first + rest
    }

    /// Left and right on one line; a long left wraps, and the right stands on its last line.
    private func pair(_ left: String, _ right: String, indent: Int, _ width: Int) -> [String] {
        let left = CodePage857.printable(left)
        let right = CodePage857.printable(right)
        let room = right.isEmpty ? width : width - right.count - 1
        guard room >= 8 else { return wrapped(left, width) + [padded(right, width)] }
        var lines = wrapped(left, room, indent: indent)
        let last = lines.removeLast()
        let gap = width - last.count - right.count
        lines.append(right.isEmpty ? last : last + String(repeating: " ", count: max(1, gap)) + right)
        return lines
    }

    private func table(_ rows: [[String]]) -> [String] {
        guard let count = rows.first?.count, count > 0 else { return [] }
        let first = columns / count + columns % count
        return rows.map { row in
            row.enumerated().map { index, cell in
                let cell = CodePage857.printable(cell)
                return index == 0 ? filled(cell, first) : padded(cell, columns / count)
            }.joined()
        }
    }

    private func width(_ style: ReceiptStyle) -> Int { style == .large ? columns / 2 : columns }

    private func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text.prefix(width)
    }

    private func filled(_ text: String, _ width: Int) -> String {
        text.prefix(width) + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Breaks at spaces; a word longer than a line is cut. Leading spaces stay on every line.
    private func wrapped(_ text: String, _ width: Int, indent: Int = 0) -> [String] {
        let text = CodePage857.printable(text)
        let lead = String(text.prefix { $0 == " " })
        var lines: [String] = []
        var line = lead
        var isEmpty = true
        let hanging = String(repeating: " ", count: min(max(indent, lead.count), width / 2))
        for word in text.split(separator: " ") {
            var word = Substring(word)
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = hanging
                isEmpty = true
            }
            while line.count + word.count > width {
                let part = word.prefix(width - line.count)
                lines.append(line + part)
                word = word.dropFirst(part.count)
                line = hanging
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
