/// The driver's side of a transaction: statements run one after another on one connection.
public protocol SQLConnection: AnyObject {
    /// Sends what `later` collected, then this statement, in one round trip, and waits for its answer.
    func execute(_ statement: SQL) throws(DatabaseError) -> Rows
    /// Sends several statements in one round trip and waits for all answers.
    func executeAll(_ statements: [SQL]) throws(DatabaseError) -> [Rows]
    /// The same together with reads by key, whose answers come without their key. A connection that trusts
    /// what the process knows has them proven later, and runs nothing else.
    func executeAll(_ statements: [SQL], _ reads: [KeyedRead]) throws(DatabaseError) -> (
        answers: [Rows], read: [Rows]
    )
    /// Whether it runs on what the process knows, to be proven before anything is written.
    var trusts: Bool { get }
    /// Keeps a statement for the next round trip, at the latest the commit's; its row count is checked there.
    func later(_ statement: SQL, affecting: Int?)
    /// Runs `action` after the commit, on the connection's thread; never if the transaction is rolled back.
    /// It is told the transaction as it stands on the rows that it wrote, where the connection knows it.
    func afterCommit(_ action: @escaping @Sendable (String?) -> Void)
}

/// A transaction under way. It can only be borrowed: whoever holds one may write, and nobody can keep it.
///
/// Everything here is synchronous and runs on the connection's own thread (see docs/decisions).
public struct Transaction: ~Copyable {
    @usableFromInline let connection: any SQLConnection

    /// A transaction on this connection; only drivers make one.
    public init(on connection: any SQLConnection) { self.connection = connection }

    /// All rows of a query, as tuples by position.
    @inlinable public func rows<each Column: SQLValue>(
        _ statement: SQL, as type: (repeat each Column).Type
    ) throws(DatabaseError) -> [(repeat each Column)] {
        try connection.execute(statement).decoded(as: type, statement: statement)
    }

    /// The first row of a query that gives at most one; nil when it gives none.
    @inlinable public func row<each Column: SQLValue>(
        _ statement: SQL, as type: (repeat each Column).Type
    ) throws(DatabaseError) -> (repeat each Column)? {
        try connection.execute(statement).decoded(as: type, statement: statement).first
    }

    /// The one column of a query's one row; nil when there is no row.
    @inlinable public func value<Column: SQLValue>(_ statement: SQL, as type: Column.Type)
        throws(DatabaseError)
        -> Column?
    {
        try row(statement, as: (Column).self)
    }

    /// Runs a write and says how many rows it touched.
    @discardableResult
    public func run(_ statement: SQL) throws(DatabaseError) -> Int {
        try connection.execute(statement).affected
    }

    /// Runs several statements in one round trip and gives their answers.
    public func all(_ statements: [SQL]) throws(DatabaseError) -> [Rows] {
        try connection.executeAll(statements)
    }

    /// Whether this transaction runs on what the process knows: then a body asks for nothing else, and an
    /// error of any kind makes it run again on the database's answers.
    public var trusts: Bool { connection.trusts }

    /// Runs statements and reads by key in one round trip; their answers come without the key.
    public func all(
        _ statements: [SQL], _ reads: [KeyedRead]
    ) throws(DatabaseError) -> (answers: [Rows], read: [Rows]) {
        try connection.executeAll(statements, reads)
    }

    /// Reads by key in one round trip.
    public func read(_ reads: [KeyedRead]) throws(DatabaseError) -> [Rows] {
        try connection.executeAll([], reads).read
    }

    /// Runs a write whose answer nobody needs in between: it travels with the next statement or the commit.
    ///
    /// - Parameter affecting: the row count it must have; another one fails the transaction.
    public func later(_ statement: SQL, affecting: Int? = nil) {
        connection.later(statement, affecting: affecting)
    }

    /// Runs `action` once the commit is durable; never after a rollback. It must not block.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) {
        connection.afterCommit { _ in action() }
    }

    /// The same for who has to know the transaction as it stands on the rows that it wrote (`xmin`); nil
    /// where the body has to ask for it itself.
    public func afterCommit(knowing action: @escaping @Sendable (String?) -> Void) {
        connection.afterCommit(action)
    }
}
