public import Base

/// What BOSS shows of the running day.
public struct TodayView: Shaped, Equatable {
    /// Checks that are still open, and what is due on them.
    public struct Open: Shaped, Equatable {
        let checks: Int64
        let amount: Int64

        /// `{checks, amount}`.
        public static let shape = Shape<Open>.object(
            "OpenChecks", { Open(checks: $0, amount: $1) }, Field("checks", \.checks, .positiveAmount),
            Field("amount", \.amount, .amount))
    }

    /// The same weekday a week ago, up to the same minute.
    public struct Compare: Shaped, Equatable {
        let businessDay: Day
        let net: Int64
        let checks: Int64
        let average: Int64
        let guests: Int64

        /// As in the API's document.
        public static let shape = Shape<Compare>.object(
            "TodayCompare",
            {
                Compare(businessDay: $0, net: $1, checks: $2, average: $3, guests: $4)
            },
            Field<Compare, Day>("businessDay", \.businessDay, .day),
            Field<Compare, Int64>("net", \.net, .amount),
            Field<Compare, Int64>("checks", \.checks, .positiveAmount),
            Field<Compare, Int64>("average", \.average, .amount),
            Field<Compare, Int64>("guests", \.guests, .positiveAmount))
    }

    /// One hour of the branch's clock.
    public struct Hour: Shaped, Equatable {
        let hour: Int
        let net: Int64
        let checks: Int64

        /// `{hour, net, checks}`.
        public static let shape = Shape<Hour>.object(
            "HourFigures", { Hour(hour: $0, net: $1, checks: $2) }, Field("hour", \.hour, .int(0...23)),
            Field("net", \.net, .amount), Field("checks", \.checks, .positiveAmount))
    }

    /// What is going on right now.
    public struct Now: Shaped, Equatable {
        let occupied: Int64
        let tables: Int64
        let openChecks: Int64
        let lateTickets: Int64
        let unknownPayments: Int64
        let offlineDevices: Int64

        /// As in the API's document.
        public static let shape: Shape<Now> = {
            let count = Shape<Int64>.positiveAmount
            return Shape<Now>.object(
                "TodayNow",
                {
                    Now(
                        occupied: $0, tables: $1, openChecks: $2, lateTickets: $3, unknownPayments: $4,
                        offlineDevices: $5)
                },
                Field<Now, Int64>("occupied", \.occupied, count),
                Field<Now, Int64>("tables", \.tables, count),
                Field<Now, Int64>("openChecks", \.openChecks, count),
                Field<Now, Int64>("lateTickets", \.lateTickets, count),
                Field<Now, Int64>("unknownPayments", \.unknownPayments, count),
                Field<Now, Int64>("offlineDevices", \.offlineDevices, count))
        }()
    }

    let businessDay: Day
    let net: Int64
    let checks: Int64
    let average: Int64
    let guests: Int64
    let discounts: Int64
    let voids: VoidFigures
    let comps: Int64
    let open: Open
    let compare: Compare
    let hours: [Hour]
    let tenders: [TenderFigures]
    let categories: [CategoryFigures]
    let people: [PersonFigures]
    let products: [ProductFigures]
    let now: Now

    /// As in the API's document.
    public static let shape: Shape<TodayView> = {
        let amount = Shape<Int64>.amount
        let count = Shape<Int64>.positiveAmount
        return Shape<TodayView>.object(
            "Today", make, Field<TodayView, Day>("businessDay", \.businessDay, .day),
            Field<TodayView, Int64>("net", \.net, amount, "Sold, KDV inside, refunds taken off."),
            Field<TodayView, Int64>("checks", \.checks, count),
            Field<TodayView, Int64>("average", \.average, amount),
            Field<TodayView, Int64>("guests", \.guests, count),
            Field<TodayView, Int64>("discounts", \.discounts, amount),
            Field<TodayView, VoidFigures>("voids", \.voids, VoidFigures.shape),
            Field<TodayView, Int64>("comps", \.comps, amount),
            Field<TodayView, Open>("open", \.open, Open.shape),
            Field<TodayView, Compare>("compare", \.compare, Compare.shape),
            Field<TodayView, [Hour]>("hours", \.hours, Hour.shape.list(0...24)),
            Field<TodayView, [TenderFigures]>("tenders", \.tenders, TenderFigures.shape.list(0...100)),
            Field<TodayView, [CategoryFigures]>(
                "categories", \.categories, CategoryFigures.shape.list(0...1000)),
            Field<TodayView, [PersonFigures]>("people", \.people, PersonFigures.shape.list(0...1000)),
            Field<TodayView, [ProductFigures]>("products", \.products, ProductFigures.shape.list(0...100)),
            Field<TodayView, Now>("now", \.now, Now.shape))
    }()

    private static let make:
        @Sendable (
            Day, Int64, Int64, Int64, Int64, Int64, VoidFigures, Int64, Open, Compare, [Hour],
            [TenderFigures],
            [CategoryFigures], [PersonFigures], [ProductFigures], Now
        ) -> TodayView = {
            TodayView(
                businessDay: $0, net: $1, checks: $2, average: $3, guests: $4, discounts: $5, voids: $6,
                comps: $7,
                open: $8, compare: $9, hours: $10, tenders: $11, categories: $12, people: $13, products: $14,
                now: $15)
        }
}

/// A business day in a row.
public struct DaySalesView: Shaped, Equatable {
    let businessDay: Day
    let net: Int64
    let checks: Int64
    let average: Int64
    let guests: Int64
    let gross: Int64
    let discounts: Int64
    let comps: Int64

    /// As in the API's document.
    public static let shape: Shape<DaySalesView> = {
        let amount = Shape<Int64>.amount
        return Shape<DaySalesView>.object(
            "DaySales",
            {
                DaySalesView(
                    businessDay: $0, net: $1, checks: $2, average: $3, guests: $4, gross: $5, discounts: $6,
                    comps: $7)
            },
            Field<DaySalesView, Day>("businessDay", \.businessDay, .day),
            Field<DaySalesView, Int64>("net", \.net, amount),
            Field<DaySalesView, Int64>("checks", \.checks, .positiveAmount),
            Field<DaySalesView, Int64>("average", \.average, amount),
            Field<DaySalesView, Int64>("guests", \.guests, .positiveAmount),
            Field<DaySalesView, Int64>("gross", \.gross, amount),
            Field<DaySalesView, Int64>("discounts", \.discounts, amount),
            Field<DaySalesView, Int64>("comps", \.comps, amount))
    }()
}
