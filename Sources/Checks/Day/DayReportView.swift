public import Base
import Drawers

/// The figures of a business day: an X while it runs, a Z with its number once it is closed.
public struct DayReportView: Shaped, Equatable {
    let no: Int64?
    let businessDay: Day
    let openedAt: Instant?
    let closedAt: Instant?
    let currency: Currency
    let checks: Int64
    let guests: Int64
    private(set) var gross: Int64?
    let discounts: Int64
    let comps: Int64
    let voids: VoidFigures
    let refunds: Int64
    private(set) var net: Int64?
    private(set) var kdv: [KDVGroup]
    private(set) var tenders: [TenderFigures]
    private(set) var tips: Int64?
    private(set) var cash: CashTotals?
    private(set) var byPerson: [PersonFigures]
    private(set) var byCategory: [CategoryFigures]

    /// As in the API's document.
    public static let shape: Shape<DayReportView> = {
        let amount = Shape<Int64>.amount
        return Shape<DayReportView>.object(
            "DayReport", make,
            Field<DayReportView, Int64?>(
                optional: "no", \.no, .integer(1...9_007_199_254_740_991), "The Z report's; none for an X."),
            Field<DayReportView, Day>("businessDay", \.businessDay, .day),
            Field<DayReportView, Instant?>(optional: "openedAt", \.openedAt, .instant),
            Field<DayReportView, Instant?>(optional: "closedAt", \.closedAt, .instant),
            Field<DayReportView, Currency>("currency", \.currency, .currency),
            Field<DayReportView, Int64>("checks", \.checks, .positiveAmount),
            Field<DayReportView, Int64>("guests", \.guests, .positiveAmount),
            Field<DayReportView, Int64?>(optional: "gross", \.gross, amount, blindNote),
            Field<DayReportView, Int64>("discounts", \.discounts, amount),
            Field<DayReportView, Int64>("comps", \.comps, amount),
            Field<DayReportView, VoidFigures>("voids", \.voids, VoidFigures.shape),
            Field<DayReportView, Int64>(
                "refunds", \.refunds, amount, "Given back after the check was closed."),
            Field<DayReportView, Int64?>(
                optional: "net", \.net, amount, "Sold, KDV inside, refunds taken off. " + blindNote),
            Field<DayReportView, [KDVGroup]>("kdv", \.kdv, KDVGroup.shape.list(0...50)),
            Field<DayReportView, [TenderFigures]>("tenders", \.tenders, TenderFigures.shape.list(0...200)),
            Field<DayReportView, Int64?>(optional: "tips", \.tips, amount, blindNote),
            Field<DayReportView, CashTotals?>(optional: "cash", \.cash, CashTotals.shape, blindNote),
            Field<DayReportView, [PersonFigures]>("byPerson", \.byPerson, PersonFigures.shape.list(0...1000)),
            Field<DayReportView, [CategoryFigures]>(
                "byCategory", \.byCategory, CategoryFigures.shape.list(0...1000)))
    }()

    /// What would tell, with the card slips in hand, how much cash has to be in the drawers.
    private static let blindNote =
        "Left out, and the lists by rate, tender, person and category empty, for who must not read reports "
        + "until every drawer is counted."

    private static let make:
        @Sendable (
            Int64?, Day, Instant?, Instant?, Currency, Int64, Int64, Int64?, Int64, Int64, VoidFigures, Int64,
            Int64?,
            [KDVGroup], [TenderFigures], Int64?, CashTotals?, [PersonFigures], [CategoryFigures]
        ) -> DayReportView = {
            DayReportView(
                no: $0, businessDay: $1, openedAt: $2, closedAt: $3, currency: $4, checks: $5, guests: $6,
                gross: $7,
                discounts: $8, comps: $9, voids: $10, refunds: $11, net: $12, kdv: $13, tenders: $14,
                tips: $15,
                cash: $16, byPerson: $17, byCategory: $18)
        }

    init(
        _ figures: SalesFigures, no: Int64?, day: Day, closedAt: Instant?, currency: Currency,
        cash: CashTotals
    ) {
        self.init(
            no: no, businessDay: day, openedAt: figures.openedAt, closedAt: closedAt, currency: currency,
            checks: figures.checks, guests: figures.guests, gross: figures.gross,
            discounts: figures.discounts,
            comps: figures.comps, voids: figures.voids, refunds: figures.refunds, net: figures.net,
            kdv: figures.kdv,
            tenders: figures.tenders, tips: figures.tips, cash: cash, byPerson: figures.people,
            byCategory: figures.categories)
    }

    private init(
        no: Int64?, businessDay: Day, openedAt: Instant?, closedAt: Instant?, currency: Currency,
        checks: Int64,
        guests: Int64, gross: Int64?, discounts: Int64, comps: Int64, voids: VoidFigures, refunds: Int64,
        net: Int64?,
        kdv: [KDVGroup], tenders: [TenderFigures], tips: Int64?, cash: CashTotals?, byPerson: [PersonFigures],
        byCategory: [CategoryFigures]
    ) {
        self.no = no
        self.businessDay = businessDay
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.currency = currency
        self.checks = checks
        self.guests = guests
        self.gross = gross
        self.discounts = discounts
        self.comps = comps
        self.voids = voids
        self.refunds = refunds
        self.net = net
        self.kdv = kdv
        self.tenders = tenders
        self.tips = tips
        self.cash = cash
        self.byPerson = byPerson
        self.byCategory = byCategory
    }
}

extension DayReportView {
    /// The figures for who counts the drawers, as long as one is uncounted: without the cash that must be in
    /// them and without every sum that tells it to who holds the card slips, which is all sales. What is left
    /// are counts, and what was given away or taken back.
    public var blind: DayReportView {
        guard let cash, cash.counted == nil else { return self }
        var blind = self
        (blind.gross, blind.net, blind.tips, blind.cash) = (nil, nil, nil, nil)
        (blind.kdv, blind.tenders, blind.byPerson, blind.byCategory) = ([], [], [], [])
        return blind
    }
}
