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
