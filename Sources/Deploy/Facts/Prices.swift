/// The prices that the rules compare with, in the words of guides: `gp3` is a database's storage there.
enum Prices {
    private static let words = ["db-gp3": "gp3"]

    /// Hourly and monthly prices of us-east-1, each with the word that a guide names it by.
    static let rows: [(item: String, amount: Int)] = PriceData.rows.filter {
        $0.region == "us-east-1" && [.hour, .gbMonth].contains($0.unit)
            && [.listed, .recorded].contains($0.status)
    }
    .map { (words[$0.item] ?? $0.item, $0.amount / 100) }

    /// Ten-thousandths of a dollar per hour or per GB and month, where a price list gives it.
    static func price(_ item: String, in region: String) -> Int? {
        PriceData.rows.first {
            (words[$0.item] ?? $0.item) == item && $0.region == region
                && [.listed, .recorded].contains($0.status)
        }
        .map { $0.amount / 100 }
    }
}
