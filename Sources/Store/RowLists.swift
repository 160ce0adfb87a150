import Synchronization

/// A statement around lists of rows. Statements that differ in nothing but their rows are written as one.
public struct RowLists: Sendable {
    /// Rows of one list at most; more go out in another statement.
    public static let rowsMax = 96

    private let around: [SQL]
    private var rows: [[SQL]]

    init(around: [SQL], rows: [[SQL]]) {
        self.around = around
        self.rows = rows
    }

    /// Takes over the rows of another statement; false when it says something else, or when there is no room.
    public mutating func take(_ other: RowLists) -> Bool {
        guard around.count == other.around.count,
            zip(around, other.around).allSatisfy({ $0.code == $1.code && $0.values == $1.values }),
            zip(rows, other.rows).allSatisfy({ mine, more in
                mine.count + more.count <= RowLists.rowsMax && mine.first?.code == more.first?.code
            })
        else { return false }
        for (index, more) in other.rows.enumerated() { rows[index] += more }
        return true
    }

    /// How long a list becomes by rows of nulls: a connection prepares few statements instead of one for each
    /// number of rows.
    private func length(of list: [SQL]) -> Int {
        RowLists.lengths.first { $0 >= list.count } ?? list.count
    }

    private static let lengths = [1, 2, 4, 8, 12, 16, 24, 32, 48, rowsMax]
}

// MARK: - Text and values

extension RowLists {
    /// What a statement's text depends on.
    private struct Form: Hashable {
        let around: [StatementText]
        let rows: [StatementText?]
        let lengths: [Int]
    }

    /// The texts so far: a command's statements come again and again.
    private static let known = Mutex<[Form: StatementText]>([:])
    private static let knownMax = 4_096

    /// The whole statement.
    var code: StatementText {
        let form = Form(
            around: around.map(\.code), rows: rows.map { $0.first?.code }, lengths: rows.map(length))
        if let text = RowLists.known.withLock({ $0[form] }) { return text }
        let text = StatementText(written)
        RowLists.known.withLock { known in
            if known.count >= RowLists.knownMax { known.removeAll() }
            known[form] = text
        }
        return text
    }

    private var written: [StatementText.Piece] {
        var pieces: [StatementText.Piece] = []
        for (index, part) in around.enumerated() {
            pieces += part.code.pieces
            guard index < rows.count, let first = rows[index].first else { continue }
            for place in 0..<length(of: rows[index]) {
                if place > 0 { pieces.append(.text(", ")) }
                pieces += first.code.pieces
            }
        }
        return pieces
    }

    /// All values, in the order of the text.
    var values: SQLValues {
        let parts = around.map(\.values) + rows.joined().map(\.values)
        var all = SQLValues()
        all.reserve(
            parts.reduce(0) { $0 + $1.count } + 64, bytes: parts.reduce(0) { $0 + $1.bytes.count })
        for (index, part) in around.enumerated() {
            all.append(contentsOf: part.values)
            guard index < rows.count, let first = rows[index].first else { continue }
            for row in rows[index] { all.append(contentsOf: row.values) }
            let padding = length(of: rows[index]) - rows[index].count
            all.append(nulls: padding * first.values.count)
        }
        return all
    }
}
