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
    @inlinable public var sqlText: String? { self }
    /// Any text but null.
    @inlinable public static func decode(_ text: String?) -> String? { text }
}

extension Int64: SQLValue {
    /// Decimal digits.
    @inlinable public var sqlText: String? { String(self) }
    /// A whole number.
    @inlinable public static func decode(_ text: String?) -> Int64? { text.flatMap { Int64($0) } }
}

extension Int: SQLValue {
    /// Decimal digits.
    @inlinable public var sqlText: String? { String(self) }
    /// A whole number.
    @inlinable public static func decode(_ text: String?) -> Int? { text.flatMap { Int($0) } }
}

extension Bool: SQLValue {
    /// `t` or `f`.
    @inlinable public var sqlText: String? { self ? "t" : "f" }
    /// `t` or `f`.
    @inlinable public static func decode(_ text: String?) -> Bool? {
        switch text {
        case "t": true
        case "f": false
        default: nil
        }
    }
}

extension UUID: SQLValue {
    /// Lower-case UUID text.
    @inlinable public var sqlText: String? { text }
    /// A `uuid` column.
    @inlinable public static func decode(_ text: String?) -> UUID? { text.flatMap { UUID(text: $0) } }
}

extension ID: SQLValue {
    /// Lower-case UUID text.
    @inlinable public var sqlText: String? { raw.text }
    /// A `uuid` column.
    @inlinable public static func decode(_ text: String?) -> ID? { text.flatMap { ID($0) } }
}

extension Instant: SQLValue {
    /// ISO text in UTC with microseconds.
    @inlinable public var sqlText: String? { sql }
    /// A `timestamptz` column (the session's zone is UTC and its date style ISO).
    @inlinable public static func decode(_ text: String?) -> Instant? { text.flatMap { Instant($0) } }
}

extension Day: SQLValue {
    /// `2026-11-21`.
    @inlinable public var sqlText: String? { text }
    /// A `date` column.
    @inlinable public static func decode(_ text: String?) -> Day? { text.flatMap { Day($0) } }
}

extension Currency: SQLValue {
    /// The ISO code.
    @inlinable public var sqlText: String? { code }
    /// A `text` column with an ISO code.
    @inlinable public static func decode(_ text: String?) -> Currency? { text.flatMap { Currency(code: $0) } }
}

extension JSON: SQLValue {
    /// Compact JSON text, for `json` and `jsonb`.
    @inlinable public var sqlText: String? { written }
    /// A `json` or `jsonb` column.
    @inlinable public static func decode(_ text: String?) -> JSON? {
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
    @inlinable public var sqlText: String? { flatMap(\.sqlText) }
    /// Null, or the value.
    @inlinable public static func decode(_ text: String?) -> Wrapped?? {
        text == nil ? .some(nil) : Wrapped.decode(text).map { .some($0) }
    }
}

extension Array: SQLValue where Element: SQLValue {
    /// PostgreSQL's array text, every element quoted; cast it in the statement (`\(ids)::uuid[]`).
    @inlinable public var sqlText: String? { ArrayText.text(of: map(\.sqlText)) }

    /// A one-dimensional array column.
    @inlinable public static func decode(_ text: String?) -> [Element]? {
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
    @inlinable public var sqlText: String? { rawValue }
    /// The case with this raw text.
    @inlinable public static func decode(_ text: String?) -> Self? { text.flatMap { Self(rawValue: $0) } }
}
