/// Rows kept in a file, a line each: service, item, region, unit, dollars, source, day, status.
public enum PriceFile {
    /// The rows as text.
    public static func text(_ rows: [PriceRow]) -> String {
        rows.map { row in
            [
                row.service, row.item, row.region, row.unit.rawValue, Cost.unitText(row.amount), row.source,
                row.fetched,
                row.status.rawValue,
            ].joined(separator: "|")
        }
        .joined(separator: "\n") + "\n"
    }

    /// The rows of a text, or the first line that is none.
    public static func read(_ text: String) -> (rows: [PriceRow], fault: Int?) {
        var rows: [PriceRow] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.trimmed.isEmpty && !line.hasPrefix("#") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
            guard cells.count == 8, let unit = PriceUnit(rawValue: cells[3]),
                let amount = Cost.micros(cells[4].filter { $0 != "," }),
                let status = PriceStatus(rawValue: cells[7])
            else { return (rows, number + 1) }
            rows.append(
                PriceRow(
                    service: cells[0], item: cells[1], region: cells[2], unit: unit, amount: amount,
                    source: cells[5],
                    fetched: cells[6], status: status))
        }
        return (rows, nil)
    }
}
