import Base

extension DayReport {
    /// The document in a language.
    public func receipt(in say: ReceiptLanguage) -> Receipt {
        var blocks = head(say)
        blocks += sales(say)
        blocks += taxes(say)
        blocks += payments(say)
        blocks += drawer(say)
        blocks += shares(.byPerson, people, say)
        blocks += shares(.byCategory, categories, say)
        blocks += [.rule, .text(say(.noFiscalValue), .bold, .center)]
        return Receipt(kind: no == nil ? .xReport : .zReport, language: say, blocks: blocks)
    }

    private func head(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = []
        if let name = header.first { blocks.append(.text(name, .tall, .center)) }
        blocks += header.dropFirst().map { .text($0, .plain, .center) }
        blocks.append(.text(no.map { "\(say(.zReport)) \($0)" } ?? say(.xReport), .large, .center))
        if isCopy { blocks.append(.text("*** \(say(.copy)) ***", .bold, .center)) }
        blocks.append(.pair(say(.businessDay), LocalTime(day: businessDay, microseconds: 0).dayText))
        blocks.append(.pair(no == nil ? say(.date) : say(.closed), "\(at.dayText) \(at.clock)"))
        blocks.append(.text(by))
        blocks.append(.rule)
        return blocks
    }

    private func sales(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        [
            .pair(say(.checks), String(checks)), .pair(say(.guests), String(guests)),
            .pair(say(.gross), say.amount(gross, currency)),
            .pair(say(.discount), say.amount(-discounts, currency)),
            .pair(say(.comp), say.amount(-comps, currency)),
            .pair("\(say(.voids)) (\(voidCount))", say.amount(voidAmount, currency)),
            .pair(say(.net), say.amount(net, currency), .tall), .pair(say(.tips), say.amount(tips, currency)),
        ]
    }

    private func taxes(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        guard !kdv.isEmpty else { return [] }
        let rows = kdv.map {
            [
                say.rate($0.rate), say.digits($0.net, currency), say.digits($0.kdv, currency),
                say.digits($0.gross, currency),
            ]
        }
        return [.rule, .table([[say(.kdv), say(.base), say(.tax), say(.sum)]] + rows)]
    }

    private func payments(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        guard !tenders.isEmpty else { return [] }
        var blocks: [ReceiptBlock] = [.rule, .text(say(.tenders), .bold)]
        for tender in tenders {
            let word = tender.kind.word(say)
            let name = tender.name.map { "\(word) \($0)" } ?? word
            blocks.append(.pair("\(name) (\(tender.count))", say.amount(tender.amount, currency)))
            if tender.refunds > 0 {
                blocks.append(.pair("  \(say(.refund))", say.amount(-tender.refunds, currency)))
            }
        }
        return blocks
    }

    private func drawer(_ say: ReceiptLanguage) -> [ReceiptBlock] {
        guard let cash else { return [] }
        var blocks: [ReceiptBlock] = [
            .rule, .text(say(.drawer), .bold), .pair(say(.float), say.amount(cash.float, currency)),
            .pair(say(.sales), say.amount(cash.sales, currency)),
            .pair(say(.payIn), say.amount(cash.payIn, currency)),
            .pair(say(.payOut), say.amount(-cash.payOut, currency)),
            .pair(say(.expected), say.amount(cash.expected, currency), .bold),
        ]
        if let counted = cash.counted {
            blocks.append(.pair(say(.counted), say.amount(counted, currency)))
            blocks.append(.pair(say(.variance), say.amount(counted - cash.expected, currency), .bold))
        }
        return blocks
    }

    private func shares(_ title: ReceiptWord, _ shares: [Share], _ say: ReceiptLanguage) -> [ReceiptBlock] {
        guard !shares.isEmpty else { return [] }
        return [.rule, .text(say(title), .bold)]
            + shares.map { .pair("\($0.name) (\($0.count))", say.amount($0.amount, currency)) }
    }
}
