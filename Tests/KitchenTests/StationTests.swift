import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Kitchen

/// Stations are set up, put into an order and taken out of use, and the routing is said anew.
@Suite(.database) struct StationTests {
    private func archive(
        _ station: ID<Station>, at version: Int64 = 1, instead: ID<Station>? = nil, _ house: KitchenHouse
    ) async throws {
        try await house.venue.run { context, tx in
            try ArchiveStation.run(
                station, StationArchive(version: version, instead: instead), at: house.venue.branch, context,
                in: tx)
        }
    }

    private func routing(_ house: KitchenHouse) async throws -> RoutingView {
        try await house.venue.read { tx in
            try RoutingView.load(house.venue.branch, of: house.venue.organization, in: tx)
        }
    }

    private func names(_ house: KitchenHouse) async throws -> [String?] {
        try await house.venue.read { tx in
            try Station.all(at: house.venue.branch, of: house.venue.organization, in: tx)
        }.items.map { $0.name.text(in: "tr") }
    }

    @Test func `the first station of a branch cooks everything, the next ones nothing yet`() async throws {
        let venue = try await TestVenue.make()
        for name in ["Mutfak", "Bar"] {
            try await venue.run { context, tx in
                try AddStation.run(
                    StationDraft(name: LocalText(tr: name)), at: venue.branch, context, in: tx)
            }
        }
        let (routing, stations) = try await venue.read { tx in
            (
                try RoutingView.load(venue.branch, of: venue.organization, in: tx),
                try Station.all(at: venue.branch, of: venue.organization, in: tx)
            )
        }
        #expect(stations.items.map(\.position) == [0, 1])
        #expect(routing.rules == [RoutingRule(station: ID(stations.items[0].id))])
    }

    /// A round for the bar that stops, with or without its tickets written, until the gate opens.
    private func slowRound(
        _ house: KitchenHouse, _ gate: Gate, _ reached: Tally, written: Bool
    ) async throws -> [KitchenTicket] {
        let round = house.round(house.food, 1, [house.line(house.latte, house.drink, "Latte")])
        return try await house.venue.run { context, tx in
            let stamp = try house.venue.stamp(of: house.venue.branch, in: tx)
            let tickets = try PlaceRound.run(round, stamp: stamp, context, in: tx)
            if written { _ = try house.venue.stamp(of: house.venue.branch, in: tx) }
            if reached.add() == 1 { gate.wait() }
            return tickets
        }
    }

    @Test func `a round placed while its station is taken out of use goes to the one that cooks instead`()
        async throws
    {
        let house = try await KitchenHouse.make()
        let (gate, reached) = (Gate(), Tally())
        async let placed = slowRound(house, gate, reached, written: false)
        try await untilTrue { reached.count == 1 }
        try await archive(house.bar, instead: house.grill, house)
        gate.open()
        #expect(try await placed.map(\.station) == [house.grill])
        #expect(try await house.open().map(\.station) == [house.grill])
        #expect(reached.count == 2)
    }

    @Test func `a station is not taken out of use while a round for it is under way`() async throws {
        let house = try await KitchenHouse.make()
        let (gate, reached) = (Gate(), Tally())
        async let placed = slowRound(house, gate, reached, written: true)
        try await untilTrue { reached.count == 1 }
        let archiving = Task { try await archive(house.bar, instead: house.grill, house) }
        try await untilTrue {
            try await TestDatabase.current.transaction(.system, .read) { tx in
                try tx.value(
                    """
                    select count(*) from pg_locks where relation = 'kitchen_tickets'::regclass and not granted
                    """, as: Int.self)
            } == 1
        }
        gate.open()
        #expect(try await placed.map(\.station) == [house.bar])
        await #expect(throws: KitchenRefusal.stationBusy) { try await archiving.value }
        #expect(try await house.open().map(\.station) == [house.bar])
    }

    @Test func `a station with open tickets stays; its dishes go to the one that is named instead`()
        async throws
    {
        let house = try await KitchenHouse.make()
        let tickets = try await house.place(house.food, [house.line(house.latte, house.drink, "Latte")])
        await #expect(throws: KitchenRefusal.stationBusy) {
            try await archive(house.bar, instead: house.grill, house)
        }
        _ = try await house.bump(tickets[0])
        await #expect(throws: KitchenRefusal.stationRouted) { try await archive(house.bar, house) }
        await #expect(throws: KitchenRefusal.stationRouted) {
            try await archive(house.bar, instead: house.bar, house)
        }
        await #expect(throws: KitchenRefusal.staleVersion(current: 1)) {
            try await archive(house.bar, at: 2, instead: house.grill, house)
        }
        try await archive(house.bar, instead: house.grill, house)
        #expect(try await names(house) == ["Izgara"])
        #expect(try await routing(house).rules.map(\.station) == [house.grill, house.grill])
        let next = try await house.place(house.latte, [house.line(house.latte, house.drink, "Latte")])
        #expect(next.map(\.station) == [house.grill])
        await #expect(throws: KitchenRefusal.notFound) { try await archive(house.bar, at: 2, house) }
    }

    @Test func `routing is said by whoever saw the newest, and stations are put into one order`()
        async throws
    {
        let house = try await KitchenHouse.make()
        let seen = try await routing(house).version
        let set: @Sendable (Int64) async throws -> Void = { version in
            try await house.venue.run { context, tx in
                _ = try SetRouting.run(
                    [RoutingRule(station: house.grill)], version: version, at: house.venue.branch, context,
                    in: tx)
            }
        }
        try await set(seen)
        await #expect(throws: KitchenRefusal.staleVersion(current: seen + 1)) { try await set(seen) }
        #expect(try await routing(house).rules == [RoutingRule(station: house.grill)])
        let order: @Sendable ([ID<Station>]) async throws -> Void = { stations in
            try await house.venue.run { context, tx in
                _ = try OrderStations.run(stations, at: house.venue.branch, context, in: tx)
            }
        }
        try await order([house.grill, house.bar])
        #expect(try await names(house) == ["Izgara", "Bar"])
        await #expect(throws: KitchenRefusal.orderDiffers) { try await order([house.grill]) }
    }
}
