/// Why the database did not do what a statement asked.
///
/// The description is deliberately plain: it shows neither values nor SQL, so that it may be logged.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    /// What the caller can do about it.
    public enum Kind: Sendable, Equatable {
        /// Not connected, or the connection was lost before the commit: nothing has changed.
        case connection
        /// The connection was lost after the commit had been sent: it may have happened or not. Ask again
        /// with the same key.
        case outcomeUnknown
        /// No connection was free in time.
        case poolExhausted
        /// Another transaction won (serialization failure or deadlock); the whole may be tried again.
        case conflict
        /// A named constraint refused the write.
        case constraint(String)
        /// A statement or lock took longer than allowed.
        case timeout
        /// A conditional write touched another number of rows than it had to.
        case rowCount(expected: Int, actual: Int)
        /// A column did not hold what the code expects.
        case decoding
        /// Anything else, by SQLSTATE.
        case other(String)
    }

    /// What kind of failure.
    public let kind: Kind
    /// The server's or the driver's words; may hold names of tables, never logged at info.
    public let message: String
    /// The statement's text without values, when one failed.
    public let statement: String?

    /// A failure.
    public init(kind: Kind, message: String, statement: String? = nil) {
        self.kind = kind
        self.message = message
        self.statement = statement
    }

    /// The kind alone.
    public var description: String { "database: \(kind)" }
}
