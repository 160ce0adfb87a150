import Base
import Testing
import struct FoundationEssentials.UUID

@testable import Kitchen

struct RoutingTests {
    static let surroundings = Surroundings.live
    let product = surroundings.newUUID(), category = surroundings.newUUID()
    let bar: ID<Station> = surroundings.newID(), grill: ID<Station> = surroundings.newID()
    let pass: ID<Station> = surroundings.newID()

    func station(_ rules: [RoutingRule], _ orderType: OrderType = .dineIn) -> ID<Station>? {
        RoutingRule.station(for: product, in: category, orderType, under: rules)
    }

    @Test func `a product's rule goes before its category's, and that before the default`() {
        let usual = RoutingRule(station: pass)
        let ofCategory = RoutingRule(station: grill, category: category)
        let ofProduct = RoutingRule(station: bar, product: product)
        #expect(station([usual]) == pass)
        #expect(station([usual, ofCategory]) == grill)
        #expect(station([ofProduct, usual, ofCategory]) == bar)
        #expect(station([RoutingRule(station: bar, product: category)]) == nil)
        #expect(station([]) == nil)
    }

    @Test func `a rule for the order type goes before one for all, but not before a narrower one`() {
        let usual = RoutingRule(station: pass, orderType: .takeaway)
        let ofCategory = RoutingRule(station: grill, category: category)
        let takeaway = RoutingRule(station: bar, category: category, orderType: .takeaway)
        #expect(station([usual, ofCategory], .takeaway) == grill)
        #expect(station([usual, ofCategory, takeaway], .takeaway) == bar)
        #expect(station([usual, ofCategory, takeaway]) == grill)
        #expect(station([usual]) == nil)
    }
}
