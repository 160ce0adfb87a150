import Store

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
        guard case .text(let first)? = statements.last?.text.pieces.first else {
            self = .other
            return
        }
        let start = first.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        let word = String(decoding: start.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a }, as: UTF8.self)
            .lowercased()
        self = StatementKind(rawValue: word) ?? (word == "with" ? .select : .other)
    }
}

/// Told of every round trip: how long it took, and what it did. Runs on the connection's thread and must not
/// block.
public typealias StatementObserver = @Sendable (_ durationMicroseconds: Int64, _ kind: StatementKind) -> Void
