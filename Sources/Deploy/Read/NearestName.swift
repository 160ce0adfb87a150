/// The name that somebody probably meant.
public enum NearestName {
    /// The name nearest to a text, when it is near enough to be a slip, or the only one that begins with it.
    public static func of(_ text: String, among names: [String]) -> String? {
        let begun = text.count < 3 ? [] : names.filter { $0.lowercased().hasPrefix(text.lowercased()) }
        if Set(begun).count == 1 { return begun.first }
        let best = names.map { ($0, distance(text.lowercased(), $0.lowercased())) }.min { $0.1 < $1.1 }
        guard let best, best.1 <= max(1, min(text.count, best.0.count) / 3 + 1) else { return nil }
        return best.0
    }

    /// `; did you mean "x"?`, or the names there are.
    public static func hint(_ text: String, among names: [String]) -> String {
        if let near = of(text, among: names) { return "; did you mean \"\(near)\"?" }
        return names.isEmpty ? "" : "; known here: \(Set(names).sorted().joined(separator: ", "))"
    }

    /// How many letters must be put in, left out, changed or swapped with their neighbour.
    static func distance(_ one: String, _ other: String) -> Int {
        let a = Array(one)
        let b = Array(other)
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, rows[i - 1][j - 1] + 1)
                }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
