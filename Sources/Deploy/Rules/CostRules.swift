import YAML

/// What a guide says about money.
enum CostRules {
    static let all: [Rule] = [
        rule(
            "cost-total-mismatch", .error, "A total is the sum of its rows, and is said once.",
            why: "A budget approved on one figure is overrun by the other.", totals),
        rule(
            "cost-missing-line", .warning, "Every service that is used has a line in the costs.",
            why:
                "Control planes, address translation, keys, firewalls and endpoints cost as much as servers do.",
            missingLines),
        rule(
            "cost-line-below-price", .warning, "A line is not below what its size costs, in all regions.",
            why: "Hourly price times 730 from the price table; see the row's source.", belowPrice),
        rule(
            "price-region-mismatch", .warning, "Unit prices are those of the region that is deployed to.",
            why: "Prices of us-east-1 are up to a fifth lower than elsewhere.", otherRegion),
        rule(
            "commitment-unit", .error, "A savings commitment is in dollars per hour.",
            why: "AWS Savings Plans: the commitment is hourly, for the whole term.", commitment),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "cost", check: check)
    }

    private static func differs(_ one: Dollars, _ other: Dollars, percent: Int) -> Bool {
        abs(one.low - other.low) * 100 > other.low * percent
            || abs(one.high - other.high) * 100 > other.high * percent
    }

    private static func totals(_ guide: Guide) -> [Spot] {
        let tables = CostTable.all(in: guide)
        var spots = tables.filter { differs($0.total.amount, $0.sum, percent: 3) }.map {
            Spot($0.total.line, "the total is \($0.total.amount.text), its rows sum to \($0.sum.text)")
        }
        let rowLines = Set(tables.flatMap { $0.rows.map(\.line) + [$0.total.line] })
        for line in guide.prose where !rowLines.contains(line.number) {
            guard line.lower.holds(any: ["maliyet", "cost"]), let said = Dollars.all(in: line.text).first,
                let table = tables.first, differs(said, table.total.amount, percent: 10)
            else { continue }
            let elsewhere = "\(table.total.amount.text) on line \(table.total.line)"
            spots.append(Spot(line.number, "\(said.text) a month here, \(elsewhere)"))
        }
        return spots
    }

    /// Words that show a service in use, words that its cost line has, and its name.
    private static let services: [(used: [String], line: [String], name: String)] = [
        (["eks"], ["control plane", "kontrol", "cluster"], "the EKS control plane"),
        (["eks", "fargate", "nat gateway"], ["nat"], "address translation (NAT)"),
        (["eks", "ecs"], ["transfer", "bant"], "data transfer"),
        (["shield advanced"], ["shield"], "Shield Advanced ($3,000 a month, one-year term)"),
        (["alb"], ["alb", "load balancer"], "the load balancer"),
        (["aws kms", "kms key"], ["kms"], "KMS keys"),
        (["waf"], ["waf"], "the web firewall"),
        (["secrets manager", "secretsmanager"], ["secret"], "secrets"),
        (["logs", "cloudwatch"], ["log", "cloudwatch"], "logs and alarms"),
        (["vpc endpoint"], ["endpoint"], "VPC endpoints"),
    ]

    private static func missingLines(_ guide: Guide) -> [Spot] {
        guard let table = CostTable.all(in: guide).first else { return [] }
        let rows = table.rows.map { $0.text.lowercased() }
        let missing = services.filter { service in
            guide.lower.holds(any: service.used) && !rows.contains { $0.holds(any: service.line) }
        }
        guard !missing.isEmpty else { return [] }
        return [Spot(table.total.line, "no line for " + missing.map(\.name).joined(separator: ", "))]
    }

    private static func belowPrice(_ guide: Guide) -> [Spot] {
        let tables = CostTable.all(in: guide)
        var spots: [Spot] = []
        for (name, monthly) in [("msk", kafka(guide)), ("elasticache", cache(guide))] {
            guard let monthly else { continue }
            for row in tables.flatMap(\.rows)
            where row.label.holds(name) && row.amount.high * 10 < monthly * 9 {
                let price = Dollars(low: monthly, high: monthly).text
                spots.append(Spot(row.line, "\(row.amount.text), but the size described costs \(price)"))
            }
        }
        let regions = guide.prose.filter { $0.lower.holds("region**:") }
        if let table = tables.first, regions.count > 1, !guide.says("per region", "all regions") {
            spots.append(Spot(table.total.line, "\(regions.count) regions are named and one is priced"))
        }
        return spots
    }

    private static func kafka(_ guide: Guide) -> Int? {
        guard
            let broker = guide.mappings.first(where: { $0["InstanceType"]?.text?.hasPrefix("kafka.") == true }
            ),
            let price = Prices.price(broker["InstanceType"]?.text ?? "", in: "us-east-1"),
            let create = guide.aws("kafka", "create-cluster").first,
            let count = create.option("--number-of-broker-nodes").flatMap({ Int($0.text) })
        else { return nil }
        let storage = broker.at("StorageInfo", "EbsStorageInfo", "VolumeSize")?.integer ?? 0
        return count * (price * 730 + storage * 1000)
    }

    private static func cache(_ guide: Guide) -> Int? {
        guard let create = guide.aws("elasticache", "create-replication-group").first,
            let type = create.option("--cache-node-type"),
            let price = Prices.price(type.text, in: "us-east-1"),
            let count = create.option("--num-cache-clusters").flatMap({ Int($0.text) })
        else { return nil }
        return count * price * 730
    }

    private static func otherRegion(_ guide: Guide) -> [Spot] {
        guard let region = guide.region, region != "us-east-1" else { return [] }
        return CostTable.all(in: guide).flatMap(\.rows).compactMap { row in
            let lower = row.text.lowercased()
            let units = Dollars.all(in: row.text).map(\.low)
            let match = Prices.rows.first { lower.names.contains($0.item) && units.contains($0.amount) }
            guard let match, Prices.price(match.item, in: region) != match.amount else { return nil }
            return Spot(row.line, "the price of \(match.item) is that of us-east-1, not of \(region)")
        }
    }

    private static func commitment(_ guide: Guide) -> [Spot] {
        guide.commands.filter { $0.calls("aws", "savingsplans") }.compactMap { command in
            guard let word = command.option("--commitment"), let dollars = word.text.numbers.first,
                dollars > 100
            else { return nil }
            return Spot(word.line, "\(dollars) per hour is $\(dollars * 8760) a year")
        }
    }
}
