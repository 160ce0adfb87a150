import Base
import Testing

@testable import Kitchen

struct CountsTests {
    func item(
        _ name: String, _ pieces: Int64, _ state: KitchenItemState, _ modifiers: [KitchenModifier] = []
    ) -> KitchenItem {
        KitchenItem(
            id: Surroundings.live.newID(), line: Surroundings.live.newUUID(),
            product: Surroundings.live.newUUID(),
            quantity: Quantity(thousandths: pieces * 1000), name: name, modifiers: modifiers, note: nil,
            allergy: nil,
            allergens: [], seat: nil, course: nil, state: state, startedAt: nil, readyAt: nil, servedAt: nil,
            voidedAt: nil, voidConfirmedAt: nil, position: 0)
    }

    func ticket(_ items: [KitchenItem]) -> KitchenTicket {
        KitchenTicket(
            id: Surroundings.live.newID(), branch: Surroundings.live.newID(),
            station: Surroundings.live.newID(),
            check: Surroundings.live.newUUID(), label: "Masa 1", no: 1, orderType: .dineIn, waiter: "Ali",
            round: 1,
            course: 0, placedAt: Instant(microseconds: 0), bumpedAt: nil, recalledAt: nil, alsoAt: [],
            version: 1,
            items: items)
    }

    @Test func `all-day counts what is sent or in work over all tickets`() throws {
        let tickets = [
            ticket([item("Köfte", 2, .sent), item("Çorba", 5, .held), item("İrmik", 1, .inPrep)]),
            ticket([item("Köfte", 1, .inPrep), item("Köfte", 4, .ready), item("Köfte", 9, .voided)]),
        ]
        let counts = try KitchenCounts.allDay(tickets)
        #expect(counts.map(\.name) == ["Köfte", "İrmik"])
        #expect(counts.map(\.quantity.thousandths) == [3000, 1000])
    }

    @Test func `production counts what is added or chosen as often as its dish, not what is left out`() throws
    {
        let oat = KitchenModifier("Yulaf sütü", .plain), shot = KitchenModifier("Shot", .add)
        let noSugar = KitchenModifier("Şekersiz", .remove)
        let counts = try KitchenCounts.production([
            ticket([item("Latte", 2, .sent, [oat, shot, noSugar]), item("Espresso", 1, .inPrep, [shot])]),
            ticket([item("Latte", 1, .ready, [oat])]),
        ])
        #expect(counts.map(\.name) == ["Shot", "Yulaf sütü"])
        #expect(counts.map(\.quantity.thousandths) == [3000, 2000])
    }

    @Test func `a thousand random moves keep every ticket's quantity`() throws {
        var seed: UInt64 = 7
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        for _ in 1...100 {
            var ticket = ticket([item("A", Int64(next(5) + 1), .sent), item("B", Int64(next(5) + 1), .held)])
            let whole = ticket.items.map(\.quantity.thousandths).reduce(0, +)
            for step in 1...20 {
                let dish = ticket.items[next(ticket.items.count)]
                let event = KitchenEvent.allCases[next(KitchenEvent.allCases.count)]
                let part = Quantity(thousandths: Int64(next(Int(dish.quantity.thousandths)) + 1))
                let before = ticket
                do {
                    try ticket.move(
                        dish.id, event, quantity: part, at: Instant(microseconds: Int64(step)),
                        newID: { Surroundings.live.newID() })
                } catch {
                    #expect(ticket == before)
                }
                #expect(ticket.items.map(\.quantity.thousandths).reduce(0, +) == whole)
                #expect((ticket.bumpedAt != nil) == ticket.isDone)
            }
        }
    }
}
