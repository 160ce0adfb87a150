public import Base
public import struct FoundationEssentials.UUID

/// A value that a column can hold: it knows PostgreSQL's text form of itself, both ways.
public protocol SQLValue: Sendable {
    /// The text form; nil is SQL null.
    var sqlText: String? { get }
    /// The value of a column's text (nil: SQL null); nil when the text is not such a value.
    static func decode(_ text: String?) -> Self?
    /// The form of all values of this type.
    static var form: SQLForm { get }
    /// Adds the value to a statement's, in its form; for types that write it without a `String`.
    func append(to values: inout SQLValues)
    /// Adds the text form, for an array's element.
    func append(toElements values: inout SQLValues)
    /// The value of a cell (nil: SQL null), as `decode`; for types that read it without a `String`.
    static func read(_ cell: SQLCell?) -> Self?
}

extension SQLValue {
    /// Text, for most.
    @inlinable public static var form: SQLForm { .text }
    /// Adds `sqlText`.
    @inlinable public func append(to values: inout SQLValues) { values.append(sqlText) }
    /// Adds what a statement takes, which is text for most.
    @inlinable public func append(toElements values: inout SQLValues) { append(to: &values) }
    /// Decodes the cell's text.
    @inlinable public static func read(_ cell: SQLCell?) -> Self? { decode(cell?.text) }
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
    /// Adds the digits.
    public func append(to values: inout SQLValues) { values.append { $0.append(decimal: self) } }
    /// The digits' number.
    public static func read(_ cell: SQLCell?) -> Int64? { cell?.integer }
}

extension Int: SQLValue {
    /// Decimal digits.
    @inlinable public var sqlText: String? { String(self) }
    /// A whole number.
    @inlinable public static func decode(_ text: String?) -> Int? { text.flatMap { Int($0) } }
    /// Adds the digits.
    public func append(to values: inout SQLValues) { values.append { $0.append(decimal: Int64(self)) } }
    /// The digits' number.
    public static func read(_ cell: SQLCell?) -> Int? { (cell?.integer).map { Int($0) } }
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
    /// Its bytes.
    @inlinable public static var form: SQLForm { .uuid }
    /// Adds its bytes.
    @inlinable public func append(to values: inout SQLValues) { values.append(self) }
    /// Adds its text.
    public func append(toElements values: inout SQLValues) { values.append { append(to: &$0) } }
    /// The UUID of these bytes.
    public static func read(_ cell: SQLCell?) -> UUID? { cell.flatMap { UUID(utf8: $0.utf8) } }
}

extension ID: SQLValue {
    /// Lower-case UUID text.
    @inlinable public var sqlText: String? { raw.text }
    /// A `uuid` column.
    @inlinable public static func decode(_ text: String?) -> ID? { text.flatMap { ID($0) } }
    /// Its bytes.
    @inlinable public static var form: SQLForm { .uuid }
    /// Adds its bytes.
    @inlinable public func append(to values: inout SQLValues) { values.append(raw) }
    /// Adds its text.
    @inlinable public func append(toElements values: inout SQLValues) { raw.append(toElements: &values) }
    /// The id of these bytes.
    @inlinable public static func read(_ cell: SQLCell?) -> ID? { UUID.read(cell).map { ID($0) } }
}

extension Instant: SQLValue {
    /// ISO text in UTC with microseconds.
    @inlinable public var sqlText: String? { sql }
    /// A `timestamptz` column (the session's zone is UTC and its date style ISO).
    @inlinable public static func decode(_ text: String?) -> Instant? { text.flatMap { Instant($0) } }
    /// Its microseconds.
    @inlinable public static var form: SQLForm { .instant }
    /// Adds its microseconds.
    @inlinable public func append(to values: inout SQLValues) { values.append(self) }
    /// Adds its text.
    public func append(toElements values: inout SQLValues) { values.append { append(sqlTo: &$0) } }
    /// The moment of these bytes.
    public static func read(_ cell: SQLCell?) -> Instant? { cell.flatMap { Instant(utf8: $0.utf8) } }
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
    /// Adds the same.
    public func append(to values: inout SQLValues) { values.append { $0 += bytes } }
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
        var text: [UInt8] = [UInt8(ascii: "\\"), UInt8(ascii: "x")]
        text.reserveCapacity(2 + raw.count * 2)
        for byte in raw {
            text.append(Bytes.digits[Int(byte >> 4)])
            text.append(Bytes.digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

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
    /// The value's.
    @inlinable public static var form: SQLForm { Wrapped.form }
    /// Adds the value, or null.
    @inlinable public func append(to values: inout SQLValues) {
        if let self { self.append(to: &values) } else { values.append(nil) }
    }
    /// Adds the value's text, or null.
    @inlinable public func append(toElements values: inout SQLValues) {
        if let self { self.append(toElements: &values) } else { values.append(nil) }
    }
    /// Null, or the value.
    @inlinable public static func read(_ cell: SQLCell?) -> Wrapped?? {
        cell == nil ? .some(nil) : Wrapped.read(cell).map { .some($0) }
    }
}

extension Array: SQLValue where Element: SQLValue {
    /// PostgreSQL's array text, every element quoted; cast it in the statement (`\(ids)::uuid[]`).
    @inlinable public var sqlText: String? { ArrayText.text(of: map(\.sqlText)) }
    /// Adds the same.
    @inlinable public func append(to values: inout SQLValues) {
        var elements = SQLValues()
        for element in self { element.append(toElements: &elements) }
        values.append(array: elements)
    }

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
