/// Dollars in ten-thousandths, as a range.
struct Dollars: Sendable, Equatable {
    var low: Int
    var high: Int

    /// The amounts of a text: `$1,200`, `$20-50`, `$0.0832`.
    static func all(in text: String) -> [Dollars] {
        text.split(separator: "$", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            var rest = piece[...]
            guard let low = number(&rest) else { return nil }
            guard rest.first == "-" || rest.first == "–" else { return Dollars(low: low, high: low) }
            rest = rest.dropFirst()
            return Dollars(low: low, high: number(&rest) ?? low)
        }
    }

    private static func number(_ rest: inout Substring) -> Int? {
        let digits = rest.prefix { $0.isNumber || $0 == "," || $0 == "." }
        rest = rest.dropFirst(digits.count)
        let parts = digits.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0) }) else { return nil }
        let fraction = (parts.dropFirst().first.map(String.init) ?? "") + "0000"
        return whole * 10_000 + (Int(fraction.prefix(4)) ?? 0)
    }

    /// Whole dollars, for messages.
    var text: String { low == high ? "$\(low / 10_000)" : "$\(low / 10_000)-\(high / 10_000)" }
}

/// A list of monthly costs with its total.
struct CostTable: Sendable {
    struct Row: Sendable {
        let label: String
        let text: String
        let line: Int
        let amount: Dollars
    }

    let rows: [Row]
    let total: Row
    var sum: Dollars {
        rows.reduce(into: Dollars(low: 0, high: 0)) {
            $0.low += $1.amount.low
            $0.high += $1.amount.high
        }
    }

    /// The cost tables and lists of a guide; those without a total are none.
    static func all(in guide: Guide) -> [CostTable] {
        var found: [CostTable] = []
        var rows: [Row] = []
        for line in guide.prose {
            let bare = line.text.trimmed
            if bare.hasPrefix("#") || bare.hasPrefix("**") { rows = [] }
            guard let row = row(bare, line.number) else { continue }
            if row.label.holds(any: ["total", "toplam"]) {
                if !rows.isEmpty { found.append(CostTable(rows: rows, total: row)) }
                rows = []
            } else {
                rows.append(row)
            }
        }
        return found
    }

    private static func row(_ bare: String, _ line: Int) -> Row? {
        var label = ""
        var value = ""
        if bare.hasPrefix("|") {
            let cells = bare.split(separator: "|").map { $0.trimmed }
            label = cells.dropLast().joined(separator: " ")
            value = cells.last ?? ""
        } else if bare.hasPrefix("- "), let after = bare.after(":") {
            label = String(bare.dropFirst(2).prefix { $0 != ":" })
            value = after.split(separator: "=").last.map(String.init) ?? after
        }
        guard let amount = Dollars.all(in: value).first else { return nil }
        return Row(label: label.lowercased(), text: bare, line: line, amount: amount)
    }
}
