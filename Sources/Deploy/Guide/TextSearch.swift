extension StringProtocol {
    /// Whether the other text stands in this one, byte for byte.
    func holds(_ other: String) -> Bool { Array(utf8).holds(other) }

    /// Whether any of the others stands in this one.
    func holds(any others: [String]) -> Bool { others.contains { holds($0) } }

    /// Without white space at both ends.
    var trimmed: String {
        let head = drop { $0.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// The runs of characters that the test accepts.
    func runs(_ accepts: (Character) -> Bool) -> [String] {
        split(maxSplits: Int.max, omittingEmptySubsequences: true) { !accepts($0) }.map { String($0) }
    }

    /// Letters, digits, `-`, `_` and `.` in a row.
    var names: [String] {
        runs { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" || $0 == "." }
    }

    /// The whole numbers that stand in the text.
    var numbers: [Int] { runs { $0.isASCII && $0.isNumber }.compactMap { Int($0) } }

    /// What stands after the first occurrence of a mark.
    func after(_ mark: String) -> String? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(mark) { return String(rest.dropFirst(mark.count)) }
            rest = rest.dropFirst()
        }
        return nil
    }
}

extension [UInt8] {
    /// Whether the text stands in these bytes.
    func holds(_ other: String) -> Bool {
        let wanted = Array(other.utf8)
        guard let first = wanted.first, count >= wanted.count else { return wanted.isEmpty }
        var start = 0
        while start <= count - wanted.count {
            if self[start] == first {
                var length = 1
                while length < wanted.count, self[start + length] == wanted[length] { length += 1 }
                if length == wanted.count { return true }
            }
            start += 1
        }
        return false
    }

    /// Whether any of the texts stands in these bytes.
    func holds(any others: [String]) -> Bool { others.contains { holds($0) } }
}
