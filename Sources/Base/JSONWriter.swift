import struct FoundationEssentials.UUID

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
        case .integer(let number): write(number)
        case .real(let number): raw(number.isFinite ? "\(number)" : "null")
        case .string(let text): write(text)
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
            write(member.0)
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
        write(name)
        bytes.append(UInt8(ascii: ":"))
        write(value)
    }

    /// Ends it, and the line.
    mutating func closeLine() {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Takes over JSON text that was written before.
    public mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// The same from bytes.
    mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// One character of JSON's own.
    @usableFromInline
    mutating func raw(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

    /// Begins a member of an object that is written member by member.
    mutating func member(_ name: String, isFirst: Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        write(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes an integer.
    public mutating func write(_ number: Int64) { bytes.append(decimal: number) }

    /// Writes a UUID as a text.
    mutating func write(_ id: UUID) {
        bytes.append(UInt8(ascii: "\""))
        id.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a moment as a text in RFC 3339.
    mutating func write(_ instant: Instant) {
        bytes.append(UInt8(ascii: "\""))
        instant.append(rfc3339To: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a text.
    public mutating func write(_ text: String) {
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

extension [UInt8] {
    /// Writes a number in decimal digits behind what is there.
    public mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let value = number.magnitude
        var place: UInt64 = 1
        while value / place >= 10 { place *= 10 }
        while place > 0 {
            append(UInt8(truncatingIfNeeded: value / place % 10) + UInt8(ascii: "0"))
            place /= 10
        }
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
