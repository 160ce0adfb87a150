import Base
import Menu
import Organizations
import Payments
import Store

/// What a branch sold in some business days, from rows.
struct SalesFigures: Sendable {
    var openedAt: Instant?
    var checks: Int64 = 0
    var guests: Int64 = 0
    var gross: Int64 = 0
    var discounts: Int64 = 0
    var comps: Int64 = 0
    /// Totals of closed checks.
    var total: Int64 = 0
    /// What went back after its check was closed.
    var refunds: Int64 = 0
    var voids = VoidFigures(count: 0, amount: 0)
    var kdv: [KDVGroup] = []
    var tenders: [TenderFigures] = []
    var people: [PersonFigures] = []
    var categories: [CategoryFigures] = []

    /// What was sold, KDV inside: after discounts and comps, refunds taken off.
    var net: Int64 { total - refunds }
    /// Tips taken.
    var tips: Int64 { tenders.reduce(0) { $0 + $1.tips } }
    /// Net per check; 0 without checks.
    var average: Int64 { checks == 0 ? 0 : net / checks }

    static func statements(_ span: SalesSpan) -> [SQL] {
        [
            SalesStore.totals(span), SalesStore.voids(span), SalesStore.groups(span),
            SalesStore.tenders(span),
            SalesStore.refunds(span), SalesStore.people(span), SalesStore.categories(span),
        ]
    }

    /// All figures in one round trip; categories get their names from the menu.
    static func load(
        _ span: SalesSpan, _ menu: BranchMenu, in tx: borrowing Transaction
    ) throws -> SalesFigures {
        let statements = statements(span)
        return try read(try tx.all(statements), statements, menu)
    }

    static func read(_ rows: [Rows], _ statements: [SQL], _ menu: BranchMenu) throws -> SalesFigures {
        var figures = SalesFigures()
        try figures.readTotals(rows[0], statements[0])
        let voids = try rows[1].decoded(as: (Int64, Int64).self, statement: statements[1]).first
        figures.voids = VoidFigures(count: voids?.0 ?? 0, amount: voids?.1 ?? 0)
        figures.kdv = try rows[2].decoded(as: (Int64, Int64, Int64).self, statement: statements[2])
            .map { KDVGroup(rate: $0.0, gross: $0.1, kdv: $0.2) }
        try figures.readTenders(rows[3], statements[3])
        try figures.readRefunds(rows[4], statements[4])
        figures.people = try rows[5]
            .decoded(as: (ID<Person>?, String, Int64, Int64).self, statement: statements[5])
            .map { PersonFigures(person: $0.0, name: $0.1, checks: $0.2, amount: $0.3) }
        figures.categories = try rows[6].decoded(
            as: (ID<Category>, Int64, Int64).self, statement: statements[6]
        )
        .map { row in
            CategoryFigures(
                category: row.0, name: menu.snapshot.category(row.0)?.name ?? LocalText(tr: "–"),
                quantity: row.1, amount: row.2)
        }
        return figures
    }

    private mutating func readTotals(_ rows: Rows, _ statement: SQL) throws {
        let found = try rows.decoded(
            as: (Int64, Int64, Int64, Int64, Int64, Int64, Instant?).self, statement: statement
        ).first
        guard let found else { return }
        (checks, guests, gross, discounts, comps, total, openedAt) = found
    }

    private mutating func readTenders(_ rows: Rows, _ statement: SQL) throws {
        tenders = try rows.decoded(
            as: (TenderKind, VoucherProvider?, ID<BankTerminal>?, String?, Int64, Int64, Int64).self,
            statement: statement
        ).map {
            TenderFigures(
                kind: $0.0, provider: $0.1, terminal: $0.2, terminalName: $0.3, count: $0.4, amount: $0.5,
                tips: $0.6, refunds: 0)
        }
    }

    private mutating func readRefunds(_ rows: Rows, _ statement: SQL) throws {
        let found = try rows.decoded(
            as: (TenderKind, VoucherProvider?, ID<BankTerminal>?, String?, Int64, Int64).self,
            statement: statement)
        for row in found {
            refunds += row.5
            let same = tenders.firstIndex {
                $0.kind == row.0 && $0.provider == row.1 && $0.terminal == row.2
            }
            if let same {
                tenders[same] = tenders[same].refunding(row.4)
            } else {
                tenders.append(
                    TenderFigures(
                        kind: row.0, provider: row.1, terminal: row.2, terminalName: row.3, count: 0,
                        amount: 0, tips: 0, refunds: row.4))
            }
        }
    }
}
