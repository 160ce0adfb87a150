/// What a statement answered: its rows as text, and how many rows it touched.
public struct Rows: Sendable {
    /// Column names in order.
    public let columns: [String]
    /// All values, row after row; nil is SQL null.
    public let values: [String?]
    /// Rows inserted, updated, deleted or selected.
    public let affected: Int

    /// An answer as the driver read it.
    public init(columns: [String], values: [String?], affected: Int) {
        self.columns = columns
        self.values = values
        self.affected = affected
    }

    /// How many rows there are.
    public var count: Int { columns.isEmpty ? 0 : values.count / columns.count }

    /// The rows as tuples, by position. Specialized by its callers.
    @inlinable
    public func decoded<each Column: SQLValue>(
        as type: (repeat each Column).Type, statement: SQL
    ) throws(DatabaseError) -> [(repeat each Column)] {
        var expected = 0
        for _ in repeat (each Column).self { expected += 1 }
        guard count == 0 || expected == columns.count else {
            throw DatabaseError(
                kind: .decoding, message: "\(columns.count) columns, \(expected) expected",
                statement: statement.text)
        }
        var result: [(repeat each Column)] = []
        result.reserveCapacity(count)
        for row in 0..<count {
            var column = row * columns.count
            func next<One: SQLValue>(_ type: One.Type) throws(DatabaseError) -> One {
                defer { column += 1 }
                guard let value = One.decode(values[column]) else {
                    throw DatabaseError(
                        kind: .decoding,
                        message: "column \(columns[column - row * columns.count]) is no \(One.self)",
                        statement: statement.text)
                }
                return value
            }
            result.append((repeat try next((each Column).self)))
        }
        return result
    }
}
