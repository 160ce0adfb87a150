import Base
import Foundation
import Testing

@testable import Checks

private func part(_ net: Int64, _ rate: Int64 = 1000, seat: Int? = nil) -> SplitLine {
    SplitLine(line: ID(UUID()), rate: rate, net: net, seat: seat)
}

@Test func `scenario 4, a shared line is split to the kuruş and stays shared once a share is paid`() throws {
    let (a, b, c, raki) = (part(32000), part(28000), part(24500), part(95000, 2000))
    var plan = SplitPlan([a, b, c, raki], shares: 3)
    try plan.give(b.line, to: [SharePart(share: 1, weight: 1)])
    try plan.give(c.line, to: [SharePart(share: 2, weight: 1)])
    try plan.give(raki.line, to: (0..<3).map { SharePart(share: $0, weight: 1) })
    #expect(try plan.shares().map(\.amount) == [63667, 59667, 56166])
    var undone = plan
    try undone.give(raki.line, to: [SharePart(share: 0, weight: 1)])
    #expect(try undone.shares().map(\.amount) == [127000, 28000, 24500])
    try plan.pay(0)
    #expect(throws: ShareRefusal.paid) { try plan.give(raki.line, to: [SharePart(share: 1, weight: 1)]) }
    #expect(throws: ShareRefusal.paid) { try plan.pay(0) }
}

@Test func `scenario 5, by seat and by amount`() throws {
    let lines = [part(39500, seat: 1), part(14500, seat: 2), part(11000)]
    #expect(try Split.bySeat(lines).map(\.amount) == [45000, 20000])
    let groups = [try KDVGroup(rate: 1000, gross: 149600)]
    #expect(try Split.byAmount(groups, now: 50000, restInto: 2).map(\.amount) == [50000, 49800, 49800])
    #expect(throws: MoneyFault.exceeds(most: 149600)) { try Split.byAmount(groups, now: 149601, restInto: 2) }
}

@Test func `part of a line's quantity goes to another share`() throws {
    let beers = part(66000, 2000)
    var plan = SplitPlan([beers], shares: 2)
    try plan.give(beers.line, to: [SharePart(share: 0, weight: 1000), SharePart(share: 1, weight: 2000)])
    #expect(try plan.shares().map(\.amount) == [22000, 44000])
}
