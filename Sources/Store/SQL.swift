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
        ownCode = StatementText(lists == nil ? stringInterpolation.pieces : [])
        ownValues = lists == nil ? stringInterpolation.values : SQLValues()
    }

    /// A statement around lists of rows.
    public init(_ lists: RowLists) {
        ownCode = StatementText([] as [StatementText.Piece])
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
        @usableFromInline var pieces: [StatementText.Piece] = []
        @usableFromInline var values = SQLValues()
        private var closed: [SQL] = []
        private var rows: [[SQL]] = []

        /// An empty statement with room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
            values.reserve(interpolationCount)
        }

        /// Takes the literal's own text.
        public mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }

        /// Binds a value. Specialized by its callers: every statement of every command comes through here.
        @inlinable
        public mutating func appendInterpolation<Value: SQLValue>(_ value: Value) {
            value.append(to: &values)
            pieces.append(.place(Value.form))
        }

        /// Binds a value or null.
        @inlinable
        public mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) {
            if let value { value.append(to: &values) } else { values.append(nil) }
            pieces.append(.place(Value.form))
        }

        /// Takes over another statement's text and values, such as a condition that several queries share.
        public mutating func appendInterpolation(part: SQL) { append(part) }

        /// Takes over the rows of a `values` list that statements like this one may write together: all of
        /// one literal's making, each value with its type. The list is filled up with rows of nulls, which
        /// the statement leaves out: so few lengths make few statements.
        public mutating func appendInterpolation(rows: [SQL]) {
            closed.append(SQL(StatementText(pieces), values))
            self.rows.append(rows)
            (pieces, values) = ([], SQLValues())
        }

        /// The statement around its lists; nil when it has none.
        var rowLists: RowLists? {
            guard !rows.isEmpty else { return nil }
            return RowLists(around: closed + [SQL(StatementText(pieces), values)], rows: rows)
        }

        /// The part's places come after the ones that are there.
        mutating func append(_ part: SQL) {
            pieces += part.code.pieces
            values.append(contentsOf: part.values)
        }
    }
}
