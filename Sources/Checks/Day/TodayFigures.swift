public import Base
public import Organizations
public import Store
import Kitchen
import Menu
import Payments

/// The running day as the owner sees it, compared with the same weekday a week ago up to the same minute.
public enum TodayFigures {
    /// Products listed.
    static let topMax = 10
    /// Seconds after which a device that said nothing counts as gone.
    static let silentSeconds: Int64 = 120

    /// All figures from rows, in three round trips.
    public static func read(
        _ branch: ID<Branch>, of organization: ID<Organization>, at now: Instant, in tx: borrowing Transaction
    ) throws -> TodayView {
        let clock = try BranchDay.load(organization, branch, in: tx)
        let menu = try BranchMenu.load(branch, of: organization, in: tx)
        let day = clock.natural(at: now)
        let today = SalesSpan(organization: organization, branch: branch, first: day, last: day)
        let week = day.advanced(by: -7)
        let before = SalesSpan(
            organization: organization, branch: branch, first: week, last: week,
            until: now.advanced(seconds: -7 * 86_400))
        let own = SalesFigures.statements(today)
        let more = [
            SalesStore.totals(before), SalesStore.refunds(before),
            SalesStore.hours(today, zone: clock.zone.name),
            SalesStore.products(today, limit: topMax),
            SalesStore.present(organization, branch, silentSince: now.advanced(seconds: -silentSeconds)),
        ]
        let rows = try tx.all(own + more)
        let figures = try SalesFigures.read(rows, own, menu)
        let late = try LateTicketStore.count(organization, branch, at: now, in: tx)
        return try view(figures, day, week, Array(rows.dropFirst(own.count)), more, late: late)
    }

    private static func view(
        _ figures: SalesFigures, _ day: Day, _ week: Day, _ rows: [Rows], _ statements: [SQL], late: Int
    ) throws -> TodayView {
        let present = try rows[4].decoded(
            as: (Int64, Int64, Int64, Int64, Int64, Int64).self, statement: statements[4])
        let now = present.first ?? (0, 0, 0, 0, 0, 0)
        let hours = try rows[2].decoded(as: (Int, Int64, Int64).self, statement: statements[2])
        let products = try rows[3].decoded(
            as: (ID<Product>, LocalText, Int64, Int64).self, statement: statements[3])
        return TodayView(
            businessDay: day, net: figures.net, checks: figures.checks, average: figures.average,
            guests: figures.guests, discounts: figures.discounts, voids: figures.voids, comps: figures.comps,
            open: .init(checks: now.0, amount: now.1), compare: try compare(week, rows, statements),
            hours: hours.map { .init(hour: $0.0, net: $0.1, checks: $0.2) }, tenders: figures.tenders,
            categories: figures.categories, people: figures.people,
            products: products.map {
                ProductFigures(product: $0.0, name: $0.1, quantity: $0.2, amount: $0.3)
            },
            now: .init(
                occupied: now.2, tables: now.3, openChecks: now.0, lateTickets: Int64(late),
                unknownPayments: now.4,
                offlineDevices: now.5))
    }

    private static func compare(_ week: Day, _ rows: [Rows], _ statements: [SQL]) throws -> TodayView.Compare
    {
        let totals = try rows[0].decoded(
            as: (Int64, Int64, Int64, Int64, Int64, Int64, Instant?).self, statement: statements[0]
        ).first
        let refunds = try rows[1].decoded(
            as: (TenderKind, VoucherProvider?, ID<BankTerminal>?, String?, Int64, Int64).self,
            statement: statements[1]
        ).reduce(Int64(0)) { $0 + $1.5 }
        let net = (totals?.5 ?? 0) - refunds
        let checks = totals?.0 ?? 0
        return .init(
            businessDay: week, net: net, checks: checks, average: checks == 0 ? 0 : net / checks,
            guests: totals?.1 ?? 0)
    }
}

/// Sales per business day.
public enum DaySales {
    /// Days that are shown at most.
    static let daysMax: Int64 = 400

    /// One row per business day with sales, from the first on; without a range the last thirty days.
    public static func read(
        _ branch: ID<Branch>, of organization: ID<Organization>, from: Day?, to: Day?, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> [DaySalesView] {
        let clock = try BranchDay.load(organization, branch, in: tx)
        let last = to ?? clock.natural(at: now)
        let first = max(from ?? last.advanced(by: -29), last.advanced(by: -daysMax))
        let span = SalesSpan(organization: organization, branch: branch, first: first, last: last)
        let statements = [SalesStore.days(span), SalesStore.refundDays(span)]
        let rows = try tx.all(statements)
        let refunds = Dictionary(
            try rows[1].decoded(as: (Day, Int64).self, statement: statements[1]),
            uniquingKeysWith: { $0 + $1 })
        return try rows[0]
            .decoded(as: (Day, Int64, Int64, Int64, Int64, Int64, Int64).self, statement: statements[0])
            .map { row in
                let net = row.6 - (refunds[row.0] ?? 0)
                return DaySalesView(
                    businessDay: row.0, net: net, checks: row.1, average: row.1 == 0 ? 0 : net / row.1,
                    guests: row.2, gross: row.3, discounts: row.4, comps: row.5)
            }
    }
}
