import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@testable import Menu

struct PriceRuleTests {
    static let beer = ID<Product>(uuid(0xb1))
    static let drinks = ID<Category>(uuid(0xc1))
    static let branch = ID<Branch>(uuid(0xd1))
    /// 21 November 2026.
    static let saturday = Day(number: 20_778)

    static func uuid(_ last: UInt8) -> UUID {
        UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last))
    }

    func rule(
        _ effect: PriceRule.Effect = .percentOff(2500), from: Int = 17 * 3600, to: Int = 19 * 3600,
        weekdays: Int = 127, product: ID<Product>? = PriceRuleTests.beer, category: ID<Category>? = nil,
        branch: ID<Branch>? = nil, orderType: OrderType? = nil, priority: Int = 0, number: UInt8 = 1
    ) -> PriceRule {
        PriceRule(
            id: ID(Self.uuid(number)),
            list: ID(Self.beer.raw),
            weekdays: weekdays, fromSecond: from, toSecond: to, branch: branch, orderType: orderType,
            product: product, category: category, priority: priority, effect: effect)
    }

    func price(_ rules: [PriceRule], _ clock: String, day: Day = saturday, orderType: OrderType = .dineIn)
        throws -> Int64
    {
        let parts = clock.split(separator: ":").compactMap { Int64($0) }
        let local = LocalTime(
            day: day, microseconds: (parts[0] * 3600 + parts[1] * 60 + parts[2]) * 1_000_000 + 999_999)
        let sale = PriceRule.Sale(
            product: Self.beer, category: Self.drinks, branch: Self.branch, orderType: orderType, local: local
        )
        return try PriceRule.price(of: 22000, for: sale, under: rules).price
    }

    @Test(arguments: [
        ("16:59:59", 22000), ("17:00:00", 16500), ("18:59:59", 16500), ("19:00:00", 22000),
        ("23:59:59", 22000),
    ])
    func `happy hour begins with its first second and ends before its last`(clock: String, expected: Int64)
        throws
    {
        #expect(try price([rule()], clock) == expected)
    }

    @Test(arguments: [
        ("21:59:59", 0, 22000), ("22:00:00", 0, 16500), ("23:59:59", 0, 16500), ("00:00:00", 1, 16500),
        ("01:59:59", 1, 16500), ("02:00:00", 1, 22000), ("01:00:00", 0, 22000), ("22:30:00", 1, 22000),
    ])
    func `a window over midnight belongs to the day on which it begins`(
        clock: String, daysLater: Int64, expected: Int64
    ) throws {
        let saturdayOnly = rule(from: 22 * 3600, to: 2 * 3600, weekdays: 1 << 5)
        #expect(try price([saturdayOnly], clock, day: Self.saturday.advanced(by: daysLater)) == expected)
    }

    @Test func `a rule holds on its weekdays, branch, order type, product and category only`() throws {
        let elsewhere = ID<Branch>(Self.beer.raw)
        #expect(try price([rule(weekdays: 0b0011111)], "18:00:00") == 22000)
        #expect(try price([rule(branch: elsewhere)], "18:00:00") == 22000)
        #expect(try price([rule(branch: Self.branch)], "18:00:00") == 16500)
        #expect(try price([rule(orderType: .takeaway)], "18:00:00") == 22000)
        #expect(try price([rule(orderType: .takeaway)], "18:00:00", orderType: .takeaway) == 16500)
        #expect(try price([rule(product: ID(Self.drinks.raw))], "18:00:00") == 22000)
        #expect(try price([rule(product: nil, category: ID(Self.beer.raw))], "18:00:00") == 22000)
        #expect(try price([rule(product: nil, category: Self.drinks)], "18:00:00") == 16500)
    }

    @Test func `the highest priority wins, then the narrower rule`() throws {
        let cheap = rule(.price(10000), product: nil, priority: 1, number: 2)
        #expect(try price([rule(), cheap], "18:00:00") == 10000)
        let wide = rule(.price(10000), product: nil, number: 3)
        #expect(try price([wide, rule()], "18:00:00") == 16500)
    }

    @Test func `a percentage rounds half a kuruş up`() throws {
        let local = LocalTime(day: Self.saturday, microseconds: 18 * 3_600_000_000)
        let sale = PriceRule.Sale(
            product: Self.beer, category: Self.drinks, branch: Self.branch, orderType: .dineIn, local: local)
        let result = try PriceRule.price(of: 9999, for: sale, under: [rule(.percentOff(5000))])
        #expect(result.price == 5000)
        #expect(result.rule == rule().id)
    }

    @Test(.database) func `a price list acts at the branch's local time and stops with its list`()
        async throws
    {
        let menu = try await TestMenu.make()
        let clock = TestDatabase.current.clock
        let list = TestDatabase.current.surroundings.newUUID()
        let happy = PriceRuleDraft(
            fromSecond: 17 * 3600, toSecond: 19 * 3600, product: menu.beer, kind: .percent, value: 2500)
        try await menu.venue.run { context, tx in
            try WritePriceList.run(
                PriceListDraft(id: list, name: LocalText(tr: "Mutlu saatler"), rules: [happy]), context,
                in: tx)
        }
        let before = try #require(Instant("2026-11-21T15:59:59.999Z"))
        let after = try #require(Instant("2026-11-21T16:00:00Z"))
        let branch = try await menu.atBranch()
        #expect(try branch.quote(menu.beer, at: before, .dineIn).unitPrice == 16500)
        #expect(try branch.quote(menu.beer, at: after, .dineIn).unitPrice == 22000)
        clock.set(before)
        try await menu.venue.run { context, tx in
            try WritePriceList.run(
                PriceListDraft(
                    id: list, version: 1, name: LocalText(tr: "Mutlu saatler"), active: false, rules: [happy]),
                context, in: tx)
        }
        #expect(try await menu.atBranch().quote(menu.beer, at: before, .dineIn).unitPrice == 22000)
    }
}
