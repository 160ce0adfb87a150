import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@testable import Kitchen

@Suite(.database)
struct VoidKitchenItemsTests {
    static func void(
        _ house: KitchenHouse, _ line: UUID, _ pieces: Int64
    ) async throws -> KitchenItemState? {
        try await house.venue.run { context, tx in
            try VoidKitchenItems.run(
                line: line, quantity: .pieces(pieces), reason: "yanlış girildi", context, in: tx)
        }
    }

    @Test func `a sent dish is shown struck until the station confirms`() async throws {
        let house = try await KitchenHouse.make()
        let line = house.line(house.burger, house.food, "Hamburger")
        let ticket = try #require(try await house.place(house.food, [line]).first)
        #expect(try await Self.void(house, line.line, 1) == .sent)
        let struck = try #require(try await house.open().first)
        #expect(struck.items.map(\.state) == [.voided] && struck.items[0].awaitsConfirmation)
        #expect(try await house.stages(house.food).state(of: line.line) == .voided)
        let confirm: @Sendable () async throws -> KitchenTicket = {
            try await house.venue.run { context, tx in
                try ConfirmVoid.run(ticket.items[0].id, at: house.venue.branch, context, in: tx)
            }
        }
        #expect(try await confirm().isDone)
        #expect(try await house.open().isEmpty)
        #expect(try await house.venue.refusal { _ = try await confirm() }?.code == "nothing_to_confirm")
        #expect(
            try await house.venue.count("select count(*) from audit_events where reason = 'yanlış girildi'")
                == 1)
    }

    @Test func `a part is taken from what has come least far, and quantity is conserved`() async throws {
        let house = try await KitchenHouse.make()
        let line = house.line(house.burger, house.food, "Hamburger", 4)
        let ticket = try #require(try await house.place(house.food, [line]).first)
        let branch = house.venue.branch
        try await house.venue.run { context, tx in
            try StartItem.run(ticket.items[0].id, quantity: .pieces(2), at: branch, context, in: tx)
        }
        #expect(try await house.stages(house.food).furthest(of: line.line, quantity: .one) == .sent)
        #expect(try await Self.void(house, line.line, 1) == .sent)
        #expect(try await house.stages(house.food).furthest(of: line.line, quantity: .pieces(2)) == .inPrep)
        #expect(try await Self.void(house, line.line, 2) == .inPrep)
        let items = try #require(try await house.open().first).items
        #expect(items.map(\.quantity.thousandths).reduce(0, +) == 4000)
        #expect(items.filter { $0.state == .voided }.map(\.quantity.thousandths).reduce(0, +) == 3000)
        #expect(items.filter { $0.state == .inPrep }.map(\.quantity.thousandths) == [1000])
        let problem = try await house.venue.refusal { _ = try await Self.void(house, line.line, 2) }
        #expect(problem?.code == "not_so_many" && problem?.facts["left"] == 1000)
    }

    @Test
    func `what the guest has is never voided, and a line that was never sent is nothing to the kitchen`()
        async throws
    {
        let house = try await KitchenHouse.make()
        let line = house.line(house.latte, house.drink, "Latte")
        let ticket = try #require(try await house.place(house.food, [line]).first)
        _ = try await house.bump(ticket)
        try await house.venue.run { context, tx in
            try ServeTicket.run(ticket.id, at: house.venue.branch, context, in: tx)
        }
        #expect(
            try await house.venue.refusal { _ = try await Self.void(house, line.line, 1) }?.code
                == "already_served")
        #expect(try await Self.void(house, house.latte, 1) == nil)
    }

    @Test func `a void of a finished dish brings its ticket back, in its old place`() async throws {
        let house = try await KitchenHouse.make()
        let line = house.line(house.latte, house.drink, "Latte")
        let ticket = try #require(try await house.place(house.food, [line]).first)
        _ = try await house.bump(ticket)
        #expect(try await house.open().isEmpty)
        #expect(try await Self.void(house, line.line, 1) == .ready)
        let back = try #require(try await house.open().first)
        #expect(back.id == ticket.id && back.placedAt == ticket.placedAt && back.bumpedAt == nil)
    }
}
