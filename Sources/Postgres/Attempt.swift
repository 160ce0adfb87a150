import Store

/// One try at one transaction on one connection: collects what can travel together, and remembers the first
/// failure.
final class Attempt: SQLConnection {
    private struct Pending {
        let statement: Outgoing
        let affecting: Int?
    }

    private let connection: Connection
    private var pending: [Pending]
    private let prologue: Int
    private let memory: ScopedMemory
    private let readOnly: Bool
    private var begun = false
    private var commitSent = false
    private var actions: [@Sendable (String?) -> Void] = []
    /// The first failure; everything after it fails the same way.
    private(set) var failure: DatabaseError?

    /// Nothing is sent yet: the start of the transaction travels with its first statement.
    init(on connection: Connection, opening: [SQL], readOnly: Bool, _ memory: ScopedMemory) {
        self.connection = connection
        self.memory = memory
        self.readOnly = readOnly
        pending = opening.map { Pending(statement: Outgoing($0), affecting: nil) }
        prologue = opening.count
    }

    /// True when the connection was lost after the commit had been sent and before its answer: nobody knows
    /// the outcome.
    var outcomeUnknown: Bool { commitSent && failure?.kind == .connection }

    func execute(_ statement: SQL) throws(DatabaseError) -> Rows {
        guard let rows = try executeAll([statement]).first else {
            throw DatabaseError(kind: .connection, message: "no answer", statement: statement.text)
        }
        return rows
    }

    func executeAll(_ statements: [SQL]) throws(DatabaseError) -> [Rows] {
        if let failure { throw failure }
        guard !statements.isEmpty else { return [] }
        return try send(statements)
    }

    /// It asks the database, and others may take its answers as they are for a while.
    var trusts: Bool { false }

    func executeAll(_ statements: [SQL], _ reads: [KeyedRead]) throws(DatabaseError) -> (
        answers: [Rows], read: [Rows]
    ) {
        let answers = try executeAll(statements + reads.map(\.statement))
        let read = zip(reads, answers.dropFirst(statements.count)).map { $1.of($0.key) }
        for (asked, rows) in zip(reads, read) where asked.isKept { memory.keep(rows, for: asked) }
        return (Array(answers.prefix(statements.count)), read)
    }

    func later(_ statement: SQL, affecting: Int?) {
        guard failure == nil else { return }
        pending.append(Pending(statement: Outgoing(statement), affecting: affecting))
        guard pending.count >= DriverLimits.pendingStatementsMax else { return }
        // `send` remembers its failure: the next statement or the commit throws it.
        do { _ = try send([]) } catch { return }
    }

    func afterCommit(_ action: @escaping @Sendable (String?) -> Void) { actions.append(action) }

    /// Sends what is left and the commit in one round trip; a transaction without statements costs none.
    func commit() throws(DatabaseError) {
        if let failure { throw failure }
        guard begun || pending.count > prologue else { return }
        if readOnly, pending.isEmpty {
            // Nothing can be lost any more, so nobody waits for the answer.
            begun = false
            return try connection.sendUnanswered("commit")
        }
        pending = pending.map { entry in
            guard let affecting = entry.affecting,
                let counted = CountedWrite.of(entry.statement, affecting: affecting)
            else { return entry }
            return Pending(statement: counted, affecting: nil)
        }
        // A count that only we can check must be known before the commit leaves.
        if pending.contains(where: { $0.affecting != nil }) { _ = try send([]) }
        commitSent = true
        _ = try send(["commit"])
        begun = false
    }

    /// Runs what waited for the commit.
    func finish() { for action in actions { action(nil) } }

    /// Undoes everything; a broken connection has undone it already.
    func rollback() {
        guard begun, !connection.isBroken else { return }
        begun = false
        do { _ = try connection.roundTrip(["rollback"]) } catch { return }
    }

    private func send(_ statements: [SQL]) throws(DatabaseError) -> [Rows] {
        let sent = pending
        pending = []
        begun = true
        do throws(DatabaseError) {
            let answers = try connection.roundTrip(
                sent.map(\.statement) + statements.map { Outgoing($0) })
            for (entry, rows) in zip(sent, answers) {
                guard let affecting = entry.affecting, affecting != rows.affected else { continue }
                throw DatabaseError(
                    kind: .rowCount(expected: affecting, actual: rows.affected),
                    message: "another number of rows",
                    statement: entry.statement.text.description)
            }
            return Array(answers.dropFirst(sent.count))
        } catch {
            let known = CountedWrite.failure(of: error) ?? error
            failure = known
            throw known
        }
    }
}
