public import Base
public import Organizations
public import Printing
public import Store
import Fiscal

/// A check on paper: the adisyon that guests ask for, or the slip of what they paid.
public enum PrintCheck {
    /// Builds the document; sending it to a printer is the print job's matter.
    ///
    /// - Throws: `unknown_check`.
    public static func run(
        _ check: ID<Check>, _ branch: ID<Branch>, of organization: ID<Organization>,
        _ stage: CheckReceipt.Stage,
        _ language: ReceiptLanguage, at now: Instant, isCopy: Bool = false, in tx: borrowing Transaction
    ) throws -> Receipt {
        let whole = try ReadCheck.whole(check, branch, of: organization, in: tx)
        let clock = try BranchDay.load(organization, branch, in: tx)
        let documents = try FindFiscalDocuments.of(FiscalSource("check", check.raw), organization, in: tx)
        let number = documents.first { $0.kind == .sale && $0.state == .issued }?.number
        var paper = CheckReceipt(whole, stage, language, at: clock.zone.local(whole.closedAt ?? now))
        paper.header = clock.header
        paper.taxNumber = clock.taxNumber
        paper.fiscalNumber = number
        paper.hasFiscalValue = number != nil
        paper.isCopy = isCopy
        return paper.receipt(in: language)
    }
}

extension CheckReceipt {
    init(_ check: Check, _ stage: Stage, _ language: ReceiptLanguage, at local: LocalTime) {
        let money = check.money
        let own = zip(check.adjustments, money.adjustments)
        self.init(
            stage: stage, header: [], number: String(check.no), table: check.table?.name,
            waiter: check.waiter.name,
            guests: check.orderType == .dineIn ? check.guests : nil, at: local, currency: check.currency,
            lines: check.lines.filter { $0.active > .zero }.map { Line($0, check, language) },
            discounts: own.filter { $0.0.isDiscount && $0.0.line == nil && $0.1 > 0 }
                .map { Deduction(name: $0.0.reason.isEmpty ? nil : $0.0.reason, amount: $0.1) },
            gross: money.gross, total: money.total, kdv: money.groups,
            tenders: check.tenders.filter { $0.state.isCaptured || $0.state == .unknown }.map { Tender($0) },
            remaining: money.remaining)
    }
}

extension CheckReceipt.Line {
    init(_ line: CheckLine, _ check: Check, _ language: ReceiptLanguage) {
        let tag = language.rawValue
        let own = zip(check.adjustments, check.money.adjustments).filter { $0.0.line == line.id }
        self.init(
            quantity: line.active, name: line.name.text(in: tag), amount: line.money.gross,
            options: line.options.map {
                CheckReceipt.Option(name: $0.name.text(in: tag), count: Int64($0.count), price: $0.price)
            }, note: line.note, discount: own.filter(\.0.isDiscount).reduce(0) { $0 + $1.1 },
            isComp: own.contains { $0.0.kind == .comp })
    }
}

extension CheckReceipt.Tender {
    init(_ tender: Tender) {
        let kind: Kind =
            switch tender.kind {
            case .cash: .cash
            case .card: .card
            case .voucher: .voucher
            case .bankCard: .bankCard
            case .openAccount: .openAccount
            }
        let card = tender.card.flatMap { card in card.last4.map { "\(card.brand ?? "") •••• \($0)" } }
        let terminal = tender.terminal.map { slip in
            [slip.name, slip.last4.map { "•••• \($0)" }].compactMap { $0 }.joined(separator: " ")
        }
        self.init(
            kind: kind, name: tender.provider?.name ?? card ?? terminal, amount: tender.amount,
            tip: tender.tip,
            tendered: tender.tendered, change: tender.change ?? 0, refunded: tender.refunded,
            isUnknown: tender.state == .unknown, approvalCode: tender.terminal?.approvalCode)
    }
}
