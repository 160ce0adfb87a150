import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Menu

@Suite(.database)
struct AvailabilityTests {
    static func set(_ menu: TestMenu, _ change: AvailabilityChange) async throws -> AvailabilityView {
        try await menu.venue.run { context, tx in
            try SetAvailability.run(menu.burger.raw, at: menu.venue.branch, change, context, in: tx)
        }
    }

    static func sell(_ menu: TestMenu, _ pieces: Int64) async throws {
        try await menu.venue.run { context, tx in
            let branch = try BranchMenu.load(menu.venue.branch, of: menu.venue.organization, in: tx)
            try branch.reserve(
                [AvailabilityDemand(subject: menu.burger.raw, quantity: .pieces(pieces))], context, in: tx)
        }
    }

    static func remaining(_ menu: TestMenu) async throws -> Int64? {
        try await menu.atBranch().availability.standing(
            of: menu.burger.raw, at: TestDatabase.current.clock.now
        ).pieces
    }

    @Test func `the last portions go whole to one order, and a void brings them back`() async throws {
        let menu = try await TestMenu.make()
        _ = try await Self.set(menu, AvailabilityChange(state: .counted, remaining: 2))
        try await Self.sell(menu, 2)
        let problem = try await menu.venue.refusal { try await Self.sell(menu, 1) }
        #expect(problem?.code == "sold_out" && problem?.status == 409)
        #expect(problem?.facts["remaining"] == 0)
        try await menu.venue.run { context, tx in
            try Availability.release(
                [AvailabilityDemand(subject: menu.burger.raw, quantity: .one)], at: menu.venue.branch,
                context, in: tx)
        }
        #expect(try await Self.remaining(menu) == 1)
        try await Self.sell(menu, 1)
        #expect(try await Self.remaining(menu) == 0)
    }

    @Test func `when one goes first, the order for two is told that one is left, and changes nothing`()
        async throws
    {
        let menu = try await TestMenu.make()
        _ = try await Self.set(menu, AvailabilityChange(state: .counted, remaining: 2))
        try await Self.sell(menu, 1)
        let problem = try await menu.venue.refusal { try await Self.sell(menu, 2) }
        #expect(problem?.facts["remaining"] == 1)
        #expect(try await Self.remaining(menu) == 1)
    }

    @Test func `of twelve sales at once of the last seven, seven succeed and nothing is below zero`()
        async throws
    {
        let menu = try await TestMenu.make()
        _ = try await Self.set(menu, AvailabilityChange(state: .counted, remaining: 7))
        let sold = await withTaskGroup { group in
            for _ in 1...12 {
                group.addTask { (try? await Self.sell(menu, 1)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(sold == 7)
        #expect(try await Self.remaining(menu) == 0)
    }

    @Test func `off refuses the quote, and ends by itself`() async throws {
        let menu = try await TestMenu.make()
        let clock = TestDatabase.current.clock
        _ = try await Self.set(
            menu, AvailabilityChange(state: .off, until: clock.now.advanced(seconds: 3600)))
        let branch = try await menu.atBranch()
        #expect(throws: MenuRefusal.soldOut(subject: menu.burger.raw, remaining: 0)) {
            try branch.quote(menu.burger, at: clock.now, .dineIn)
        }
        let later = clock.now.advanced(seconds: 3600)
        #expect(try branch.quote(menu.burger, at: later, .dineIn).unitPrice == 32000)
        #expect(branch.view(at: clock.now).products.first { $0.id == menu.burger.raw }?.available == .off)
        #expect(branch.view(at: later).products.first { $0.id == menu.burger.raw }?.available == .on)
    }

    @Test func `an option can be counted like a product`() async throws {
        let menu = try await TestMenu.make()
        let clock = TestDatabase.current.clock
        try await menu.venue.run { context, tx in
            _ = try SetAvailability.run(
                menu.oatMilk.raw, at: menu.venue.branch, AvailabilityChange(state: .counted, remaining: 1),
                context,
                in: tx)
        }
        let branch = try await menu.atBranch()
        let oat = [OptionChoice(menu.oatMilk)]
        _ = try branch.quote(menu.latte, options: oat, at: clock.now, .dineIn)
        #expect(throws: MenuRefusal.soldOut(subject: menu.oatMilk.raw, remaining: 1)) {
            try branch.quote(menu.latte, options: oat, quantity: .pieces(2), at: clock.now, .dineIn)
        }
    }

    @Test func `the other branch has its own stock`() async throws {
        let menu = try await TestMenu.make()
        _ = try await Self.set(menu, AvailabilityChange(state: .off))
        let other = try await menu.venue.read { tx in
            try BranchMenu.load(menu.venue.other, of: menu.venue.organization, in: tx)
        }
        #expect(try other.quote(menu.burger, at: TestDatabase.current.clock.now, .dineIn).unitPrice == 32000)
    }

    @Test func `every change of availability shows one frame and writes one audit event`() async throws {
        let menu = try await TestMenu.make()
        _ = try await Self.set(menu, AvailabilityChange(state: .counted, remaining: 3))
        try await Self.sell(menu, 1)
        #expect(
            try await menu.venue.count(
                "select count(*) from screen_frames where type = 'availability.changed'") == 2)
        #expect(
            try await menu.venue.count("select count(*) from audit_events where entity = 'availability'") == 2
        )
    }

    @Test func `nonsense and unknown subjects are refused`() async throws {
        let menu = try await TestMenu.make()
        for change in [
            AvailabilityChange(state: .counted), AvailabilityChange(state: .on, remaining: 3),
            AvailabilityChange(state: .on, until: TestDatabase.current.clock.now.advanced(seconds: 9)),
            AvailabilityChange(state: .off, until: TestDatabase.current.clock.now),
        ] {
            let problem = try await menu.venue.refusal { _ = try await Self.set(menu, change) }
            #expect(problem?.status == 422)
        }
        let problem = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                _ = try SetAvailability.run(
                    context.command, at: menu.venue.branch, AvailabilityChange(state: .off), context, in: tx)
            }
        }
        #expect(problem?.code == "not_found")
    }
}
