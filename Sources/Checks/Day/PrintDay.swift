public import Base
public import Organizations
public import Printing
public import Store
import Drawers

/// The figures of a day on paper: X or Z.
public enum PrintDay {
    /// Builds the document of these figures.
    public static func run(
        _ view: DayReportView, _ branch: ID<Branch>, of organization: ID<Organization>,
        _ language: ReceiptLanguage,
        by name: String, at now: Instant, isCopy: Bool = false, in tx: borrowing Transaction
    ) throws -> Receipt {
        let clock = try BranchDay.load(organization, branch, in: tx)
        var report = DayReport(view, language, by: name, at: clock.zone.local(view.closedAt ?? now))
        report.header = clock.header
        report.isCopy = isCopy
        return report.receipt(in: language)
    }
}

extension DayReport {
    /// Paper is made of Z reports, which are blind to nobody.
    init(_ view: DayReportView, _ language: ReceiptLanguage, by name: String, at local: LocalTime) {
        let cash = view.cash.map {
            Cash(
                float: $0.float, sales: $0.sales, payIn: $0.payIn, payOut: $0.payOut, expected: $0.expected,
                counted: $0.counted)
        }
        self.init(
            no: view.no, header: [], businessDay: view.businessDay, at: local, by: name,
            currency: view.currency,
            checks: view.checks, guests: view.guests, gross: view.gross ?? 0, discounts: view.discounts,
            comps: view.comps, voidCount: view.voids.count, voidAmount: view.voids.amount, net: view.net ?? 0,
            kdv: view.kdv, tenders: view.tenders.map { Tender($0) }, tips: view.tips ?? 0, cash: cash,
            people: view.byPerson.map { Share(name: $0.name, count: String($0.checks), amount: $0.amount) },
            categories: view.byCategory.map {
                Share(
                    name: $0.name.text(in: language.rawValue),
                    count: Quantity(thousandths: $0.quantity).text(),
                    amount: $0.amount)
            })
    }
}

extension DayReport.Tender {
    init(_ figures: TenderFigures) {
        let kind = CheckReceipt.Tender.Kind(rawValue: figures.kind.rawValue) ?? .cash
        self.init(
            kind: kind, name: figures.provider?.name ?? figures.terminalName, count: figures.count,
            amount: figures.amount,
            refunds: figures.refunds)
    }
}
