import Base
import Store
import TestSupport
import Testing

@testable import Menu

@Suite(.database)
struct QuoteTests {
    @Test func `a latte with oat milk and two shots costs the sum of all`() async throws {
        let menu = try await TestMenu.make()
        let now = TestDatabase.current.clock.now
        let priced = try await menu.atBranch().quote(
            menu.latte, options: [OptionChoice(menu.oatMilk), OptionChoice(menu.extraShot, 2)], at: now,
            .dineIn)
        #expect(priced.unitPrice == 14500)
        #expect(try priced.pieceWithOptions == 20000)
        #expect(priced.taxRate == 1000)
        #expect(priced.name == LocalText(tr: "Latte", en: "Latte"))
        #expect(priced.options.map(\.kitchenText) == ["Yulaf sütü", "Ekstra shot"])
        #expect(priced.options.map(\.count) == [1, 2])
    }

    @Test func `each kind of goods has its own KDV rate`() async throws {
        let menu = try await TestMenu.make()
        let now = TestDatabase.current.clock.now
        let branch = try await menu.atBranch()
        #expect(try branch.quote(menu.coffee, at: now, .dineIn).taxRate == 1000)
        #expect(try branch.quote(menu.beer, at: now, .dineIn).taxRate == 2000)
        #expect(try branch.quote(menu.bread, at: now, .takeaway).taxRate == 100)
    }

    @Test func `the rate of the sale's own day holds, not today's`() async throws {
        let menu = try await TestMenu.make()
        let branch = try await menu.atBranch()
        let lastDay = try #require(Instant("2023-07-09T20:59:59Z"))
        let firstDay = try #require(Instant("2023-07-09T21:00:00Z"))
        #expect(try branch.quote(menu.coffee, at: lastDay, .dineIn).taxRate == 800)
        #expect(try branch.quote(menu.coffee, at: firstDay, .dineIn).taxRate == 1000)
        let before = try #require(Instant("2007-01-01T00:00:00Z"))
        #expect(throws: MenuRefusal.noTaxRate(menu.coffee.raw)) {
            try branch.quote(menu.coffee, at: before, .dineIn)
        }
    }

    @Test func `a required group must be chosen from, and no more than its maximum`() async throws {
        let menu = try await TestMenu.make()
        let now = TestDatabase.current.clock.now
        let branch = try await menu.atBranch()
        #expect(throws: MenuRefusal.groupRequired(group: menu.milk.raw, min: 1)) {
            try branch.quote(menu.latte, at: now, .dineIn)
        }
        #expect(throws: MenuRefusal.groupMax(group: menu.milk.raw, max: 1)) {
            try branch.quote(
                menu.latte, options: [OptionChoice(menu.oatMilk), OptionChoice(menu.cowMilk)], at: now,
                .dineIn)
        }
        #expect(throws: MenuRefusal.groupMax(group: menu.extras.raw, max: 3)) {
            try branch.quote(
                menu.latte, options: [OptionChoice(menu.cowMilk), OptionChoice(menu.extraShot, 4)], at: now,
                .dineIn)
        }
        #expect(throws: MenuRefusal.optionNotInGroup(menu.oatMilk.raw)) {
            try branch.quote(menu.cola, options: [OptionChoice(menu.oatMilk)], at: now, .dineIn)
        }
    }

    @Test func `what is unknown, archived or of another organization is no product`() async throws {
        let menu = try await TestMenu.make()
        let other = try await TestMenu.make("bar")
        let now = TestDatabase.current.clock.now
        try await menu.venue.run { context, tx in
            _ = try ArchiveProduct.run(menu.cola, ArchiveRequest(version: 1), context, in: tx)
        }
        let branch = try await menu.atBranch()
        for product in [other.coffee, menu.cola] {
            #expect(throws: MenuRefusal.unknownProduct(product.raw)) {
                try branch.quote(product, at: now, .dineIn)
            }
        }
    }

    @Test func `a branch may have its own price, and may leave a product out`() async throws {
        let menu = try await TestMenu.make()
        let now = TestDatabase.current.clock.now
        let portion = try #require(try await menu.atBranch().snapshot.product(menu.coffee)?.defaultPortion)
        try await menu.venue.run { context, tx in
            var change = ProductChange(version: 1)
            change.branchPrices = [BranchPrice(branch: menu.venue.branch, portion: portion.id, price: 8000)]
            change.hiddenAt = [menu.venue.other]
            _ = try ChangeProduct.run(menu.coffee, change, context, in: tx)
        }
        #expect(try await menu.atBranch().quote(menu.coffee, at: now, .dineIn).unitPrice == 8000)
        let other = try await menu.venue.read { tx in
            try BranchMenu.load(menu.venue.other, of: menu.venue.organization, in: tx)
        }
        #expect(throws: MenuRefusal.notAvailableHere(menu.coffee.raw)) {
            try other.quote(menu.coffee, at: now, .dineIn)
        }
        #expect(!other.view(at: now).products.contains { $0.id == menu.coffee.raw })
    }

    @Test func `a portion has its own price and name`() async throws {
        let menu = try await TestMenu.make()
        let now = TestDatabase.current.clock.now
        let view = try await menu.venue.run { context, tx in
            var change = ProductChange(version: 1)
            change.portions = [
                PortionDraft(name: LocalText(tr: "33'lük", en: "33 cl"), price: 22000, isDefault: true),
                PortionDraft(name: LocalText(tr: "50'lik", en: "50 cl"), price: 28000),
            ]
            return try ChangeProduct.run(menu.beer, change, context, in: tx)
        }
        let large = ID<Portion>(view.portions[1].id)
        let branch = try await menu.atBranch()
        let priced = try branch.quote(menu.beer, portion: large, at: now, .dineIn)
        #expect(priced.unitPrice == 28000)
        #expect(priced.name == LocalText(tr: "Bira (50'lik)", en: "Beer (50 cl)"))
        #expect(try branch.quote(menu.beer, at: now, .dineIn).unitPrice == 22000)
        #expect(throws: MenuRefusal.unknownPortion(large.raw)) {
            try branch.quote(menu.cola, portion: large, at: now, .dineIn)
        }
    }
}
