import Store

/// Which statements a connection has prepared, by their text; bounded, the least recently used one goes
/// first.
struct StatementCache {
    /// A statement that the server knows by name.
    struct Prepared {
        let name: String
        var used: UInt64
        var columns: [String]?
    }

    private var statements: [StatementText: Prepared] = [:]
    private var clock: UInt64 = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// How many statements are prepared.
    var count: Int { statements.count }

    /// The prepared statement with this text, if there is one.
    mutating func find(_ text: StatementText) -> Prepared? {
        guard let index = statements.index(forKey: text) else { return nil }
        clock += 1
        statements.values[index].used = clock
        return statements.values[index]
    }

    /// Takes in a new text: its name, and the names that must be deallocated to make room.
    mutating func add(_ text: StatementText) -> (name: String, evicted: [String]) {
        var evicted: [String] = []
        while statements.count >= limit, let oldest = statements.min(by: { $0.value.used < $1.value.used }) {
            statements[oldest.key] = nil
            evicted.append(oldest.value.name)
        }
        clock += 1
        let name = "s\(clock)"
        statements[text] = Prepared(name: name, used: clock)
        return (name, evicted)
    }

    /// The column names of a statement's answer, when they were read before.
    func columns(of text: StatementText) -> [String]? { statements[text]?.columns }

    /// Remembers the column names of a statement's answer.
    mutating func keep(columns: [String], of text: StatementText) { statements[text]?.columns = columns }

    /// Drops a text whose preparation failed or was skipped.
    mutating func forget(_ text: StatementText) { statements[text] = nil }

    /// Drops everything.
    mutating func forgetAll() { statements.removeAll() }
}
