/// The prices that are known.
public struct PriceTable: Sendable {
    /// All rows.
    public var rows: [PriceRow]

    /// A table.
    public init(rows: [PriceRow]) { self.rows = rows }

    /// The rows that come with this release.
    public static let built = PriceTable(rows: PriceData.rows)

    /// How many lines the table of this release is written in; each must be understood.
    public static let lines = PriceData.table.split(separator: "\n").count

    /// This table, with rows that stand beside the others: a document's own.
    public func adding(_ more: [PriceRow]) -> PriceTable { PriceTable(rows: rows + more) }

    /// What is known of a price: the user's own download alone when it has the row, else every source of
    /// the region, else another region's price times what the region is dearer by. nil when no source gives
    /// it.
    public func price(_ item: String, _ unit: PriceUnit, in region: String) -> PriceRange? {
        let here = rows.filter {
            $0.item == item && $0.unit == unit && ($0.region == region || $0.region == "*")
        }
        let own = here.filter { $0.status == .refreshed }
        if !own.isEmpty { return Self.range(own) }
        let outside = here.filter { $0.status != .document }
        if outside.isEmpty, let guess = estimate(item, unit, in: region) {
            return Self.widened(guess, by: here)
        }
        return here.isEmpty ? nil : Self.range(here)
    }

    private static func range(_ rows: [PriceRow]) -> PriceRange? {
        guard let low = rows.map(\.amount).min(), let high = rows.map(\.amount).max() else { return nil }
        return PriceRange(low: low, high: high, rows: rows, status: rows.last?.status ?? .reported)
    }

    private static func widened(_ range: PriceRange, by rows: [PriceRow]) -> PriceRange {
        var wide = range
        for row in rows {
            wide.low = min(wide.low, row.amount)
            wide.high = max(wide.high, row.amount)
        }
        wide.rows += rows
        return wide
    }

    /// Another region's price, up to that price times the greatest ratio that the table's own rows show.
    private func estimate(_ item: String, _ unit: PriceUnit, in region: String) -> PriceRange? {
        for base in ["us-east-1", "eu-west-1", "eu-central-1"] where base != region {
            let known = rows.filter {
                $0.item == item && $0.unit == unit && $0.region == base && $0.status != .document
            }
            guard let price = Self.range(known), let there = ratios(of: region, unit),
                let here = ratios(of: base, unit)
            else { continue }
            return PriceRange(
                low: price.low * there.low / here.high,
                high: (price.high * there.high + here.low - 1) / here.low,
                rows: price.rows, status: .estimated,
                note: "\(base) times \(there.text); dearest known there: \(there.dearest)")
        }
        return nil
    }

    /// What a region is dearer by than us-east-1, in thousandths, from every pair of rows that shows it:
    /// from the same price to the greatest difference known.
    struct Ratios {
        var low: Int
        var high: Int
        var dearest: String

        var text: String {
            let one = Self.decimal(low)
            return low == high ? one : "\(one)-\(Self.decimal(high))"
        }

        private static func decimal(_ thousandths: Int) -> String {
            Cost.unitText(thousandths * 1_000)
        }
    }

    func ratios(of region: String, _ unit: PriceUnit) -> Ratios? {
        guard region != "us-east-1" else { return Ratios(low: 1_000, high: 1_000, dearest: "") }
        let pairs = pairs(of: region) { $0 == unit }
        let found = pairs.isEmpty ? self.pairs(of: region) { _ in true } : pairs
        guard let low = found.map(\.1).min(), let dearest = found.max(by: { $0.1 < $1.1 }) else { return nil }
        return Ratios(low: min(1_000, low), high: max(1_000, dearest.1), dearest: dearest.0)
    }

    private func pairs(of region: String, where isOf: (PriceUnit) -> Bool) -> [(String, Int)] {
        let firm: Set<PriceStatus> = [.listed, .recorded, .billed, .refreshed]
        return rows.filter { $0.region == region && firm.contains($0.status) }.compactMap { row in
            if row.unit == .ratio { return isOf(.hour) ? (row.item, row.amount) : nil }
            guard isOf(row.unit),
                let base = rows.first(where: {
                    $0.item == row.item && $0.unit == row.unit && $0.region == "us-east-1"
                        && firm.contains($0.status)
                })
            else { return nil }
            return (row.item, (row.amount * 1_000 + base.amount / 2) / base.amount)
        }
    }
}
