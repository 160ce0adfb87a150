import Base
import Demo
import Kitchen
import Menu
import Store
import TestSupport
import Testing

@Suite(.database)
struct DemoMenuTests {
    /// `demo/` at the root of the repository.
    static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/demo"

    static func make(_ venue: TestVenue) async throws -> DemoMenu {
        try await DemoMenu.create(
            venue.runner, venue.organization, [venue.branch, venue.other], folder: folder)
    }

    @Test func `the demo's menu has some sixty products in both languages, at every KDV rate`() async throws {
        let venue = try await TestVenue.make()
        let demo = try await Self.make(venue)
        #expect(demo.items.count >= 60)
        let now = TestDatabase.current.clock.now
        for branch in [venue.branch, venue.other] {
            let view = try await venue.read { tx in
                try BranchMenu.load(branch, of: venue.organization, in: tx).view(at: now)
            }
            #expect(view.products.count == demo.items.count)
            #expect(Set(view.products.map(\.taxRate)) == [100, 1000, 2000])
            #expect(view.products.allSatisfy { $0.name.texts.keys.sorted() == ["en", "tr"] })
            #expect(view.products.allSatisfy { $0.taxRate == 2000 ? $0.alcohol : true })
            #expect(view.categories.count >= 8 && view.groups.count >= 8)
            #expect(Set(view.products.compactMap(\.barcode)).allSatisfy { hasCheckDigit($0) })
        }
    }

    @Test func `everything on it can be ordered, and every branch has a station that cooks it`() async throws
    {
        let venue = try await TestVenue.make()
        let demo = try await Self.make(venue)
        let now = TestDatabase.current.clock.now
        for branch in [venue.branch, venue.other] {
            #expect(demo.stations[branch]?.keys.sorted() == ["bar", "cold", "grill", "oven"])
            let lines = try await venue.read { tx in
                let menu = try BranchMenu.load(branch, of: venue.organization, in: tx)
                return try demo.items.map { item in
                    let priced = try menu.quote(item.product, options: item.required, at: now, .dineIn)
                    #expect(priced.unitPrice == item.price)
                    return KitchenLine(
                        line: item.product.raw, product: item.product.raw, category: priced.category.raw,
                        quantity: .one, name: priced.kitchenName)
                }
            }
            let round = KitchenRound(
                branch: branch, check: branch.raw, no: 1, round: 1, label: "Masa 1", orderType: .dineIn,
                waiter: "Ayşe", lines: lines)
            let tickets = try await venue.run { context, tx in
                try PlaceRound.run(round, stamp: try venue.stamp(of: branch, in: tx), context, in: tx)
            }
            #expect(tickets.count == 4)
            #expect(tickets.flatMap(\.items).count == demo.items.count)
        }
    }

    @Test func `the scenario's prices are the demo's`() async throws {
        let demo = try await Self.make(try await TestVenue.make())
        let prices = Dictionary(demo.items.map { ($0.name, $0.price) }) { first, _ in first }
        let expected: [String: Int64] = [
            "Türk kahvesi": 9500, "Latte": 14500, "Kola": 7500, "Hamburger": 32000, "Patates": 11000,
            "Kahvaltı": 75000, "Bira": 22000, "Rakı": 95000, "Köy ekmeği paket": 6000,
        ]
        for (name, price) in expected { #expect(prices[name] == price, "\(name)") }
    }

    @Test func `a folder without the file makes nothing`() async throws {
        let venue = try await TestVenue.make()
        await #expect(throws: DemoFault.self) {
            try await DemoMenu.create(venue.runner, venue.organization, [venue.branch], folder: "/nowhere")
        }
        #expect(try await venue.count("select count(*) from menu_products") == 0)
    }
}

/// EAN-13's own check.
private func hasCheckDigit(_ code: String) -> Bool {
    let digits = code.compactMap(\.wholeNumberValue)
    guard digits.count == 13 else { return false }
    return digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 3) } % 10 == 0
}
