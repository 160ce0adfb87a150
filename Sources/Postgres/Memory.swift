import Store
import Synchronization

/// What this process saw last of what was read by key: taken as it is by commands that have it proven before
/// they write.
final class Memory: Sendable {
    /// A read's name and key, and whose rows it saw.
    struct Place: Hashable {
        let scope: Scope
        let name: String
        let key: String
    }

    /// Answers remembered at most; beyond that everything is forgotten and learned again.
    static let countMax = 20_000

    private let answers = Mutex<[Place: Rows]>([:])

    func answer(_ place: Place) -> Rows? { answers.withLock { $0[place] } }

    func keep(_ rows: Rows, at place: Place) {
        answers.withLock { answers in
            if answers.count >= Memory.countMax { answers.removeAll() }
            answers[place] = rows.kept()
        }
    }
}

/// The memory of one scope.
struct ScopedMemory {
    let memory: Memory
    let scope: Scope

    func answer(for read: KeyedRead) -> Rows? { memory.answer(place(of: read)) }

    func keep(_ rows: Rows, for read: KeyedRead) { memory.keep(rows, at: place(of: read)) }

    private func place(of read: KeyedRead) -> Memory.Place {
        Memory.Place(scope: scope, name: read.name, key: read.key)
    }
}
