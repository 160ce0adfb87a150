/// A document as the bytes that a receipt printer understands (Epson's ESC/POS commands).
public enum ESCPOS {
    /// The bytes: reset, code page, text with its sizes, feed and cut.
    public static func bytes(of receipt: Receipt, _ settings: PrinterSettings = PrinterSettings()) -> [UInt8]
    {
        var bytes: [UInt8] = Command.reset + Command.codePage(settings.codePage)
        var style = ReceiptStyle.plain
        var alignment = ReceiptAlignment.left
        for line in TextLayout(columns: settings.paper.columns).lines(of: receipt) {
            if line.alignment != alignment { bytes += Command.align(line.alignment) }
            if line.style != style { bytes += Command.style(line.style) }
            (alignment, style) = (line.alignment, line.style)
            bytes += CodePage857.bytes(line.text) + [Command.newline]
        }
        if alignment != .left { bytes += Command.align(.left) }
        if style != .plain { bytes += Command.style(.plain) }
        return bytes + (settings.cuts ? Command.cut : Command.feed)
    }

    /// The document's lines as plain text, for a preview of the paper.
    public static func text(of receipt: Receipt, _ paper: PrinterSettings.Paper) -> String {
        TextLayout(columns: paper.columns).lines(of: receipt).map { line in
            let width = line.style == .large ? paper.columns / 2 : paper.columns
            let gap = line.alignment == .center ? max(0, (width - line.text.count) / 2) : 0
            return String(repeating: " ", count: gap) + line.text
        }.joined(separator: "\n") + "\n"
    }

    /// What goes before bytes that may have been printed already: "KOPYA" in the middle of a line of its own.
    public static let copyMark: [UInt8] =
        Command.reset + Command.align(.center) + Command.style(.bold)
        + CodePage857.bytes("*** \(ReceiptLanguage.turkish(.copy)) ***") + [Command.newline]

    /// The pulse that opens the cash drawer at the printer's connector.
    public static let openDrawer: [UInt8] = [0x1b, 0x70, 0, 25, 250]

    private enum Command {
        static let newline: UInt8 = 0x0a
        static let reset: [UInt8] = [0x1b, 0x40]
        static let feed: [UInt8] = [0x1b, 0x64, 5]
        static let cut: [UInt8] = [0x1d, 0x56, 66, 3]

        static func codePage(_ number: UInt8) -> [UInt8] { [0x1b, 0x74, number] }

        static func align(_ alignment: ReceiptAlignment) -> [UInt8] {
            [0x1b, 0x61, alignment == .center ? 1 : 0]
        }

        static func style(_ style: ReceiptStyle) -> [UInt8] {
            let size: UInt8 =
                switch style {
                case .plain, .bold: 0x00
                case .tall: 0x01
                case .large: 0x11
                }
            return [0x1b, 0x45, style == .plain ? 0 : 1, 0x1d, 0x21, size]
        }
    }
}
