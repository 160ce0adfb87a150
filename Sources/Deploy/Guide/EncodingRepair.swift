/// Undoes a common damage of documents: UTF-8 once read as Windows-1254 or Mac Roman and saved again.
/// Only runs of characters that become valid UTF-8 by it are changed; sound Turkish text never does.
enum EncodingRepair {
    /// The text repaired, without a byte order mark and with plain line ends.
    static func repair(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var result = String.UnicodeScalarView()
        var run: [Unicode.Scalar] = []
        for scalar in scalars {
            if scalar.isASCII {
                result.append(contentsOf: mended(run))
                run = []
                if scalar != "\r" { result.append(scalar) }
            } else {
                run.append(scalar)
            }
        }
        result.append(contentsOf: mended(run))
        return String(result)
    }

    private static func mended(_ run: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard run.count > 1 else { return run }
        for table in [windows, macintosh] {
            let bytes = run.compactMap { table[$0] }
            if bytes.count == run.count, let text = String(validating: bytes, as: UTF8.self) {
                return Array(text.unicodeScalars)
            }
        }
        return run
    }

    /// Bytes 80 to FF of Windows-1254; the unused ones stand for themselves.
    private static let windows: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8(0x80)...0xFF { table[Unicode.Scalar(byte)] = byte }
        let special: [(UInt8, String)] = [
            (0x80, "€"), (0x82, "‚ƒ„…†‡ˆ‰Š‹Œ"), (0x91, "‘’“”•–—˜™š›œ"), (0x9F, "Ÿ"), (0xD0, "Ğ"),
            (0xDD, "İŞ"),
            (0xF0, "ğ"), (0xFD, "ış"),
        ]
        for (start, characters) in special {
            for (offset, scalar) in characters.unicodeScalars.enumerated() {
                table[scalar] = start + UInt8(offset)
            }
        }
        return table
    }()

    /// Bytes 80 to FF of Mac Roman.
    private static let macintosh: [Unicode.Scalar: UInt8] = {
        let row =
            "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
            + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
        var table: [Unicode.Scalar: UInt8] = [:]
        for (offset, scalar) in row.unicodeScalars.enumerated() where offset < 128 {
            table[scalar] = 0x80 + UInt8(offset)
        }
        return table
    }()
}
