import Store

/// What a command leaves that has run on what the process knows.
struct Work: Sendable {
    /// A write, to be sent with those of the whole group.
    struct Write {
        let statement: SQL
        let affecting: Int?
    }

    /// Something that was taken as known.
    struct Claim {
        let read: KeyedRead
        let rows: Rows
    }

    /// What has to be proven.
    var claims: [Claim] = []
    /// What has to be written.
    var writes: [Write] = []
    /// What comes after the commit.
    var actions: [@Sendable (String?) -> Void] = []
}

/// One command's run on what the process knows: it asks the database for nothing.
final class Turn: SQLConnection {
    private let memory: ScopedMemory
    private(set) var work = Work()
    /// Why it cannot run on what is known; it runs alone then.
    private var lack: DatabaseError?

    private init(_ memory: ScopedMemory) { self.memory = memory }

    /// Runs a command; nil when it lacked something or refused. What it says then may rest on what is no
    /// longer so: alone it says it again, or not.
    static func run<Result>(
        _ memory: ScopedMemory, _ body: (borrowing Transaction) throws -> Result
    ) -> (work: Work, result: Result)? {
        let turn = Turn(memory)
        do {
            let result = try body(Transaction(on: turn))
            return turn.lack == nil ? (turn.work, result) : nil
        } catch {
            return nil
        }
    }

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
                let rows = Rows(columns: [], values: expected, affected: 0)
                work.claims.append(Work.Claim(read: read, rows: rows))
                answers.append(rows)
            } else if let known = memory.answer(for: read) {
                work.claims.append(Work.Claim(read: read, rows: known))
                answers.append(known)
            } else {
                throw lacking(read.name)
            }
        }
        return ([], answers)
    }

    func later(_ statement: SQL, affecting: Int?) {
        work.writes.append(Work.Write(statement: statement, affecting: affecting))
    }

    func afterCommit(_ action: @escaping @Sendable (String?) -> Void) { work.actions.append(action) }

    private func lacking(_ what: String) -> DatabaseError {
        let error = DatabaseError(kind: .conflict, message: "not known here", statement: what)
        lack = error
        return error
    }
}
