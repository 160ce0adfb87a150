public import Base

/// Everything a check comes to, computed from its lines, adjustments and tenders, in minor units.
///
/// Restaurant money rules 1–3; invariant I1: `paid + remaining = total`, none below zero.
public struct CheckMoney: Hashable, Sendable {
    /// Per line, in the order of the lines.
    public var lines: [LineMoney]
    /// What each adjustment took off, in the order of the adjustments.
    public var adjustments: [Int64]
    /// All lines before discounts and comps.
    public var gross: Int64
    /// All discounts.
    public var discount: Int64
    /// Everything given for free.
    public var comp: Int64
    /// What guests pay: `gross − discount − comp`.
    public var total: Int64
    /// KDV per rate, once for the document that the check becomes.
    public var groups: [KDVGroup]
    /// What is paid.
    public var paid: Int64
    /// What payments under way hold of the remainder.
    public var reserved: Int64
    /// Tips taken.
    public var tips: Int64

    /// What is still to be paid.
    public var remaining: Int64 { total - paid }
    /// What another payer can pay: the remainder that nobody holds.
    public var due: Int64 { remaining - reserved }

    /// The amounts of these lines, adjustments and tenders.
    public static func of(
        _ lines: [CheckLine], _ adjustments: [Adjustment], _ tenders: [Tender]
    ) throws(MoneyFault) -> CheckMoney {
        var result = CheckMoney(
            lines: [], adjustments: adjustments.map { _ in 0 }, gross: 0, discount: 0, comp: 0, total: 0,
            groups: [],
            paid: 0, reserved: 0, tips: 0)
        for line in lines { result.lines.append(LineMoney(gross: try line.gross())) }
        let places = Dictionary(
            lines.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        result.giveComps(adjustments, places)
        try result.discountLines(adjustments, places)
        try result.discountCheck(adjustments)
        try result.sum(lines, tenders)
        return result
    }

    /// A comped line is free as a whole and no discount's base.
    private mutating func giveComps(_ adjustments: [Adjustment], _ places: [ID<CheckLine>: Int]) {
        for (index, adjustment) in adjustments.enumerated() where adjustment.kind == .comp {
            guard let place = adjustment.line.flatMap({ places[$0] }) else { continue }
            let free = lines[place].net
            lines[place].comp += free
            self.adjustments[index] = free
        }
    }

    /// Rule 2, first half: a line's own discounts, one after the other, never beyond the line.
    private mutating func discountLines(
        _ given: [Adjustment], _ places: [ID<CheckLine>: Int]
    ) throws(MoneyFault) {
        for (index, adjustment) in given.enumerated() where adjustment.isDiscount {
            guard let line = adjustment.line else { continue }
            guard let place = places[line] else { continue }
            let off = try adjustment.amount(on: lines[place].net)
            lines[place].discount = try lines[place].discount.plus(off)
            adjustments[index] = off
        }
    }

    /// Rule 2, second half: the check's discounts on what remains, allocated to the lines by the largest
    /// remainder.
    private mutating func discountCheck(_ given: [Adjustment]) throws(MoneyFault) {
        for (index, adjustment) in given.enumerated() where adjustment.isDiscount && adjustment.line == nil {
            let nets = lines.map(\.net)
            var base: Int64 = 0
            for net in nets { base = try base.plus(net) }
            let off = try adjustment.amount(on: base)
            guard off > 0 else { continue }
            for (place, part) in try Allocation.discount(off, over: nets).enumerated() {
                lines[place].discount = try lines[place].discount.plus(part)
            }
            adjustments[index] = off
        }
    }

    private mutating func sum(_ priced: [CheckLine], _ tenders: [Tender]) throws(MoneyFault) {
        var taxed: [TaxedAmount] = []
        for (line, money) in zip(priced, lines) {
            gross = try gross.plus(money.gross)
            discount = try discount.plus(money.discount)
            comp = try comp.plus(money.comp)
            if money.net != 0 { taxed.append(TaxedAmount(rate: line.taxRate, gross: money.net)) }
        }
        total = try gross.minus(try discount.plus(comp))
        groups = try Tax.groups(of: taxed)
        for tender in tenders {
            paid = try paid.plus(tender.paying)
            reserved = try reserved.plus(tender.reserving)
            if tender.state.isCaptured { tips = try tips.plus(tender.tip) }
        }
    }

    /// What a voucher may pay at most: the net of the lines it pays for, less what vouchers already paid or
    /// hold.
    ///
    /// Invariant I6.
    public static func eligible(
        for provider: VoucherProvider, _ lines: [CheckLine], _ money: CheckMoney, _ tenders: [Tender]
    ) throws(MoneyFault) -> Int64 {
        var eligible: Int64 = 0
        for (line, amounts) in zip(lines, money.lines) where provider.pays(for: line) {
            eligible = try eligible.plus(amounts.net)
        }
        for tender in tenders where tender.kind == .voucher {
            eligible = try eligible.minus(try tender.paying.plus(tender.reserving))
        }
        return max(0, eligible)
    }
}

extension Adjustment {
    /// What it takes off a base, never more than the base.
    func amount(on base: Int64) throws(MoneyFault) -> Int64 {
        switch kind {
        case .percent: min(base, try Percentage.of(base, basisPoints: value))
        case .amount: min(base, value)
        case .comp: base
        }
    }
}
