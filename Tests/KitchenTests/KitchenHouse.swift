import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@testable import Kitchen

/// A venue with a bar and a grill; the grill cooks the category `food`, the bar everything else that is
/// `drink`.
struct KitchenHouse: Sendable {
    let venue: TestVenue
    let bar: ID<Station>, grill: ID<Station>
    let drink: UUID, food: UUID
    let latte: UUID, burger: UUID, breakfast: UUID

    static func make() async throws -> KitchenHouse {
        let new = TestDatabase.current.surroundings
        let house = KitchenHouse(
            venue: try await TestVenue.make(), bar: new.newID(), grill: new.newID(), drink: new.newUUID(),
            food: new.newUUID(), latte: new.newUUID(), burger: new.newUUID(), breakfast: new.newUUID())
        try await house.venue.run { context, tx in
            for (position, (id, name)) in [(house.bar, "Bar"), (house.grill, "Izgara")].enumerated() {
                try CreateStation.run(
                    StationDraft(id: id.raw, name: LocalText(tr: name), position: position),
                    at: house.venue.branch,
                    context, in: tx)
            }
            let rules = [
                RoutingRule(station: house.bar, category: house.drink),
                RoutingRule(station: house.grill, category: house.food),
            ]
            try SetRouting.run(rules, at: house.venue.branch, context, in: tx)
        }
        return house
    }

    func line(
        _ product: UUID, _ category: UUID, _ name: String, _ pieces: Int64 = 1,
        modifiers: [KitchenModifier] = [],
        course: Int? = nil, held: Bool = false
    ) -> KitchenLine {
        KitchenLine(
            line: TestDatabase.current.surroundings.newUUID(), product: product, category: category,
            quantity: Quantity(thousandths: pieces * 1000), name: name, modifiers: modifiers,
            note: "az şekerli",
            allergy: "fıstık", allergens: ["milk"], seat: 2, course: course, held: held)
    }

    func round(_ check: UUID, _ number: Int, _ lines: [KitchenLine]) -> KitchenRound {
        KitchenRound(
            branch: venue.branch, check: check, no: 41, round: number, label: "Masa 3", orderType: .dineIn,
            waiter: "Ayşe", lines: lines)
    }

    @discardableResult
    func place(_ check: UUID, _ number: Int, _ lines: [KitchenLine]) async throws -> [KitchenTicket] {
        let round = round(check, number, lines)
        return try await venue.run { context, tx in
            try PlaceRound.run(round, stamp: try venue.stamp(of: venue.branch, in: tx), context, in: tx)
        }
    }

    @discardableResult
    func place(_ check: UUID, _ lines: [KitchenLine]) async throws -> [KitchenTicket] {
        try await place(check, 1, lines)
    }

    func open(_ station: ID<Station>? = nil) async throws -> [KitchenTicket] {
        try await snapshot(station).filter { !$0.isDone }
    }

    func snapshot(_ station: ID<Station>? = nil) async throws -> [KitchenTicket] {
        let now = TestDatabase.current.clock.now
        return try await venue.read { tx in
            try KitchenSnapshot.load(venue.branch, of: venue.organization, station: station, at: now, in: tx)
        }.tickets
    }

    func stages(_ check: UUID) async throws -> KitchenStages {
        try await venue.read { tx in try KitchenStages.of(check: check, of: venue.organization, in: tx) }
    }

    func bump(_ ticket: KitchenTicket) async throws -> KitchenTicket {
        try await venue.run { context, tx in try BumpTicket.run(ticket.id, at: venue.branch, context, in: tx)
        }
    }

    func frames() async throws -> Int {
        try await venue.count("select count(*) from screen_frames where type = 'ticket.changed'")
    }

    func events() async throws -> Int {
        try await venue.count("select count(*) from audit_events where entity = 'ticket'")
    }
}
