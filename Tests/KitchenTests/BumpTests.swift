import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Kitchen

@Suite(.database)
struct BumpTests {
    @Test func `the pass turns ready only when every station is, and a recall takes it back`() async throws {
        let house = try await KitchenHouse.make()
        let clock = TestDatabase.current.clock
        let check = TestDatabase.current.surroundings.newUUID()
        let tickets = try await house.place(
            check,
            [
                house.line(house.latte, house.drink, "Latte"),
                house.line(house.burger, house.food, "Hamburger"),
                house.line(house.breakfast, house.food, "Kahvaltı", course: 2, held: true),
            ])
        let (bar, grill) = (tickets[0], tickets[1])
        #expect(PassState.of(tickets) == .waiting)
        clock.advance(seconds: 60)
        let bumped = try await house.bump(bar)
        #expect(bumped.isDone && bumped.bumpedAt == clock.now && bumped.version == 2)
        #expect(PassState.of(try await house.snapshot()) == .partly)
        _ = try await house.bump(grill)
        #expect(PassState.of(try await house.snapshot()) == .ready)
        clock.advance(seconds: 60)
        let recalled = try await house.venue.run { context, tx in
            try RecallTicket.run(bar.id, at: house.venue.branch, context, in: tx)
        }
        #expect(
            recalled.placedAt == bar.placedAt && recalled.recalledAt == clock.now && recalled.bumpedAt == nil)
        #expect(recalled.items.map(\.state) == [.inPrep])
        #expect(try await house.open().map(\.id) == [bar.id, tickets[2].id])
    }

    @Test func `start, bump and serve of a part split the dish and keep its quantity`() async throws {
        let house = try await KitchenHouse.make()
        let check = TestDatabase.current.surroundings.newUUID()
        let line = house.line(house.burger, house.food, "Hamburger", 3)
        let ticket = try #require(try await house.place(check, [line]).first)
        let dish = try #require(ticket.items.first)
        let branch = house.venue.branch
        let started = try await house.venue.run { context, tx in
            try StartItem.run(dish.id, quantity: .one, at: branch, context, in: tx)
        }
        #expect(started.items.map(\.state) == [.sent, .inPrep])
        #expect(started.items.map(\.quantity.thousandths) == [2000, 1000])
        try await house.venue.run { context, tx in
            try BumpItem.run(started.items[1].id, at: branch, context, in: tx)
        }
        let served = try await house.venue.run { context, tx in
            try ServeItem.run(started.items[1].id, at: branch, context, in: tx)
        }
        #expect(served.items.map(\.state) == [.sent, .served] && !served.isDone)
        let stages = try await house.stages(check)
        #expect(stages.state(of: line.line) == .sent)
        #expect(
            stages.lines[line.line]
                == [
                    .init(state: .sent, quantity: Quantity(thousandths: 2000)),
                    .init(state: .served, quantity: .one),
                ])
        #expect(try await house.events() == 3)
        #expect(try await house.frames() == 4)
    }

    @Test func `what is done or isn't fired cannot be bumped`() async throws {
        let house = try await KitchenHouse.make()
        let tickets = try await house.place(
            house.food,
            [
                house.line(house.latte, house.drink, "Latte"),
                house.line(house.burger, house.food, "Hamburger", course: 2, held: true),
            ])
        _ = try await house.bump(tickets[0])
        let again = try await house.venue.refusal { _ = try await house.bump(tickets[0]) }
        #expect(again?.code == "illegal_transition" && again?.state == "ready" && again?.status == 409)
        let held = try await house.venue.refusal { _ = try await house.bump(tickets[1]) }
        #expect(held?.state == "held")
        let more = try await house.venue.refusal {
            _ = try await house.venue.run { context, tx in
                try ServeItem.run(
                    tickets[0].items[0].id, quantity: .pieces(2), at: house.venue.branch, context, in: tx)
            }
        }
        #expect(more?.code == "not_so_many")
    }

    @Test func `a device works on the tickets of its stations only`() async throws {
        let house = try await KitchenHouse.make()
        let tickets = try await house.place(
            house.food,
            [
                house.line(house.latte, house.drink, "Latte"),
                house.line(house.burger, house.food, "Hamburger"),
            ])
        let device: ID<Device> = TestDatabase.current.surroundings.newID()
        let cook = house.venue.person([.bump, .recall], device: device)
        try await house.venue.run { context, tx in
            try AssignDevice.run(device, to: [house.grill], at: house.venue.branch, context, in: tx)
        }
        let bump: @Sendable (KitchenTicket) async throws -> Void = { ticket in
            _ = try await house.venue.run(as: cook) { context, tx in
                try BumpTicket.run(ticket.id, at: house.venue.branch, context, in: tx)
            }
        }
        let problem = try await house.venue.refusal { try await bump(tickets[0]) }
        #expect(problem?.status == 403 && problem?.code == "other_station")
        try await bump(tickets[1])
        try await house.venue.run { context, tx in
            try AssignDevice.run(device, to: [], at: house.venue.branch, context, in: tx)
        }
        try await bump(tickets[0])
    }

    @Test func `who may not bump doesn't, and another branch or organization finds nothing`() async throws {
        let house = try await KitchenHouse.make()
        let stranger = try await TestVenue.make("bar")
        let ticket = try #require(
            try await house.place(house.food, [house.line(house.latte, house.drink, "Latte")]).first)
        let attempts: [(TestVenue, Actor, ID<Branch>, Int)] = [
            (house.venue, house.venue.person([]), house.venue.branch, 403),
            (house.venue, house.venue.system, house.venue.other, 404),
            (stranger, stranger.system, house.venue.branch, 404),
        ]
        for (venue, actor, branch, status) in attempts {
            let problem = try await venue.refusal {
                _ = try await venue.run(as: actor) { context, tx in
                    try BumpTicket.run(ticket.id, at: branch, context, in: tx)
                }
            }
            #expect(problem?.status == status)
        }
        #expect(try await house.open().first?.version == 1)
    }

    @Test func `a ticket comes back within its station's minutes and among its last ones`() async throws {
        let house = try await KitchenHouse.make()
        let clock = TestDatabase.current.clock
        try await house.venue.run { context, tx in
            try ChangeStation.run(
                house.bar, StationChange(version: 1, recallMinutes: 10, recallLast: 2),
                at: house.venue.branch, context, in: tx)
        }
        var tickets: [KitchenTicket] = []
        for number in 1...3 {
            tickets += try await house.place(
                house.food, number, [house.line(house.latte, house.drink, "Latte")])
            _ = try await house.bump(tickets[number - 1])
            clock.advance(seconds: 60)
        }
        let recall: @Sendable (ID<KitchenTicket>) async throws -> Void = { ticket in
            _ = try await house.venue.run { context, tx in
                try RecallTicket.run(ticket, at: house.venue.branch, context, in: tx)
            }
        }
        let ids = tickets.map(\.id)
        #expect(try await house.venue.refusal { try await recall(ids[0]) }?.code == "recall_too_late")
        try await recall(ids[1])
        clock.advance(seconds: 600)
        #expect(try await house.venue.refusal { try await recall(ids[2]) }?.code == "recall_too_late")
    }

    @Test func `two cooks who bump one dish at once bump it once`() async throws {
        let house = try await KitchenHouse.make()
        let ticket = try #require(
            try await house.place(house.food, [house.line(house.latte, house.drink, "Latte")]).first)
        let done = await withTaskGroup { group in
            for _ in 1...6 { group.addTask { (try? await house.bump(ticket)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 1)
        #expect(try await house.frames() == 2)
    }

    @Test func `tickets that nobody bumped are ended, and only those of before`() async throws {
        let house = try await KitchenHouse.make()
        let clock = TestDatabase.current.clock
        let old = house.line(house.burger, house.food, "Hamburger", 2)
        let held = house.line(house.breakfast, house.food, "Kahvaltı", course: 2, held: true)
        let voided = house.line(house.latte, house.drink, "Latte")
        try await house.place(house.food, 1, [old, held, voided])
        try await house.venue.run { context, tx in
            _ = try VoidKitchenItems.run(line: voided.line, quantity: .one, context, in: tx)
        }
        clock.advance(seconds: 3600)
        try await house.place(house.food, 2, [house.line(house.latte, house.drink, "Latte")])
        let cleared = try await house.venue.run { context, tx in
            try ClearKitchen.run(placedBefore: clock.now, at: house.venue.branch, context, in: tx)
        }
        #expect(cleared.count == 3 && cleared.allSatisfy(\.isDone))
        let stages = try await house.stages(house.food)
        #expect(stages.state(of: old.line) == .served && stages.state(of: held.line) == .voided)
        #expect(try await house.open().map(\.round) == [2])
    }

    @Test func `a day-old open ticket no longer fills the screens`() async throws {
        let house = try await KitchenHouse.make()
        try await house.place(house.food, [house.line(house.latte, house.drink, "Latte")])
        TestDatabase.current.clock.advance(seconds: 24 * 3600)
        #expect(try await house.open().count == 1)
        TestDatabase.current.clock.advance(seconds: 1)
        #expect(try await house.open().isEmpty)
        #expect(try await ClearKitchen.everywhere(house.venue.runner) == 1)
        #expect(try await ClearKitchen.everywhere(house.venue.runner) == 0)
    }
}
