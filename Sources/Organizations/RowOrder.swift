import Synchronization

/// Numbers that only grow within a process: the order in which rows of one statement were made, when several
/// commands write it together.
enum RowOrder {
    private static let last = Atomic<Int64>(0)

    static func next() -> Int64 { last.add(1, ordering: .relaxed).newValue }
}
