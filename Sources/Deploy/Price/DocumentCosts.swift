import YAML

/// What the guide that a system was planned by says about its costs: kept beside the profile as data.
public struct DocumentCosts: Sendable, Equatable {
    /// The guide's file name.
    public var document: String
    /// Unit prices that the guide names, as rows of the price table.
    public var prices: [PriceRow]
    /// Its tables of monthly costs, one an environment.
    public var tables: [DocumentTable]

    /// The table of an environment.
    public func table(of environment: String) -> DocumentTable? {
        tables.first { $0.environment == environment }
    }

    /// Reads the file.
    public static func read(_ text: String) throws(CostFault) -> DocumentCosts {
        do throws(YAMLFault) {
            return try read(YAML.document(text))
        } catch {
            throw CostFault(message: error.message, line: error.line, column: error.column)
        }
    }

    private static func read(_ node: YAMLNode) throws(YAMLFault) -> DocumentCosts {
        let document = try require(node["document"]?.text, "document", node)
        var prices: [PriceRow] = []
        for entry in node["prices"]?.elements ?? [] {
            prices.append(try price(entry, document))
        }
        var tables: [DocumentTable] = []
        for entry in node["tables"]?.elements ?? [] { tables.append(try table(entry)) }
        return DocumentCosts(document: document, prices: prices, tables: tables)
    }

    private static func price(_ node: YAMLNode, _ document: String) throws(YAMLFault) -> PriceRow {
        let unit = PriceUnit(rawValue: try require(node["unit"]?.text, "unit", node))
        let line = try require(node["line"]?.integer, "line", node)
        return PriceRow(
            service: document, item: try require(node["item"]?.text, "item", node),
            region: try require(node["region"]?.text, "region", node), unit: try require(unit, "unit", node),
            amount: try require(node["usd"]?.text.flatMap { Cost.micros($0) }, "usd", node),
            source: "\(document):\(line)", fetched: try require(node["date"]?.text, "date", node),
            status: .document)
    }

    private static func table(_ node: YAMLNode) throws(YAMLFault) -> DocumentTable {
        var rows: [DocumentCost] = []
        for entry in node["rows"]?.elements ?? [] { rows.append(try row(entry)) }
        let total = try require(node["total"], "total", node)
        return DocumentTable(
            environment: try require(node["environment"]?.text, "environment", node), rows: rows,
            total: try row(total),
            elsewhere: try node["elsewhere"].map { (other) throws(YAMLFault) in try row(other) })
    }

    private static func row(_ node: YAMLNode) throws(YAMLFault) -> DocumentCost {
        var groups: [CostGroup] = []
        for word in node["groups"]?.elements ?? [] {
            groups.append(try require(word.text.flatMap(CostGroup.init), "groups", word))
        }
        return DocumentCost(
            label: try require(node["label"]?.text, "label", node),
            line: try require(node["line"]?.integer, "line", node),
            low: try require(node["low"]?.text.flatMap { Cost.micros($0) }, "low", node),
            high: try require(node["high"]?.text.flatMap { Cost.micros($0) }, "high", node), groups: groups,
            why: node["why"]?.text)
    }

    private static func require<Found>(_ value: Found?, _ name: String, _ node: YAMLNode) throws(YAMLFault)
        -> Found
    {
        guard let value else {
            throw YAMLFault(
                message: "\(name) is missing or not understood", line: node.line, column: node.column)
        }
        return value
    }
}

/// What is wrong in a file of costs, and where.
public struct CostFault: Error, Sendable, Equatable {
    /// What is wrong.
    public let message: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
}

/// A guide's table of monthly costs.
public struct DocumentTable: Sendable, Equatable {
    /// Whose costs.
    public var environment: String
    /// Its rows.
    public var rows: [DocumentCost]
    /// Its total.
    public var total: DocumentCost
    /// Another total that the guide names in another place.
    public var elsewhere: DocumentCost?

    /// What the rows really sum to.
    public var sum: Cost { Cost.sum(rows.map(\.cost)) }
}

/// A row of a guide's table.
public struct DocumentCost: Sendable, Equatable {
    /// As the guide names it.
    public var label: String
    /// Its line in the guide.
    public var line: Int
    /// The least, in millionths of a dollar.
    public var low: Int
    /// The most.
    public var high: Int
    /// What of ours it stands for.
    public var groups: [CostGroup]
    /// Why ours differs, when it does.
    public var why: String?

    /// Its amount.
    public var cost: Cost { Cost(low: low, high: high) }
}

/// A guide's table beside ours.
public struct CostComparison: Sendable, Equatable {
    /// A row of the guide with what ours cost for the same.
    public struct Row: Sendable, Equatable {
        /// The guide's row.
        public var document: DocumentCost
        /// Our lines of the same groups.
        public var ours: Cost
    }

    /// Rows of both.
    public var rows: [Row]
    /// What the guide has no row for.
    public var absent: [(group: CostGroup, cost: Cost)]
    /// The guide's total.
    public var total: DocumentCost
    /// The sum of the guide's rows.
    public var sum: Cost
    /// Another total in the same guide.
    public var elsewhere: DocumentCost?

    /// Puts them side by side.
    public static func of(_ sheet: PriceSheet, _ table: DocumentTable) -> CostComparison {
        let named = Set(table.rows.flatMap(\.groups))
        let absent = CostGroup.allCases.filter { !named.contains($0) }.compactMap { group in
            let cost = sheet.sum(of: group)
            return cost.high > 0 ? (group, cost) : nil
        }
        return CostComparison(
            rows: table.rows.map { row in
                Row(document: row, ours: Cost.sum(row.groups.map { sheet.sum(of: $0) }))
            }, absent: absent, total: table.total, sum: table.sum, elsewhere: table.elsewhere)
    }

    /// Whether two say the same.
    public static func == (one: CostComparison, other: CostComparison) -> Bool {
        one.rows == other.rows && one.total == other.total && one.sum == other.sum
            && one.elsewhere == other.elsewhere && one.absent.map(\.group) == other.absent.map(\.group)
            && one.absent.map(\.cost) == other.absent.map(\.cost)
    }
}
