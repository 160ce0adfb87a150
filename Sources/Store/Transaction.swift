/// The driver's side of a transaction: statements run one after another on one connection.
public protocol SQLConnection: AnyObject {
    /// Sends what `later` collected, then this statement, in one round trip, and waits for its answer.
    func execute(_ statement: SQL) throws(DatabaseError) -> Rows
    /// Sends several statements in one round trip and waits for all answers.
    func executeAll(_ statements: [SQL]) throws(DatabaseError) -> [Rows]
    /// Keeps a statement for the next round trip, at the latest the commit's; its row count is checked there.
    func later(_ statement: SQL, affecting: Int?)
    /// Runs `action` after the commit, on the connection's thread; never if the transaction is rolled back.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
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

    /// Runs a write whose answer nobody needs in between: it travels with the next statement or the commit.
    ///
    /// - Parameter affecting: the row count it must have; another one fails the transaction.
    public func later(_ statement: SQL, affecting: Int? = nil) {
        connection.later(statement, affecting: affecting)
    }

    /// Runs `action` once the commit is durable; never after a rollback. It must not block.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) { connection.afterCommit(action) }
}
