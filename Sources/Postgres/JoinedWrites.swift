import Store

/// The writes of several commands that touch nothing in common: each command's in its own order, and those
/// that differ in nothing but their rows as one statement.
struct JoinedWrites {
    private struct Entry {
        var lists: RowLists?
        let statement: SQL
        var affecting: Int?
    }

    private var entries: [Entry] = []

    init(of works: [Work]) { for work in works { add(work.writes) } }

    private mutating func add(_ writes: [Work.Write]) {
        var last = -1
        for write in writes {
            last = join(write, after: last) ?? insert(write, at: last + 1)
        }
    }

    /// Adds the rows to a statement behind the command's last one.
    private mutating func join(_ write: Work.Write, after last: Int) -> Int? {
        guard let lists = write.statement.lists else { return nil }
        for place in entries.indices.dropFirst(last + 1) {
            guard (entries[place].affecting == nil) == (write.affecting == nil),
                entries[place].lists?.take(lists) == true
            else { continue }
            entries[place].affecting = entries[place].affecting.map { $0 + (write.affecting ?? 0) }
            return place
        }
        return nil
    }

    private mutating func insert(_ write: Work.Write, at place: Int) -> Int {
        entries.insert(
            Entry(lists: write.statement.lists, statement: write.statement, affecting: write.affecting),
            at: place)
        return place
    }

    /// The statements to be sent; those that must touch a number of rows see to it themselves. Nil when one
    /// cannot.
    var statements: [Outgoing]? {
        var all: [Outgoing] = []
        for entry in entries {
            let whole = Outgoing(entry.lists.map { SQL($0) } ?? entry.statement)
            guard let affecting = entry.affecting else {
                all.append(whole)
                continue
            }
            guard let counted = CountedWrite.of(whole, affecting: affecting) else { return nil }
            all.append(counted)
        }
        return all
    }
}
