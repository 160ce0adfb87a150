import Base

extension CheckReceipt {
    /// The document in a language.
    public func receipt(in language: ReceiptLanguage) -> Receipt {
        var blocks = head(language)
        blocks += lines.map { .item(item($0, language)) }
        blocks.append(.rule)
        blocks += sums(language)
        blocks += taxes(language)
        blocks += payments(language)
        blocks += foot(language)
        return Receipt(kind: stage == .bill ? .bill : .payment, language: language, blocks: blocks)
    }

    private func head(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = []
        if let name = header.first { blocks.append(.text(name, .tall, .center)) }
        blocks += header.dropFirst().map { .text($0, .plain, .center) }
        if let taxNumber { blocks.append(.text("\(say(.taxNumber)): \(taxNumber)", .plain, .center)) }
        blocks.append(.space)
        blocks.append(.text(say(stage == .bill ? .bill : .receipt), .bold, .center))
        if isCopy { blocks.append(.text("*** \(say(.copy)) ***", .bold, .center)) }
        blocks.append(.pair(say(.check), number, .bold))
        blocks.append(.pair(say(.date), "\(at.dayText) \(at.clock)"))
        let place = table.map { "\(say(.table)): \($0)" } ?? say(.quick)
        blocks.append(.pair(place, guests.map { "\(say(.guests)): \($0)" } ?? ""))
        blocks.append(.text("\(say(.waiter)): \(waiter)"))
        blocks.append(.rule)
        return blocks
    }

    private func item(_ line: Line, _ say: ReceiptLanguage) -> ReceiptItem {
        var details: [ReceiptItem.Detail] = line.options.map { option in
            let name = option.count > 1 ? "\(option.count) × \(option.name)" : option.name
            let price = option.price > 0 ? " (\(say.digits(option.price, currency)))" : ""
            return .init("+ \(name)\(price)")
        }
        if let note = line.note { details.append(.init("* \(note)")) }
        if line.discount > 0 { details.append(.init(say(.discount), say.digits(-line.discount, currency))) }
        if line.isComp {
            details.append(.init(say(.comp), say.digits(-(line.amount - line.discount), currency)))
        }
        return ReceiptItem(
            quantity: say.quantity(line.quantity), name: line.name, amount: say.digits(line.amount, currency),
            details: details)
    }

    private func sums(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = []
        if gross != total { blocks.append(.pair(say(.subtotal), say.amount(gross, currency))) }
        blocks += discounts.map { .pair($0.name ?? say(.discount), say.amount(-$0.amount, currency)) }
        blocks.append(.pair(say(.total), say.amount(total, currency), .tall))
        return blocks
    }

    private func taxes(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        guard !kdv.isEmpty else { return [] }
        let rows = kdv.map {
            [
                say.rate($0.rate), say.digits($0.net, currency), say.digits($0.kdv, currency),
                say.digits($0.gross, currency),
            ]
        }
        return [.space, .table([[say(.kdv), say(.base), say(.tax), say(.sum)]] + rows)]
    }

    private func payments(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        guard !tenders.isEmpty else { return [] }
        var blocks: [ReceiptBlock] = [.rule]
        for tender in tenders {
            let word = tender.kind.word(say)
            let name = tender.name.map { "\(word) \($0)" } ?? word
            let state = tender.isUnknown ? " (\(say(.unknown)))" : ""
            blocks.append(.pair(name + state, say.amount(tender.amount, currency)))
            if let code = tender.approvalCode { blocks.append(.pair("  \(say(.approvalCode))", code)) }
            if tender.tip > 0 { blocks.append(.pair("  \(say(.tip))", say.amount(tender.tip, currency))) }
            if let tendered = tender.tendered {
                blocks.append(.pair("  \(say(.tendered))", say.amount(tendered, currency)))
            }
            if tender.change > 0 {
                blocks.append(.pair("  \(say(.change))", say.amount(tender.change, currency), .bold))
            }
            if tender.refunded > 0 {
                blocks.append(.pair("  \(say(.refund))", say.amount(-tender.refunded, currency)))
            }
        }
        if remaining > 0 { blocks.append(.pair(say(.remaining), say.amount(remaining, currency), .bold)) }
        return blocks
    }

    private func foot(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = [.rule]
        if let fiscalNumber {
            blocks.append(.text("\(say(.fiscalNumber)): \(fiscalNumber)", .plain, .center))
        }
        if !hasFiscalValue || stage == .bill { blocks.append(.text(say(.noFiscalValue), .bold, .center)) }
        blocks += footer.map { .text($0, .plain, .center) }
        blocks.append(.text(say(.thanks), .plain, .center))
        return blocks
    }
}

extension CheckReceipt.Tender.Kind {
    func word(_ say: ReceiptLanguage) -> String {
        switch self {
        case .cash: say(.cash)
        case .card, .bankCard: say(.card)
        case .voucher: say(.voucher)
        case .openAccount: say(.openAccount)
        }
    }
}
