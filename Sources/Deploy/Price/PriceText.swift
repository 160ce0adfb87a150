/// A priced month as people read it.
public enum PriceText {
    /// The whole page: lines, total, budget, the guide's own table, what would save, sources.
    public static func page(
        _ sheet: PriceSheet, system: String, comparison: CostComparison?, document: String?, savings: [Saving]
    ) -> String {
        var sources: [String] = []
        var page = ["\(system), \(sheet.environment): what a month costs in US dollars, without tax", ""]
        for group in CostGroup.allCases {
            let lines = sheet.lines.filter { $0.group == group }
            guard !lines.isEmpty else { continue }
            page.append("\(group.rawValue): \(sheet.sum(of: group).text)")
            page += lines.flatMap { text(of: $0, &sources) }
        }
        page.append("")
        page += result(sheet)
        page += sheet.notes.map { "Note: \($0)" }
        if let comparison, let document { page += [""] + text(of: comparison, document, sheet) }
        if !savings.isEmpty {
            page += ["", "What would save"]
            page += savings.map { "  \($0.what): \($0.monthly.rounded) a month. \($0.but)." }
        }
        page += ["", "Sources"] + sources.enumerated().map { "  [\($0.offset + 1)] \($0.element)" }
        return page.joined(separator: "\n") + "\n"
    }

    private static func text(of line: PriceLine, _ sources: inout [String]) -> [String] {
        var marks: [String] = []
        for row in line.price.rows {
            let source = "\(row.source); \(row.fetched); \(row.status.rawValue)"
            if !sources.contains(source) { sources.append(source) }
            let mark = "[\((sources.firstIndex(of: source) ?? 0) + 1)]"
            if !marks.contains(mark) { marks.append(mark) }
        }
        let amount = "\(quantity(line.amount)) \(line.unit) at \(line.price.text)"
        var texts = ["  \(line.label), \(line.region): \(amount) = \(line.monthly.text) \(marks.joined())"]
        if line.price.low != line.price.high, line.price.status != .estimated {
            let each = line.price.rows.map { "\(Cost.unitText($0.amount)) (\($0.status.rawValue))" }
            texts.append("    sources differ: " + each.joined(separator: ", "))
        }
        if let note = line.price.note { texts.append("    estimated, no source for the region: \(note)") }
        if let use = line.use { texts.append("    depends on use: \(use)") }
        return texts
    }

    private static func quantity(_ amount: ClosedRange<Int>) -> String {
        let one = decimal(amount.lowerBound)
        return amount.lowerBound == amount.upperBound ? one : "\(one)-\(decimal(amount.upperBound))"
    }

    private static func decimal(_ thousandths: Int) -> String {
        guard thousandths % 1_000 != 0 else { return String(thousandths / 1_000) }
        return Cost.unitText(thousandths * 1_000)
    }

    private static func result(_ sheet: PriceSheet) -> [String] {
        guard let total = sheet.total else {
            return ["There is no total: no source gives the price of"] + sheet.missing.map { "  \($0.text)" }
                + [
                    "All other lines sum to \(Cost.sum(sheet.lines.map(\.monthly)).text). "
                        + "Download the price list of the service and give it with --refresh."
                ]
        }
        let budget = Cost.dollars(sheet.budget)
        let verdict =
            total.low > budget.low
            ? "above the budget of \(budget.rounded)"
            : total.high > budget.low
                ? "within the budget of \(budget.rounded) at little use, above it at much"
                : "within the budget of \(budget.rounded)"
        return ["Total: \(total.text), \(verdict)"]
    }

    private static func text(of comparison: CostComparison, _ document: String, _ sheet: PriceSheet)
        -> [String]
    {
        var lines = ["Beside the table of \(document)"]
        for row in comparison.rows {
            let why = row.document.why.map { " \($0)" } ?? ""
            lines.append(
                "  line \(row.document.line), \(row.document.label): \(row.document.cost.rounded) there, "
                    + "\(row.ours.rounded) here.\(why)")
        }
        for part in comparison.absent {
            lines.append("  no line for \(part.group.rawValue) there: \(part.cost.rounded) here")
        }
        let total = comparison.total
        let sum = comparison.sum == total.cost ? "" : " (its rows sum to \(comparison.sum.rounded))"
        lines.append("  its total on line \(total.line): \(total.cost.rounded)\(sum)")
        if let other = comparison.elsewhere {
            lines.append("  and on line \(other.line): \(other.cost.rounded)")
        }
        if let ours = sheet.total { lines.append("  ours: \(ours.rounded)") }
        return lines
    }
}
