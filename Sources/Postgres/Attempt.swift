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
    private let readOnly: Bool
    private var begun = false
    private var commitSent = false
    private var actions: [@Sendable () -> Void] = []
    /// The first failure; everything after it fails the same way.
    private(set) var failure: DatabaseError?

    /// Nothing is sent yet: the start of the transaction travels with its first statement.
    init(on connection: Connection, opening: [SQL], readOnly: Bool) {
        self.connection = connection
        self.readOnly = readOnly
        pending = opening.map { Pending(statement: Outgoing(text: $0.text, binds: $0.binds), affecting: nil) }
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

    func later(_ statement: SQL, affecting: Int?) {
        guard failure == nil else { return }
        pending.append(
            Pending(statement: Outgoing(text: statement.text, binds: statement.binds), affecting: affecting))
        guard pending.count >= DriverLimits.pendingStatementsMax else { return }
        // `send` remembers its failure: the next statement or the commit throws it.
        do { _ = try send([]) } catch { return }
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

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
                let counted = CountedWrite.text(entry.statement.text, affecting: affecting)
            else { return entry }
            return Pending(statement: Outgoing(text: counted, binds: entry.statement.binds), affecting: nil)
        }
        // A count that only we can check must be known before the commit leaves.
        if pending.contains(where: { $0.affecting != nil }) { _ = try send([]) }
        commitSent = true
        _ = try send(["commit"])
        begun = false
    }

    /// Runs what waited for the commit.
    func finish() { for action in actions { action() } }

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
                sent.map(\.statement) + statements.map { Outgoing(text: $0.text, binds: $0.binds) })
            for (entry, rows) in zip(sent, answers) {
                guard let affecting = entry.affecting, affecting != rows.affected else { continue }
                throw DatabaseError(
                    kind: .rowCount(expected: affecting, actual: rows.affected),
                    message: "another number of rows",
                    statement: entry.statement.text)
            }
            return Array(answers.dropFirst(sent.count))
        } catch {
            let known = CountedWrite.failure(of: error) ?? error
            failure = known
            throw known
        }
    }
}
