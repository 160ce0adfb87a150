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
    private let make: @Sendable ([String]) -> SQL

    /// A read whose answer this process keeps.
    ///
    /// - Parameter make: the statement for these keys; its first column is the key.
    public init(_ name: String, _ key: String, _ make: @escaping @Sendable ([String]) -> SQL) {
        (self.name, self.key, self.make) = (name, key, make)
        (expected, isKept) = (nil, true)
    }

    /// A read whose answer, all values of all rows without the key, the asker knows.
    public init(
        _ name: String, _ key: String, expecting expected: [String?],
        _ make: @escaping @Sendable ([String]) -> SQL
    ) {
        (self.name, self.key, self.make) = (name, key, make)
        (self.expected, isKept) = (expected, false)
    }

    /// The statement for these keys.
    public func statement(_ keys: [String]) -> SQL { make(keys) }

    /// The statement for its own key alone.
    public var statement: SQL { make([key]) }
}

extension Rows {
    /// The rows of one key, without the key, which is the first column.
    public func of(_ key: String) -> Rows {
        let width = columns.count
        var kept: [String?] = []
        for row in 0..<count where cell(row * width)?.says(key) == true {
            for column in 1..<max(1, width) { kept.append(cell(row * width + column)?.text) }
        }
        return Rows(
            columns: Array(columns.dropFirst()), values: kept,
            affected: width > 1 ? kept.count / (width - 1) : 0)
    }
}
