/// One SQL statement. Written as a literal; every interpolated value becomes a bound parameter, never text.
///
/// ```swift
/// let statement: SQL = "select no from checks where organization = \(organization) and id = \(check)"
/// ```
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The statement with `$1`, `$2`… in place of the values.
    public let text: String
    /// The values in PostgreSQL's text form, in order; nil is SQL null.
    public let binds: [String?]

    /// A statement without values. Only for literals: the tidy test refuses a call by name.
    public init(stringLiteral value: String) {
        text = value
        binds = []
    }

    /// A statement put together by interpolation.
    public init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        binds = stringInterpolation.binds
    }

    /// Collects the text and the values of a statement.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var binds: [String?] = []

        /// An empty statement with room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            binds.reserveCapacity(interpolationCount)
        }

        /// Takes the literal's own text.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLValue) {
            binds.append(value.sqlText)
            text += "$\(binds.count)"
        }

        /// Binds a value or null.
        public mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) {
            binds.append(value?.sqlText)
            text += "$\(binds.count)"
        }

        /// Takes over another statement's text and values, such as a condition that several queries share.
        public mutating func appendInterpolation(part: SQL) {
            var rest = Substring(part.text)
            while let dollar = rest.firstIndex(of: "$") {
                text += rest[..<dollar]
                let after = rest[rest.index(after: dollar)...]
                let digits = after.prefix { $0.isNumber }
                if let number = Int(digits), number >= 1, number <= part.binds.count {
                    binds.append(part.binds[number - 1])
                    text += "$\(binds.count)"
                } else {
                    text += "$" + digits
                }
                rest = after[digits.endIndex...]
            }
            text += rest
        }
    }
}
