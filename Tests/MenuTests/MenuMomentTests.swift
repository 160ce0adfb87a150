import Base
import Organizations
import TestSupport
import Testing

@testable import Menu

/// What lets an encoded menu be used again, and what forbids it.
@Suite(.database)
struct MenuMomentTests {
    private static func moment(_ menu: TestMenu) async throws -> MenuMoment {
        try await menu.atBranch().moment(at: TestDatabase.current.clock.now)
    }

    @Test func `nothing but time passes within an hour: the menu is the same`() async throws {
        let menu = try await TestMenu.make()
        let before = try await Self.moment(menu)
        TestDatabase.current.clock.advance(seconds: 60)
        #expect(try await Self.moment(menu) == before)
    }

    @Test func `what is left counts, and so does the end of being sold out`() async throws {
        let menu = try await TestMenu.make()
        let clock = TestDatabase.current.clock
        let before = try await Self.moment(menu)
        _ = try await AvailabilityTests.set(menu, AvailabilityChange(state: .counted, remaining: 2))
        let two = try await Self.moment(menu)
        try await AvailabilityTests.sell(menu, 1)
        let one = try await Self.moment(menu)
        _ = try await AvailabilityTests.set(
            menu, AvailabilityChange(state: .off, until: clock.now.advanced(seconds: 60)))
        let off = try await Self.moment(menu)
        clock.advance(seconds: 61)
        let over = try await Self.moment(menu)
        #expect(Set([before, two, one, off, over]).count == 5)
    }

    @Test func `an edit counts, even one that only another process has seen`() async throws {
        let menu = try await TestMenu.make()
        let before = try await Self.moment(menu)
        try await TestDatabase.current.asAdministrator("update menu_versions set version = version + 1")
        #expect(try await Self.moment(menu) != before)
    }

    @Test func `the next day counts, since tax rates have a first day`() async throws {
        let menu = try await TestMenu.make()
        let before = try await Self.moment(menu)
        TestDatabase.current.clock.advance(seconds: 86_400)
        #expect(try await Self.moment(menu) != before)
    }

    @Test func `a price rule counts as soon as its window opens`() async throws {
        let menu = try await TestMenu.make()
        let clock = TestDatabase.current.clock
        let second = Int((try await menu.atBranch().zone.local(clock.now)).microseconds / 1_000_000)
        let happy = PriceRuleDraft(
            fromSecond: (second + 60) % 86_400, toSecond: (second + 120) % 86_400, product: menu.beer,
            kind: .percent, value: 2500)
        let list = TestDatabase.current.surroundings.newUUID()
        try await menu.venue.run { context, tx in
            _ = try WritePriceList.run(
                PriceListDraft(id: list, name: LocalText(tr: "Mutlu saatler"), rules: [happy]), context,
                in: tx)
        }
        let before = try await Self.moment(menu)
        clock.advance(seconds: 60)
        let open = try await Self.moment(menu)
        clock.advance(seconds: 60)
        #expect(open != before)
        #expect(try await Self.moment(menu) == before)
    }
}
