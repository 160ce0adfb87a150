public import Base

extension OrderType: SQLValue {}

extension LocalText: SQLValue {
    /// A JSON object of language to text, for `jsonb`.
    @inlinable public var sqlText: String? { json.written }
    /// Adds the same.
    public func append(to values: inout SQLValues) { values.append { $0 += LocalText.shape.bytes(of: self) } }

    /// A `jsonb` column holding an object of language to text.
    public static func decode(_ text: String?) -> LocalText? {
        guard case .object(let members)? = JSON.decode(text) else { return nil }
        return LocalText(Dictionary(members.map { ($0.0, $0.1.text ?? "") }) { first, _ in first })
    }
}

extension Quantity: SQLValue {
    /// The thousandths, in decimal digits.
    @inlinable public var sqlText: String? { String(thousandths) }
    /// Adds the digits.
    public func append(to values: inout SQLValues) { thousandths.append(to: &values) }

    /// A `bigint` column of thousandths.
    public static func decode(_ text: String?) -> Quantity? {
        text.flatMap { Int64($0) }.map { Quantity(thousandths: $0) }
    }
}
