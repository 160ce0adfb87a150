import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Kitchen

@Suite(.database)
struct PlaceRoundTests {
    @Test func `each station sees its own part, and where else the round is cooked`() async throws {
        let house = try await KitchenHouse.make()
        let check = TestDatabase.current.surroundings.newUUID()
        try await house.place(
            check,
            [
                house.line(
                    house.latte, house.drink, "Latte", modifiers: [KitchenModifier("Yulaf sütü", .plain)]),
                house.line(house.burger, house.food, "Hamburger", 2),
            ])
        let bar = try #require(try await house.open(house.bar).first)
        let grill = try #require(try await house.open(house.grill).first)
        #expect(bar.items.map(\.name) == ["Latte"] && bar.alsoAt == ["Izgara"])
        #expect(grill.items.map(\.name) == ["Hamburger"] && grill.alsoAt == ["Bar"])
        #expect(grill.items.first?.quantity == Quantity(thousandths: 2000))
        let dish = try #require(bar.items.first)
        #expect(dish.modifiers == [KitchenModifier("Yulaf sütü", .plain)] && dish.note == "az şekerli")
        #expect(dish.allergy == "fıstık")
        #expect(dish.allergens == ["milk"] && dish.seat == 2 && dish.state == .sent)
        #expect(bar.label == "Masa 3" && bar.no == 41 && bar.waiter == "Ayşe" && bar.round == 1)
        #expect(bar.placedAt == TestDatabase.current.clock.now)
        #expect(try await house.frames() == 2)
    }

    @Test func `a product without station refuses the whole round and names it`() async throws {
        let house = try await KitchenHouse.make()
        let check = TestDatabase.current.surroundings.newUUID()
        let problem = try await house.venue.refusal {
            _ = try await house.place(
                check,
                [
                    house.line(house.latte, house.drink, "Latte"),
                    house.line(house.breakfast, house.breakfast, "Kahvaltı"),
                ])
        }
        #expect(problem?.status == 422 && problem?.code == "unroutable")
        #expect(problem?.facts["products"] == .array([.string(house.breakfast.text)]))
        #expect(try await house.venue.count("select count(*) from kitchen_tickets") == 0)
        #expect(try await house.venue.count("select count(*) from kitchen_items") == 0)
    }

    @Test func `a round is placed once`() async throws {
        let house = try await KitchenHouse.make()
        let check = TestDatabase.current.surroundings.newUUID()
        let lines = [house.line(house.latte, house.drink, "Latte")]
        try await house.place(check, 1, lines)
        #expect(
            try await house.venue.refusal { try await house.place(check, 1, lines) }?.code
                == "round_already_placed")
        try await house.place(check, 2, [house.line(house.latte, house.drink, "Latte")])
        #expect(try await house.open().map(\.round) == [1, 2])
    }

    @Test func `a held course waits on tickets of its own and is fired once`() async throws {
        let house = try await KitchenHouse.make()
        let clock = TestDatabase.current.clock
        let check = TestDatabase.current.surroundings.newUUID()
        try await house.place(
            check,
            [
                house.line(house.latte, house.drink, "Latte"),
                house.line(house.burger, house.food, "Hamburger"),
                house.line(house.breakfast, house.food, "Kahvaltı", course: 2, held: true),
            ])
        #expect(try await house.open(house.grill).map { $0.items.map(\.state) } == [[.sent], [.held]])
        let counts = try KitchenCounts.allDay(try await house.open())
        #expect(counts.map(\.name) == ["Hamburger", "Latte"])
        clock.advance(seconds: 600)
        let fire: @Sendable (Int) async throws -> Void = { course in
            _ = try await house.venue.run { context, tx in
                try FireCourse.run(course, of: check, context, in: tx)
            }
        }
        try await fire(2)
        let fired = try #require(try await house.open(house.grill).first { $0.course == 2 })
        #expect(fired.items.map(\.state) == [.sent] && fired.placedAt == clock.now)
        #expect(try await house.venue.refusal { try await fire(2) }?.code == "course_already_fired")
        #expect(try await house.venue.refusal { try await fire(3) }?.code == "unknown_course")
        #expect(try await house.frames() == 4)
    }

    @Test func `a round goes where the stations and rules of this moment send it, whatever was known before`()
        async throws
    {
        let house = try await KitchenHouse.make()
        let branch = house.venue.branch
        let burger = house.line(house.burger, house.food, "Hamburger")
        let latte = house.line(house.latte, house.drink, "Latte")
        let stations = { (round: Int) in try await house.place(house.food, round, [burger]).map(\.station) }
        #expect(try await stations(1) == [house.grill])
        try await house.venue.run { context, tx in
            try SetRouting.run([RoutingRule(station: house.bar)], at: branch, context, in: tx)
        }
        #expect(try await stations(2) == [house.bar])
        // Another process's change.
        try await house.venue.run { _, tx in
            tx.later(
                "update kitchen_routing set station = \(house.grill) where branch = \(branch)", affecting: 1)
        }
        #expect(try await stations(3) == [house.grill])
        try await house.venue.run { context, tx in
            let rules = [
                RoutingRule(station: house.bar, category: house.drink), RoutingRule(station: house.grill),
            ]
            try SetRouting.run(rules, at: branch, context, in: tx)
        }
        #expect(
            try await house.place(house.food, 4, [burger, latte]).map(\.alsoAt) == [["Bar"], ["Izgara"]])
        try await house.venue.run { _, tx in
            let name = LocalText(tr: "Kahve barı")
            tx.later("update kitchen_stations set name = \(name) where id = \(house.bar)", affecting: 1)
        }
        #expect(
            try await house.place(house.food, 5, [burger, latte]).map(\.alsoAt) == [
                ["Kahve barı"], ["Izgara"],
            ])
    }

    @Test func `nothing is placed for a round without lines`() async throws {
        let house = try await KitchenHouse.make()
        #expect(try await house.place(house.latte, []).isEmpty)
    }

    @Test func `a ticket's view fits its schema and reads back`() async throws {
        let house = try await KitchenHouse.make()
        let tickets = try await house.place(house.food, [house.line(house.latte, house.drink, "Latte")])
        let view = try #require(tickets.first).view
        #expect(try TicketView.shape.read(JSON(parsing: TicketView.shape.encode(view).bytes)) == view)
    }
}
