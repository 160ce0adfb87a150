/// A page that shows whether a printer has the right code page, width and cutter.
public enum PrinterTestPage {
    /// The page for a printer of that name.
    public static func receipt(printer: String, _ settings: PrinterSettings, in say: ReceiptLanguage)
        -> Receipt
    {
        Receipt(
            kind: .testPage, language: say,
            blocks: [
                .text(say(.testPage), .large, .center), .text(printer, .bold, .center), .rule,
                .pair("Code page", "CP857 = \(settings.codePage)"),
                .pair("Columns", String(settings.paper.columns)), .rule,
                .text("ÇçĞğİıÖöŞşÜü ÂâÎîÛû"), .text("FISTIKÇI ŞAHAP'IN PİJAMALI HASTASI"),
                .text("pijamalı hasta yağız şoföre çabucak güvendi"), .text("0123456789 % & @ # ½ × ÷ £ TL"),
                .text("Bold ÇĞİÖŞÜ", .bold), .text("Tall ÇĞİÖŞÜ", .tall), .text("Large ÇĞİÖŞÜ", .large),
            ])
    }
}
