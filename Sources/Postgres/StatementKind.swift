/// What a round trip did, for metrics; a trip with a commit counts as the commit.
public enum StatementKind: String, Sendable, CaseIterable {
    /// Reads rows.
    case select
    /// Adds rows.
    case insert
    /// Changes rows.
    case update
    /// Removes rows.
    case delete
    /// Makes a transaction durable.
    case commit
    /// Undoes a transaction.
    case rollback
    /// Anything else.
    case other

    /// The kind of a round trip: that of its last statement.
    init(of statements: [Outgoing]) {
        guard let last = statements.last else {
            self = .other
            return
        }
        let word = last.text.drop { $0 == " " || $0 == "\n" }.prefix { $0.isLetter }.lowercased()
        self = StatementKind(rawValue: word) ?? (word == "with" ? .select : .other)
    }
}

/// Told of every round trip: how long it took, and what it did. Runs on the connection's thread and must not
/// block.
public typealias StatementObserver = @Sendable (_ durationMicroseconds: Int64, _ kind: StatementKind) -> Void
