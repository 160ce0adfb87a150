/// One SQL statement. Written as a literal; every interpolated value becomes a bound parameter, never text.
///
/// ```swift
/// let statement: SQL = "select no from checks where organization = \(organization) and id = \(check)"
/// ```
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    private let ownText: String
    private let ownBinds: [String?]
    /// The lists of rows that it writes, when it was written with `\(rows:)`.
    public let lists: RowLists?

    /// The statement with `$1`, `$2`… in place of the values.
    public var text: String { lists?.text ?? ownText }
    /// The values in PostgreSQL's text form, in order; nil is SQL null.
    public var binds: [String?] { lists?.binds ?? ownBinds }

    /// A statement without values. Only for literals: the tidy test refuses a call by name.
    public init(stringLiteral value: String) {
        ownText = value
        ownBinds = []
        lists = nil
    }

    /// A statement put together by interpolation.
    public init(stringInterpolation: Interpolation) {
        lists = stringInterpolation.rowLists
        ownText = lists == nil ? stringInterpolation.text : ""
        ownBinds = lists == nil ? stringInterpolation.binds : []
    }

    /// A statement around lists of rows.
    public init(_ lists: RowLists) {
        ownText = ""
        ownBinds = []
        self.lists = lists
    }

    /// A part of a statement: its text with places numbered from 1, and their values.
    init(text: String, binds: [String?]) {
        ownText = text
        ownBinds = binds
        lists = nil
    }

    /// Collects the text and the values of a statement.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var binds: [String?] = []
        private var closed: [SQL] = []
        private var rows: [[SQL]] = []

        /// An empty statement with room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 4)
            binds.reserveCapacity(interpolationCount)
        }

        /// Takes the literal's own text.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Binds a value. Specialized by its callers: every statement of every command comes through here.
        @inlinable
        public mutating func appendInterpolation(_ value: some SQLValue) { bind(value.sqlText) }

        /// Binds a value or null.
        @inlinable
        public mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) { bind(value?.sqlText) }

        /// Takes over another statement's text and values, such as a condition that several queries share.
        public mutating func appendInterpolation(part: SQL) { append(part) }

        /// Takes over several, with commas between them: the rows of a `values` list.
        public mutating func appendInterpolation(list parts: [SQL]) {
            for (index, part) in parts.enumerated() {
                if index > 0 { text += ", " }
                append(part)
            }
        }

        /// Takes over the rows of a `values` list that statements like this one may write together: all of
        /// one literal's making, each value with its type. The list is filled up with rows of nulls, which
        /// the statement leaves out: so few lengths make few statements.
        public mutating func appendInterpolation(rows: [SQL]) {
            closed.append(SQL(text: text, binds: binds))
            self.rows.append(rows)
            (text, binds) = ("", [])
        }

        /// The statement around its lists; nil when it has none.
        var rowLists: RowLists? {
            guard !rows.isEmpty else { return nil }
            return RowLists(around: closed + [SQL(text: text, binds: binds)], rows: rows)
        }

        @usableFromInline
        mutating func bind(_ value: String?) {
            binds.append(value)
            text +=
                binds.count < Interpolation.places.count
                ? Interpolation.places[binds.count] : "$\(binds.count)"
        }

        private static let places = (0..<1024).map { "$\($0)" }

        /// Numbers the part's places anew, after the ones that are there.
        mutating func append(_ part: SQL) {
            guard !part.binds.isEmpty else {
                text += part.text
                return
            }
            let bytes = Array(part.text.utf8)
            var start = 0
            while let dollar = bytes[start...].firstIndex(of: UInt8(ascii: "$")) {
                var (end, number) = (dollar + 1, 0)
                while end < bytes.count, (0x30...0x39).contains(bytes[end]), number < 100_000 {
                    number = number * 10 + Int(bytes[end] - 0x30)
                    end += 1
                }
                if (1...part.binds.count).contains(number) {
                    text += String(decoding: bytes[start..<dollar], as: UTF8.self)
                    bind(part.binds[number - 1])
                } else {
                    text += String(decoding: bytes[start..<end], as: UTF8.self)
                }
                start = end
            }
            text += String(decoding: bytes[start...], as: UTF8.self)
        }
    }
}
