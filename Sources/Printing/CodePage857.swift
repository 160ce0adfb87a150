/// Code page 857, the Turkish one of receipt printers. It has no lira sign: paper says TL.
enum CodePage857 {
    /// The bytes of a text that has been made printable.
    static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : upper[$0] ?? UInt8(ascii: "?") }
    }

    /// The text in letters that the page has: each is one column wide.
    static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if (0x20..<0x7f).contains(scalar.value) || upper[scalar] != nil {
                result.unicodeScalars.append(scalar)
            } else {
                result += replacement(scalar)
            }
        }
        return result
    }

    private static func replacement(_ scalar: Unicode.Scalar) -> String {
        if let text = replacements[scalar] { return text }
        if ("\u{300}"..."\u{36f}").contains(scalar) { return "" }
        return scalar.value < 0x20 ? " " : "?"
    }

    private static let replacements: [Unicode.Scalar: String] = [
        "₺": "TL", "€": "EUR", "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"",
        "…": "...",
        "•": "*", "✓": "+", "→": ">", "Œ": "OE", "œ": "oe", "\u{202f}": " ", "\u{2009}": " ", "\u{200b}": "",
        "\u{feff}": "", "š": "s", "Š": "S", "ž": "z", "Ž": "Z", "č": "c", "Č": "C", "ć": "c", "Ć": "C",
        "ł": "l",
        "Ł": "L", "ń": "n", "ý": "y", "Ý": "Y", "ă": "a", "ș": "s", "ț": "t", "ə": "e", "Ə": "E",
    ]

    /// 0x80 to 0xff; a middle square stands for codes that the page leaves empty.
    private static let table =
        "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
        + "ºªÊËÈ▪ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ▪×ÚÛÙìÿ¯´\u{ad}±▪¾¶§÷¸°¨·¹³²■\u{a0}"

    private static let upper: [Unicode.Scalar: UInt8] = {
        var codes: [Unicode.Scalar: UInt8] = [:]
        for (offset, scalar) in table.unicodeScalars.enumerated() where scalar != "▪" {
            codes[scalar] = UInt8(0x80 + offset)
        }
        return codes
    }()
}
