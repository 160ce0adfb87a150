/// Writes JSON text, compact, with the escapes that RFC 8259 demands and no others.
public struct JSONWriter: ~Copyable {
    private var bytes: [UInt8] = []

    /// A writer with nothing written yet.
    public init(reserving capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Everything written so far, as UTF-8.
    public consuming func finish() -> [UInt8] { bytes }

    /// Writes a whole value.
    public mutating func write(_ value: JSON) {
        switch value {
        case .null: raw("null")
        case .bool(let flag): raw(flag ? "true" : "false")
        case .integer(let number): raw(String(number))
        case .real(let number): raw(number.isFinite ? "\(number)" : "null")
        case .string(let text): string(text)
        case .array(let values): list(values)
        case .object(let members): object(members)
        }
    }

    private mutating func list(_ values: [JSON]) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func object(_ members: [(String, JSON)]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            string(member.0)
            bytes.append(UInt8(ascii: ":"))
            write(member.1)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Begins an object of texts that is written member by member: a log line, which needs no tree of values.
    mutating func openTexts() { bytes.append(UInt8(ascii: "{")) }

    /// One member of it.
    mutating func text(_ name: String, _ value: String) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        string(name)
        bytes.append(UInt8(ascii: ":"))
        string(value)
    }

    /// Ends it, and the line.
    mutating func closeLine() {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Nearly every text needs no escape and is copied as it is.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(UInt8(ascii: "\""))
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case 0x0a: raw("\\n")
            case 0x0d: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSON {
    /// Compact UTF-8 text of the value.
    public var bytes: [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.write(self)
        return writer.finish()
    }

    /// The same as a String.
    public var written: String { String(decoding: bytes, as: UTF8.self) }
}
