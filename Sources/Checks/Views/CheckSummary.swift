public import Base

/// A check in a list.
public struct CheckSummary: Shaped, Equatable {
    let id: ID<Check>
    let no: Int64
    let version: Int64
    let state: CheckState
    let orderType: OrderType
    let table: TableName?
    let guests: Int
    let waiter: Author
    let openedAt: Instant
    let closedAt: Instant?
    let businessDay: Day
    let total: Int64
    let paid: Int64

    /// As in the API's document.
    public static let shape = Shape<CheckSummary>.object(
        "CheckSummary",
        {
            CheckSummary(
                id: $0, no: $1, version: $2, state: $3, orderType: $4, table: $5, guests: $6, waiter: $7,
                openedAt: $8, closedAt: $9, businessDay: $10, total: $11, paid: $12)
        },
        Field<CheckSummary, ID<Check>>("id", \.id, .id()),
        Field<CheckSummary, Int64>("no", \.no, .integer(1...9_007_199_254_740_991)),
        Field<CheckSummary, Int64>("version", \.version, .integer(1...9_007_199_254_740_991)),
        Field<CheckSummary, CheckState>("state", \.state, .choice),
        Field<CheckSummary, OrderType>("orderType", \.orderType, .choice),
        Field<CheckSummary, TableName?>(optional: "table", \.table, TableName.shape),
        Field<CheckSummary, Int>("guests", \.guests, .int(0...1000)),
        Field<CheckSummary, Author>("waiter", \.waiter, Author.shape),
        Field<CheckSummary, Instant>("openedAt", \.openedAt, .instant),
        Field<CheckSummary, Instant?>(optional: "closedAt", \.closedAt, .instant),
        Field<CheckSummary, Day>("businessDay", \.businessDay, .day),
        Field<CheckSummary, Int64>("total", \.total, .amount),
        Field<CheckSummary, Int64>("paid", \.paid, .amount))
}
