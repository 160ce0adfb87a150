public import Base
public import struct FoundationEssentials.UUID

/// A value that a column can hold: it knows PostgreSQL's text form of itself, both ways.
public protocol SQLValue: Sendable {
    /// The text form; nil is SQL null.
    var sqlText: String? { get }
    /// The value of a column's text (nil: SQL null); nil when the text is not such a value.
    static func decode(_ text: String?) -> Self?
}

extension String: SQLValue {
    /// The text itself.
    public var sqlText: String? { self }
    /// Any text but null.
    public static func decode(_ text: String?) -> String? { text }
}

extension Int64: SQLValue {
    /// Decimal digits.
    public var sqlText: String? { String(self) }
    /// A whole number.
    public static func decode(_ text: String?) -> Int64? { text.flatMap { Int64($0) } }
}

extension Int: SQLValue {
    /// Decimal digits.
    public var sqlText: String? { String(self) }
    /// A whole number.
    public static func decode(_ text: String?) -> Int? { text.flatMap { Int($0) } }
}

extension Bool: SQLValue {
    /// `t` or `f`.
    public var sqlText: String? { self ? "t" : "f" }
    /// `t` or `f`.
    public static func decode(_ text: String?) -> Bool? {
        switch text {
        case "t": true
        case "f": false
        default: nil
        }
    }
}

extension UUID: SQLValue {
    /// Lower-case UUID text.
    public var sqlText: String? { text }
    /// A `uuid` column.
    public static func decode(_ text: String?) -> UUID? { text.flatMap { UUID(uuidString: $0) } }
}

extension ID: SQLValue {
    /// Lower-case UUID text.
    public var sqlText: String? { raw.text }
    /// A `uuid` column.
    public static func decode(_ text: String?) -> ID? { text.flatMap { ID($0) } }
}

extension Instant: SQLValue {
    /// ISO text in UTC with microseconds.
    public var sqlText: String? { sql }
    /// A `timestamptz` column (the session's zone is UTC and its date style ISO).
    public static func decode(_ text: String?) -> Instant? { text.flatMap { Instant($0) } }
}

extension Day: SQLValue {
    /// `2026-11-21`.
    public var sqlText: String? { text }
    /// A `date` column.
    public static func decode(_ text: String?) -> Day? { text.flatMap { Day($0) } }
}

extension Currency: SQLValue {
    /// The ISO code.
    public var sqlText: String? { code }
    /// A `text` column with an ISO code.
    public static func decode(_ text: String?) -> Currency? { text.flatMap { Currency(code: $0) } }
}

extension JSON: SQLValue {
    /// Compact JSON text, for `json` and `jsonb`.
    public var sqlText: String? { written }
    /// A `json` or `jsonb` column.
    public static func decode(_ text: String?) -> JSON? {
        guard let text else { return nil }
        do { return try JSON(parsing: text) } catch { return nil }
    }
}

/// Bytes for a `bytea` column.
public struct Bytes: SQLValue, Hashable {
    /// The bytes.
    public let raw: [UInt8]

    /// These bytes.
    public init(_ raw: [UInt8]) { self.raw = raw }

    /// PostgreSQL's hex form.
    public var sqlText: String? {
        var text = "\\x"
        for byte in raw { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return text
    }

    /// A `bytea` column (the session's output is hex).
    public static func decode(_ text: String?) -> Bytes? {
        guard let text, text.hasPrefix("\\x") else { return nil }
        let digits = Array(text.utf8.dropFirst(2))
        guard digits.count.isMultiple(of: 2) else { return nil }
        var raw: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
            else {
                return nil
            }
            raw.append(byte)
        }
        return Bytes(raw)
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    /// The value's text, or null.
    public var sqlText: String? { flatMap(\.sqlText) }
    /// Null, or the value.
    public static func decode(_ text: String?) -> Wrapped?? {
        text == nil ? .some(nil) : Wrapped.decode(text).map { .some($0) }
    }
}

extension Array: SQLValue where Element: SQLValue {
    /// PostgreSQL's array text, every element quoted; cast it in the statement (`\(ids)::uuid[]`).
    public var sqlText: String? {
        var bytes = [UInt8(ascii: "{")]
        for (index, element) in enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard let value = element.sqlText else {
                bytes += Array<UInt8>("NULL".utf8)
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in value.utf8 {
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

    /// A one-dimensional array column.
    public static func decode(_ text: String?) -> [Element]? {
        guard let text, let elements = ArrayText.elements(of: text) else { return nil }
        var result: [Element] = []
        for element in elements {
            guard let value = Element.decode(element) else { return nil }
            result.append(value)
        }
        return result
    }
}

extension SQLValue where Self: RawRepresentable, RawValue == String {
    /// The raw text of the case.
    public var sqlText: String? { rawValue }
    /// The case with this raw text.
    public static func decode(_ text: String?) -> Self? { text.flatMap { Self(rawValue: $0) } }
}
