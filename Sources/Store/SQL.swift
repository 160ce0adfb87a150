import Base

/// One SQL statement. Written as a literal; every interpolated value becomes a bound parameter, never text.
///
/// ```swift
/// let statement: SQL = "select no from checks where organization = \(organization) and id = \(check)"
/// ```
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    private let ownCode: StatementText
    private let ownValues: SQLValues
    /// The lists of rows that it writes, when it was written with `\(rows:)`.
    public let lists: RowLists?

    /// The statement with `$1`, `$2`… in place of the values.
    public var code: StatementText { lists?.code ?? ownCode }
    /// The values in order.
    public var values: SQLValues { lists?.values ?? ownValues }

    /// The statement's text.
    public var text: String { code.description }
    /// The values in PostgreSQL's text form; nil is SQL null.
    public var binds: [String?] { (0..<values.count).map { values[$0] } }

    /// A statement without values. Only for literals: the tidy test refuses a call by name.
    public init(stringLiteral value: String) {
        ownCode = StatementText(value)
        ownValues = SQLValues()
        lists = nil
    }

    /// A statement put together by interpolation.
    public init(stringInterpolation: Interpolation) {
        lists = stringInterpolation.rowLists
        ownCode = StatementText(lists == nil ? stringInterpolation.text : [])
        ownValues = lists == nil ? stringInterpolation.values : SQLValues()
    }

    /// A statement around lists of rows.
    public init(_ lists: RowLists) {
        ownCode = StatementText([])
        ownValues = SQLValues()
        self.lists = lists
    }

    /// A part of a statement: its text with places numbered from 1, and their values.
    init(_ code: StatementText, _ values: SQLValues) {
        ownCode = code
        ownValues = values
        lists = nil
    }

    /// Collects the text and the values of a statement.
    public struct Interpolation: StringInterpolationProtocol {
        var text: [UInt8] = []
        @usableFromInline var values = SQLValues()
        private var closed: [SQL] = []
        private var rows: [[SQL]] = []

        /// An empty statement with room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 4)
            values.reserve(interpolationCount)
        }

        /// Takes the literal's own text.
        public mutating func appendLiteral(_ literal: String) { text.append(contentsOf: literal.utf8) }

        /// Binds a value. Specialized by its callers: every statement of every command comes through here.
        @inlinable
        public mutating func appendInterpolation(_ value: some SQLValue) {
            value.append(to: &values)
            appendPlace()
        }

        /// Binds a value or null.
        @inlinable
        public mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) {
            if let value { value.append(to: &values) } else { values.append(nil) }
            appendPlace()
        }

        /// Takes over another statement's text and values, such as a condition that several queries share.
        public mutating func appendInterpolation(part: SQL) { append(part) }

        /// Takes over several, with commas between them: the rows of a `values` list.
        public mutating func appendInterpolation(list parts: [SQL]) {
            text.reserveCapacity(parts.reduce(text.count + 64) { $0 + $1.code.utf8.count + 64 })
            for (index, part) in parts.enumerated() {
                if index > 0 { text.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
                append(part)
            }
        }

        /// Takes over the rows of a `values` list that statements like this one may write together: all of
        /// one literal's making, each value with its type. The list is filled up with rows of nulls, which
        /// the statement leaves out: so few lengths make few statements.
        public mutating func appendInterpolation(rows: [SQL]) {
            closed.append(SQL(StatementText(text), values))
            self.rows.append(rows)
            (text, values) = ([], SQLValues())
        }

        /// The statement around its lists; nil when it has none.
        var rowLists: RowLists? {
            guard !rows.isEmpty else { return nil }
            return RowLists(around: closed + [SQL(StatementText(text), values)], rows: rows)
        }

        /// The place of the value that was bound last.
        @usableFromInline
        mutating func appendPlace() {
            text.append(UInt8(ascii: "$"))
            text.append(decimal: Int64(values.count))
        }

        /// Numbers the part's places anew, after the ones that are there.
        mutating func append(_ part: SQL) {
            let bytes = part.code.utf8
            guard part.values.count > 0 else {
                text.append(contentsOf: bytes)
                return
            }
            var start = 0
            while let dollar = bytes[start...].firstIndex(of: UInt8(ascii: "$")) {
                var (end, number) = (dollar + 1, 0)
                while end < bytes.count, (0x30...0x39).contains(bytes[end]), number < 100_000 {
                    number = number * 10 + Int(bytes[end] - 0x30)
                    end += 1
                }
                let isPlace = (1...part.values.count).contains(number)
                text.append(contentsOf: bytes[start..<(isPlace ? dollar : end)])
                if isPlace {
                    values.append(part.values, at: number - 1)
                    appendPlace()
                }
                start = end
            }
            text.append(contentsOf: bytes[start...])
        }
    }
}

/// A statement's text, made to be looked up: a connection finds the statements that it has prepared by it.
public struct StatementText: Sendable, Hashable, CustomStringConvertible {
    /// The text's bytes.
    public let utf8: [UInt8]

    /// The text of these bytes.
    public init(_ utf8: [UInt8]) { self.utf8 = utf8 }

    /// This text.
    public init(_ text: String) { utf8 = Array(text.utf8) }

    /// The text.
    public var description: String { String(decoding: utf8, as: UTF8.self) }

    /// Takes the length and a few bytes from all over: the texts of one program seldom share those, and
    /// hashing thousands of bytes would cost more than the rare comparison too many.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(utf8.count)
        let stride = max(1, utf8.count / 16)
        var index = 0
        var sample: UInt64 = 0
        while index < utf8.count {
            sample = sample &* 31 &+ UInt64(utf8[index])
            index += stride
        }
        hasher.combine(sample)
    }
}
