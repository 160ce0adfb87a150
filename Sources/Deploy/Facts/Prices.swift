/// A price with where it comes from; a price without a source is not in the table.
struct Price: Sendable {
    let item: String
    let region: String
    /// Ten-thousandths of a dollar per hour or per GB and month.
    let amount: Int
    let source: String
}

/// The prices that the rules compare with.
enum Prices {
    static let list = "AWS price list, offer version 20260821071526"
    static let golden = "Infracost's recorded outputs, 2024-07 to 2026-05"

    static let rows: [Price] = [
        Price(item: "t3.micro", region: "us-east-1", amount: 104, source: list),
        Price(item: "t3.medium", region: "us-east-1", amount: 416, source: list),
        Price(item: "t3.large", region: "us-east-1", amount: 832, source: list),
        Price(item: "t3.xlarge", region: "us-east-1", amount: 1664, source: list),
        Price(item: "t3.medium", region: "eu-central-1", amount: 480, source: list),
        Price(item: "t3.large", region: "eu-central-1", amount: 960, source: list),
        Price(item: "db.t3.medium", region: "us-east-1", amount: 720, source: list),
        Price(item: "gp3", region: "us-east-1", amount: 1150, source: golden),
        Price(item: "cache.t3.small", region: "us-east-1", amount: 340, source: list),
        Price(item: "cache.t3.medium", region: "us-east-1", amount: 680, source: list),
        Price(item: "cache.r6g.large", region: "us-east-1", amount: 2060, source: list),
        Price(item: "cache.r6g.xlarge", region: "us-east-1", amount: 4110, source: list),
        Price(item: "kafka.m5.large", region: "us-east-1", amount: 2100, source: golden),
        Price(item: "kafka.m5.xlarge", region: "us-east-1", amount: 4200, source: golden),
        Price(item: "kafka.m5.2xlarge", region: "us-east-1", amount: 8400, source: golden),
        Price(item: "kafka.m5.4xlarge", region: "us-east-1", amount: 16800, source: golden),
        Price(item: "alb", region: "us-east-1", amount: 225, source: golden),
    ]

    static func price(_ item: String, in region: String) -> Price? {
        rows.first { $0.item == item && $0.region == region }
    }
}
