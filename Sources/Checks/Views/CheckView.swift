public import Base

/// A check as every screen sees it: in answers, frames and snapshots alike.
public struct CheckView: Shaped, Equatable {
    /// A discount of the check or of a line.
    public struct Discount: Shaped, Equatable {
        let id: ID<Adjustment>
        let kind: DiscountKind
        let value: Int64
        let amount: Int64
        let line: ID<CheckLine>?
        let reason: String
        let by: Author

        /// As in the API's document.
        public static let shape = Shape<Discount>.object(
            "Discount",
            {
                Discount(id: $0, kind: $1, value: $2, amount: $3, line: $4, reason: $5, by: $6)
            },
            Field<Discount, ID<Adjustment>>("id", \.id, .id()),
            Field<Discount, DiscountKind>("kind", \.kind, .choice),
            Field<Discount, Int64>(
                "value", \.value, .amount, "Basis points of a percentage, or minor units."),
            Field<Discount, Int64>("amount", \.amount, .amount, "What it takes off."),
            Field<Discount, ID<CheckLine>?>(optional: "line", \.line, .id()),
            Field<Discount, String>("reason", \.reason, .text(0...500)),
            Field<Discount, Author>("by", \.by, Author.shape))
    }

    /// What it comes to.
    public struct Totals: Shaped, Equatable {
        let gross: Int64
        let discount: Int64
        let comp: Int64
        let total: Int64
        let paid: Int64
        let remaining: Int64
        let tips: Int64
        let kdv: [KDVGroup]

        /// As in the API's document.
        public static let shape: Shape<Totals> = {
            let amount = Shape<Int64>.amount
            return Shape<Totals>.object(
                "CheckTotals",
                {
                    Totals(
                        gross: $0, discount: $1, comp: $2, total: $3, paid: $4, remaining: $5, tips: $6,
                        kdv: $7)
                },
                Field<Totals, Int64>("gross", \.gross, amount),
                Field<Totals, Int64>("discount", \.discount, amount),
                Field<Totals, Int64>("comp", \.comp, amount),
                Field<Totals, Int64>("total", \.total, amount), Field<Totals, Int64>("paid", \.paid, amount),
                Field<Totals, Int64>("remaining", \.remaining, amount),
                Field<Totals, Int64>("tips", \.tips, amount),
                Field<Totals, [KDVGroup]>("kdv", \.kdv, KDVGroup.shape.list(0...50)))
        }()
    }

    /// Its identity.
    public let id: ID<Check>
    let no: Int64
    /// Counts its changes.
    public let version: Int64
    /// Where it stands.
    public let state: CheckState
    let orderType: OrderType
    let table: TableName?
    let guests: Int
    let waiter: Author
    let openedAt: Instant
    let closedAt: Instant?
    let businessDay: Day
    let currency: Currency
    let lines: [LineView]
    let discounts: [Discount]
    let tenders: [TenderView]
    let totals: Totals
    let mergedInto: ID<Check>?
    private var written = Written()

    /// As in the API's document.
    public static let shape: Shape<CheckView> = Shape<CheckView>.object(
        "Check", make,
        Field<CheckView, ID<Check>>("id", \.id, .id()),
        Field<CheckView, Int64>("no", \.no, .integer(1...9_007_199_254_740_991)),
        Field<CheckView, Int64>("version", \.version, .integer(1...9_007_199_254_740_991)),
        Field<CheckView, CheckState>("state", \.state, .choice),
        Field<CheckView, OrderType>("orderType", \.orderType, .choice),
        Field<CheckView, TableName?>(optional: "table", \.table, TableName.shape),
        Field<CheckView, Int>("guests", \.guests, .int(0...1000)),
        Field<CheckView, Author>("waiter", \.waiter, Author.shape),
        Field<CheckView, Instant>("openedAt", \.openedAt, .instant),
        Field<CheckView, Instant?>(optional: "closedAt", \.closedAt, .instant),
        Field<CheckView, Day>("businessDay", \.businessDay, .day),
        Field<CheckView, Currency>("currency", \.currency, .currency),
        Field<CheckView, [LineView]>("lines", \.lines, LineView.shape.list(0...Limits.checkLinesMax)),
        Field<CheckView, [Discount]>("discounts", \.discounts, Discount.shape.list(0...1000)),
        Field<CheckView, [TenderView]>("tenders", \.tenders, TenderView.shape.list(0...1000)),
        Field<CheckView, Totals>("totals", \.totals, Totals.shape),
        Field<CheckView, ID<Check>?>(optional: "mergedInto", \.mergedInto, .id()))

    private static let make:
        @Sendable (
            ID<Check>, Int64, Int64, CheckState, OrderType, TableName?, Int, Author, Instant, Instant?, Day,
            Currency,
            [LineView], [Discount], [TenderView], Totals, ID<Check>?
        ) -> CheckView = {
            CheckView(
                id: $0, no: $1, version: $2, state: $3, orderType: $4, table: $5, guests: $6, waiter: $7,
                openedAt: $8, closedAt: $9, businessDay: $10, currency: $11, lines: $12, discounts: $13,
                tenders: $14, totals: $15, mergedInto: $16)
        }
}

extension CheckView {
    /// The same view, its text at hand for the frame, the stored answer and the reply alike.
    func encoded() -> CheckView {
        var view = self
        view.written = Written(text: CheckView.shape.text(of: self))
        return view
    }

    /// Its JSON text.
    public var text: String { written.text ?? CheckView.shape.text(of: self) }

    /// The view's text, when it was written already; two views are equal whether it was or not.
    private struct Written: Equatable {
        var text: String?

        static func == (left: Written, right: Written) -> Bool { true }
    }
}

/// The kinds of a discount.
public enum DiscountKind: String, CaseIterable, Sendable {
    /// Basis points of what is left.
    case percent
    /// Minor units.
    case amount
}

extension CheckView {
    /// The view of a check as it stands.
    public init(_ check: Check) {
        let comped = Set(check.adjustments.filter { $0.kind == .comp }.compactMap(\.line))
        let money = check.money
        self.init(
            id: check.id, no: check.no, version: check.version, state: check.state,
            orderType: check.orderType,
            table: check.table, guests: check.guests, waiter: check.waiter, openedAt: check.openedAt,
            closedAt: check.closedAt, businessDay: check.businessDay, currency: check.currency,
            lines: check.lines.map { LineView($0, comped: comped.contains($0.id)) },
            discounts: zip(check.adjustments, money.adjustments).compactMap { Discount($0, amount: $1) },
            tenders: check.tenders.map { TenderView($0) },
            totals: Totals(
                gross: money.gross, discount: money.discount, comp: money.comp, total: money.total,
                paid: money.paid,
                remaining: money.remaining, tips: money.tips, kdv: money.groups), mergedInto: check.mergedInto
        )
    }

    /// The view as it goes into answers and frames.
    public var json: JSON { CheckView.shape.encode(self) }
}

extension CheckView.Discount {
    init?(_ adjustment: Adjustment, amount: Int64) {
        guard let kind = DiscountKind(rawValue: adjustment.kind.rawValue) else { return nil }
        self.init(
            id: adjustment.id, kind: kind, value: adjustment.value, amount: amount, line: adjustment.line,
            reason: adjustment.reason, by: adjustment.by)
    }
}
