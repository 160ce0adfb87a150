/// PostgreSQL's text form of a one-dimensional array: `{a,"b,c",NULL}`.
@usableFromInline
enum ArrayText {
    /// Writes the form, every element quoted.
    @usableFromInline
    static func text(of elements: [String?]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(elements.reduce(2) { $0 + ($1?.utf8.count ?? 4) + 3 })
        bytes.append(UInt8(ascii: "{"))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard let element else {
                bytes += "NULL".utf8
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in element.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    bytes.append(UInt8(ascii: "\\"))
                }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads the form; nil when it is none.
    @usableFromInline
    static func elements(of text: String) -> [String?]? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else {
            return nil
        }
        var elements: [String?] = []
        var index = 1
        let end = bytes.count - 1
        while index < end {
            let element =
                bytes[index] == UInt8(ascii: "\"") ? quoted(bytes, &index) : bare(bytes, &index, end)
            elements.append(element)
            if index < end {
                guard bytes[index] == UInt8(ascii: ",") else { return nil }
                index += 1
            }
        }
        return elements
    }

    private static func quoted(_ bytes: [UInt8], _ index: inout Int) -> String? {
        var value: [UInt8] = []
        index += 1
        while index < bytes.count - 1, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") { index += 1 }
            value.append(bytes[index])
            index += 1
        }
        index += 1
        return String(decoding: value, as: UTF8.self)
    }

    private static func bare(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> String? {
        let start = index
        while index < end, bytes[index] != UInt8(ascii: ",") { index += 1 }
        let value = String(decoding: bytes[start..<index], as: UTF8.self)
        return value == "NULL" ? nil : value
    }
}
