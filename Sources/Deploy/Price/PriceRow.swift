/// One price of one thing in one region, with where and when it was found.
public struct PriceRow: Sendable, Equatable {
    /// Amazon's name of the service: `AmazonRDS`.
    public var service: String
    /// What is priced: an instance class, or our word for it: `nat`, `lcu`, `s3`.
    public var item: String
    /// The region; `*` where all cost the same.
    public var region: String
    /// What it is priced by.
    public var unit: PriceUnit
    /// Millionths of a dollar a unit; thousandths for a ratio of regions.
    public var amount: Int
    /// Who says so.
    public var source: String
    /// The day of the source, or the day that it was read.
    public var fetched: String
    /// How good the source is.
    public var status: PriceStatus
}

/// What prices are counted by.
public enum PriceUnit: String, Sendable, CaseIterable {
    /// An hour of one piece.
    case hour
    /// A month of one piece.
    case month
    /// A GB that passes.
    case gb
    /// A GB that is kept for a month.
    case gbMonth = "gb-month"
    /// A million requests, messages or records.
    case million
    /// How much dearer a region is than us-east-1, in thousandths.
    case ratio

    /// Units in a month of one piece.
    var perMonth: Int { self == .hour ? 730 : 1 }
}

/// How good a price's source is.
public enum PriceStatus: String, Sendable, CaseIterable {
    /// Amazon's price list, as somebody carries it.
    case listed
    /// What a pricing tool printed from Amazon's price list.
    case recorded
    /// An amount of a bill divided by its hours or GB.
    case billed
    /// A table without Amazon's offer behind it.
    case reported
    /// The guide that the system was planned by.
    case document
    /// The user's own download of Amazon's price list.
    case refreshed
    /// Another region's price times what the region is dearer by.
    case estimated
}

/// What is known of a price: one amount, or the range of sources that differ.
public struct PriceRange: Sendable, Equatable {
    /// The least, in millionths of a dollar.
    public var low: Int
    /// The most.
    public var high: Int
    /// The rows that say so.
    public var rows: [PriceRow]
    /// How good the whole is: the rows' status, or estimated.
    public var status: PriceStatus
    /// How the range was made, when it was: the ratios of the region.
    public var note: String?

    /// `$0.0832`, `$0.768-0.912`.
    public var text: String {
        low == high
            ? "$\(Cost.unitText(low))" : "$\(Cost.unitText(low))-\(Cost.unitText(high))"
    }
}
