public import Base
public import Organizations
public import Store

/// The cash part of an X or Z report: what the drawers were given, took, gave and held since the last Z.
///
/// Counts whole sessions by the business day they were opened in. Float + sales + pay-in − pay-out =
/// expected.
public struct CashTotals: Sendable, Equatable {
    /// Put in at the start.
    public let float: Int64
    /// Taken for goods and tips, less what was given back.
    public let sales: Int64
    /// Put in with a reason.
    public let payIn: Int64
    /// Taken out with a reason, as a positive amount.
    public let payOut: Int64
    /// What must be there.
    public let expected: Int64
    /// What was counted; nil while a session is open.
    public let counted: Int64?
    /// Counted minus expected; nil while a session is open.
    public let variance: Int64?

    /// The totals so far, as an X report shows them: everything since the last Z report, through `day`.
    public static func of(
        _ organization: ID<Organization>, _ branch: ID<Branch>, day: Day, in tx: borrowing Transaction
    ) throws -> CashTotals {
        let last = try ZReportStore.lastClosed(of: organization, branch, in: tx)?.businessDay
        return try count(organization, branch, after: last, through: day, in: tx)
    }

    /// The totals of all days after `after`.
    static func count(
        _ organization: ID<Organization>, _ branch: ID<Branch>, after: Day?, through day: Day,
        in tx: borrowing Transaction
    ) throws -> CashTotals {
        let first = after.map { $0.advanced(by: 1) } ?? Day(number: 0)
        return try CashTotalsStore.count(organization, branch, from: first, through: day, in: tx)
    }
}

extension CashTotals: Shaped {
    /// `CashTotals` of the API.
    public static let shape = Shape<CashTotals>.object(
        "CashTotals",
        {
            CashTotals(
                float: $0, sales: $1, payIn: $2, payOut: $3, expected: $4, counted: $5, variance: $6)
        },
        Field("float", \.float, .amount), Field("sales", \.sales, .amount), Field("payIn", \.payIn, .amount),
        Field("payOut", \.payOut, .amount), Field("expected", \.expected, .amount),
        Field(optional: "counted", \.counted, .amount), Field(optional: "variance", \.variance, .amount))
}
