import Store

/// One command of a group: it runs on what the process knows, asks the database for nothing, and leaves what
/// has to be proven and what has to be written.
final class Turn: SQLConnection {
    /// A write, to be sent with those of the whole group.
    struct Write {
        let statement: SQL
        let affecting: Int?
    }

    /// Something that was taken as known.
    struct Claim {
        let read: KeyedRead
        let values: [String?]
    }

    private let memory: ScopedMemory
    private(set) var claims: [Claim] = []
    private(set) var writes: [Write] = []
    private(set) var actions: [@Sendable (String?) -> Void] = []
    /// Why it cannot run on what is known; it runs alone then.
    private var lack: DatabaseError?

    init(_ memory: ScopedMemory) { self.memory = memory }

    /// Whether everything that it asked for was known.
    var isWhole: Bool { lack == nil }

    var trusts: Bool { true }

    func execute(_ statement: SQL) throws(DatabaseError) -> Rows { throw lacking(statement.text) }

    func executeAll(_ statements: [SQL]) throws(DatabaseError) -> [Rows] {
        guard let first = statements.first else { return [] }
        throw lacking(first.text)
    }

    func executeAll(_ statements: [SQL], _ reads: [KeyedRead]) throws(DatabaseError) -> (
        answers: [Rows], read: [Rows]
    ) {
        if let first = statements.first { throw lacking(first.text) }
        var answers: [Rows] = []
        for read in reads {
            if let expected = read.expected {
                claims.append(Claim(read: read, values: expected))
                answers.append(Rows(columns: [], values: expected, affected: 0))
            } else if let known = memory.answer(for: read) {
                claims.append(Claim(read: read, values: known.values))
                answers.append(known)
            } else {
                throw lacking(read.name)
            }
        }
        return ([], answers)
    }

    func later(_ statement: SQL, affecting: Int?) {
        writes.append(Write(statement: statement, affecting: affecting))
    }

    func afterCommit(_ action: @escaping @Sendable (String?) -> Void) { actions.append(action) }

    private func lacking(_ what: String) -> DatabaseError {
        let error = DatabaseError(kind: .conflict, message: "not known here", statement: what)
        lack = error
        return error
    }
}
