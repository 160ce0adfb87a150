import Base
import Foundation
import Testing

@testable import Checks

@Test func `scenario 1, KDV is extracted once per rate of the document`() throws {
    let money = try CheckMoney.of(
        [line(14500, 1000, pieces: 3), line(22000, 2000, pieces: 2), line(6000, 100)], [], [])
    #expect(money.total == 93500)
    #expect(money.groups.map(\.kdv) == [59, 3955, 7333])
    #expect(money.groups.map(\.kdv).reduce(0, +) == 11347)
    #expect(money.groups.map(\.net).reduce(0, +) == 82153)
}

@Test
func
    `scenario 2, a percentage goes to the lines by largest remainder and three equal shares keep every kuruş`()
    throws
{
    let lines = [line(75000, 1000), line(95000, 2000), line(6000, 100)]
    let money = try CheckMoney.of(lines, [discount(.percent, 1500)], [])
    #expect(money.adjustments == [26400])
    #expect(money.lines.map(\.discount) == [11250, 14250, 900])
    #expect(money.total == 149600)
    #expect(money.groups.map(\.kdv) == [50, 5795, 13458])
    let shares = try Split.equally(money.groups, into: 3)
    #expect(shares.map(\.amount) == [49867, 49867, 49866])
    #expect(
        shares.map { $0.groups.map(\.gross) } == [
            [1700, 21250, 26917], [1700, 21250, 26917], [1700, 21250, 26916],
        ])
    #expect(shares.allSatisfy { $0.groups.map(\.kdv) == [17, 1932, 4486] })
}

@Test func `scenario 3, a fixed discount is allocated by largest remainder`() throws {
    let money = try CheckMoney.of(
        [line(9500, 1000), line(14500, 1000), line(22000, 2000)], [discount(.amount, 10000)], [])
    #expect(money.lines.map(\.discount) == [2065, 3152, 4783])
    #expect(money.lines.map(\.net) == [7435, 11348, 17217])
    #expect(money.groups.map(\.kdv) == [1708, 2870])
}

@Test func `scenario 14, a comp is neither discount nor void and has no KDV base`() throws {
    let latte = line(14500, 1000)
    let money = try CheckMoney.of([latte, line(7500, 1000)], [discount(.comp, 0, latte)], [])
    #expect(money.comp == 14500)
    #expect(money.discount == 0)
    #expect(money.total == 7500)
    #expect(money.groups == [try KDVGroup(rate: 1000, gross: 7500)])
}

@Test func `a line's own discount comes before the check's`() throws {
    let latte = line(10000, 1000)
    let money = try CheckMoney.of(
        [latte, line(10000, 1000)], [discount(.percent, 1000), discount(.percent, 5000, latte)], [])
    #expect(money.adjustments == [1500, 5000])
    #expect(money.lines.map(\.net) == [4500, 9000])
}

@Test func `a weighed product and its options are rounded once, half a kuruş up`() throws {
    var cheese = line(33333, 1000, thousandths: 350)
    cheese.optionsPrice = 100
    #expect(try cheese.gross() == 11702)
}

@Test func `scenario 7, a voucher never pays for alcohol`() throws {
    let lines = [line(75000, 1000), line(22000, 2000)]
    let money = try CheckMoney.of(lines, [], [])
    #expect(try CheckMoney.eligible(for: .multinet, lines, money, []) == 75000)
    #expect(try CheckMoney.eligible(for: .multinet, lines, money, [tender(.voucher, 60000)]) == 15000)
}

@Test func `100,000 random checks with discounts, splits and tenders always add up`() throws {
    var random = Seeded(state: 20_261_121)
    for _ in 0..<100_000 {
        let cart = randomCart(&random)
        var money = try CheckMoney.of(cart.lines, cart.adjustments, [])
        try expectWhole(money, cart.lines)
        let tenders = randomTenders(money.total, &random)
        money = try CheckMoney.of(cart.lines, cart.adjustments, tenders)
        try #require(money.paid + money.remaining == money.total && money.remaining >= 0 && money.due >= 0)
        try #require(money.tips == tenders.filter { $0.state == .captured }.reduce(0) { $0 + $1.tip })
        try expectSharesWhole(money, cart.lines, &random)
    }
}

private func randomCart(_ random: inout Seeded) -> (lines: [CheckLine], adjustments: [Adjustment]) {
    let rates: [Int64] = [100, 1000, 2000]
    let lines = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        line(
            Int64.random(in: 1...200_000, using: &random), rates[Int.random(in: 0...2, using: &random)],
            thousandths: Bool.random(using: &random)
                ? Int64.random(in: 1...5, using: &random) * 1000 : Int64.random(in: 1...3000, using: &random),
            seat: Bool.random(using: &random) ? Int.random(in: 1...3, using: &random) : nil, id: random.uuid()
        )
    }
    let adjustments = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let target =
            Bool.random(using: &random) ? lines[Int.random(in: 0..<lines.count, using: &random)] : nil
        switch (Int.random(in: 0...2, using: &random), target) {
        case (0, let target?): return discount(.comp, 0, target)
        case (1, _): return discount(.amount, Int64.random(in: 1...100_000, using: &random), target)
        default: return discount(.percent, Int64.random(in: 1...10_000, using: &random), target)
        }
    }
    return (lines, adjustments)
}

private func randomTenders(_ total: Int64, _ random: inout Seeded) -> [Tender] {
    var left = total
    var tenders: [Tender] = []
    while left > 0, tenders.count < 3 {
        let amount = Int64.random(in: 1...left, using: &random)
        let kind: TenderKind = Bool.random(using: &random) ? .cash : .card
        let unknown = kind == .card && Int.random(in: 0...4, using: &random) == 0
        tenders.append(
            tender(
                kind, amount, tip: Int64.random(in: 0...500, using: &random),
                state: unknown ? .unknown : .captured))
        left -= amount
    }
    return tenders
}

private func expectWhole(_ money: CheckMoney, _ lines: [CheckLine]) throws {
    let nets = money.lines.map(\.net)
    try #require(nets.allSatisfy { $0 >= 0 }, "a discount went beyond its line")
    try #require(nets.reduce(0, +) == money.total)
    try #require(money.groups.reduce(0) { $0 + $1.gross } == money.total)
    try #require(money.gross == money.total + money.discount + money.comp)
    try #require(money.adjustments.reduce(0, +) == money.discount + money.comp)
    for group in money.groups {
        let exact = group.gross * group.rate
        try #require(abs(exact - group.kdv * (10_000 + group.rate)) * 2 <= 10_000 + group.rate)
    }
}

/// I5: shares sum to the check, their rates to its rates; and rule 5: KDV differs by at most a kuruş a
/// document.
private func expectSharesWhole(_ money: CheckMoney, _ lines: [CheckLine], _ random: inout Seeded) throws {
    let split = zip(lines, money.lines).map {
        SplitLine(line: $0.id, rate: $0.taxRate, net: $1.net, seat: $0.seat)
    }
    var plan = SplitPlan(split, shares: 4)
    for line in split {
        let parts = (0..<Int.random(in: 1...4, using: &random)).map {
            SharePart(share: $0, weight: Int64.random(in: 1...4, using: &random))
        }
        try plan.give(line.line, to: parts)
    }
    var ways = [
        try Split.equally(money.groups, into: Int.random(in: 1...9, using: &random)), try plan.shares(),
    ]
    ways.append(
        try Split.byAmount(
            money.groups, now: Int64.random(in: 0...money.total, using: &random),
            restInto: Int.random(in: 1...5, using: &random)))
    if split.contains(where: { $0.seat != nil }) { ways.append(try Split.bySeat(split)) }
    for shares in ways {
        try #require(shares.reduce(0) { $0 + $1.amount } == money.total)
        for group in money.groups {
            let parts = shares.flatMap(\.groups).filter { $0.rate == group.rate }
            try #require(parts.reduce(0) { $0 + $1.gross } == group.gross)
            try #require(abs(parts.reduce(0) { $0 + $1.kdv } - group.kdv) <= Int64(max(0, shares.count - 1)))
        }
    }
}
