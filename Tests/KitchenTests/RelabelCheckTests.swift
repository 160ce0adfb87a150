import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Kitchen

@Suite(.database)
struct RelabelCheckTests {
    @Test func `a move renames tickets and changes nothing else (I11, K8)`() async throws {
        let house = try await KitchenHouse.make()
        let check = TestDatabase.current.surroundings.newUUID()
        let tickets = try await house.place(
            check,
            [
                house.line(house.latte, house.drink, "Latte"),
                house.line(house.burger, house.food, "Hamburger"),
            ])
        _ = try await house.venue.run { context, tx in
            try StartItem.run(tickets[1].items[0].id, at: house.venue.branch, context, in: tx)
        }
        let before = try await house.snapshot()
        let frames = try await house.frames()
        try await house.venue.run { context, tx in
            try RelabelCheck.run(check: check, label: "Masa 4", context, in: tx)
        }
        let after = try await house.snapshot()
        #expect(after.map(\.label) == ["Masa 4", "Masa 4"])
        #expect(after.map(\.items) == before.map(\.items))
        #expect(after.map(\.placedAt) == before.map(\.placedAt) && after.map(\.no) == before.map(\.no))
        #expect(after.map(\.version) == before.map { $0.version + 1 })
        #expect(try await house.frames() == frames + 2)
        try await house.venue.run { context, tx in
            try RelabelCheck.run(check: check, label: "Masa 4", context, in: tx)
        }
        #expect(try await house.frames() == frames + 2)
    }

    @Test func `a merge takes tickets over without firing, cancelling or clashing`() async throws {
        let house = try await KitchenHouse.make()
        let (one, two) = (
            TestDatabase.current.surroundings.newUUID(), TestDatabase.current.surroundings.newUUID()
        )
        let kept = house.line(house.latte, house.drink, "Latte")
        let moved = house.line(house.latte, house.drink, "Latte")
        try await house.place(one, [kept])
        try await house.place(two, [moved])
        let frames = try await house.frames()
        try await house.venue.run { context, tx in
            try RelabelCheck.run(check: two, label: "Masa 3", into: (one, 40), context, in: tx)
        }
        #expect(try await house.frames() == frames + 1)
        #expect(try await house.open().map(\.check) == [one, one])
        #expect(try await house.stages(one).lines.keys.count == 2)
        #expect(try await house.stages(two) == .none)
        try await house.place(one, 2, [house.line(house.latte, house.drink, "Latte")])
        #expect(try await house.venue.count("select count(*) from kitchen_items where state <> 'sent'") == 0)
    }
}
