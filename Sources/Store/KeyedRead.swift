/// A read of what belongs to one key (a branch's menu, a check's row), in a form that reads it for many keys.
///
/// Commands that commit together read for all of their keys at once; and what a process knows of a key it
/// takes as it is and has it proven before anything is written.
public struct KeyedRead: Sendable {
    /// What is read; reads of one name have one statement.
    public let name: String
    /// For which key, a UUID's text.
    public let key: String
    /// What the asker takes it to be; nil: as this process saw it last.
    public let expected: [String?]?
    /// Whether the process keeps the answer for the next one who asks.
    public let isKept: Bool
    private let make: @Sendable ([String], HeldRows) -> SQL

    /// A read whose answer this process keeps.
    ///
    /// - Parameter make: the statement for these keys; its first column is the key.
    public init(_ name: String, _ key: String, _ make: @escaping @Sendable ([String]) -> SQL) {
        (self.name, self.key, self.make) = (name, key, { keys, _ in make(keys) })
        (expected, isKept) = (nil, true)
    }

    /// A read whose answer, all values of all rows without the key, the asker knows.
    public init(
        _ name: String, _ key: String, expecting expected: [String?],
        _ make: @escaping @Sendable ([String]) -> SQL
    ) {
        self.init(name, key, locking: expected) { keys, _ in make(keys) }
    }

    /// The same for a read that locks its rows, and never waits for those that somebody else holds.
    public init(
        _ name: String, _ key: String, locking expected: [String?],
        _ make: @escaping @Sendable ([String], HeldRows) -> SQL
    ) {
        (self.name, self.key, self.make) = (name, key, make)
        (self.expected, isKept) = (expected, false)
    }

    /// The statement for these keys.
    public func statement(_ keys: [String], _ held: HeldRows = .passedOver) -> SQL { make(keys, held) }

    /// The statement for its own key alone.
    public var statement: SQL { statement([key]) }
}

/// What becomes of rows that somebody else has locked.
public enum HeldRows: Sendable {
    /// They are not in the answer.
    case passedOver
    /// They make the statement fail at once.
    case refused

    /// The words behind `for update`.
    public var words: SQL {
        switch self {
        case .passedOver: "skip locked"
        case .refused: "nowait"
        }
    }
}
