/// Reads PostgreSQL's text form of a one-dimensional array: `{a,"b,c",NULL}`.
enum ArrayText {
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
