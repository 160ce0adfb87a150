import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Menu

@Suite(.database)
struct MenuEditTests {
    @Test func `an edit grows the version, tells every branch and writes one audit event`() async throws {
        let menu = try await TestMenu.make()
        let before = try await menu.atBranch().snapshot.version
        let frames = try await menu.venue.count(
            "select count(*) from screen_frames where type = 'menu.published'")
        let events = try await menu.venue.count("select count(*) from audit_events where entity = 'product'")
        try await menu.venue.run { context, tx in
            var change = ProductChange(version: 1)
            change.portions = [PortionDraft(price: 9900)]
            _ = try ChangeProduct.run(menu.coffee, change, context, in: tx)
        }
        let after = try await menu.atBranch()
        #expect(after.snapshot.version == before + 1)
        #expect(try after.quote(menu.coffee, at: TestDatabase.current.clock.now, .dineIn).unitPrice == 9900)
        #expect(
            try await menu.venue.count("select count(*) from screen_frames where type = 'menu.published'")
                == frames + 2)
        #expect(
            try await menu.venue.count("select count(*) from audit_events where entity = 'product'") == events
                + 1)
    }

    @Test func `an edit of what has changed since is refused and changes nothing`() async throws {
        let menu = try await TestMenu.make()
        let rename: @Sendable (String) async throws -> Void = { name in
            try await menu.venue.run { context, tx in
                _ = try ChangeCategory.run(
                    menu.food, CategoryChange(version: 1, name: LocalText(tr: name)), context, in: tx)
            }
        }
        try await rename("Sıcaklar")
        let problem = try await menu.venue.refusal { try await rename("Soğuklar") }
        #expect(problem?.code == "stale_version" && problem?.status == 409)
        #expect(problem?.facts["version"] == 2)
        #expect(try await menu.atBranch().snapshot.category(menu.food)?.name == LocalText(tr: "Sıcaklar"))
    }

    @Test func `a menu read in a transaction that is rolled back is never taken for the real one`()
        async throws
    {
        struct Regret: Error {}
        let menu = try await TestMenu.make()
        let reprice: @Sendable (Int64, Bool) async throws -> Void = { price, regret in
            try await menu.venue.run { context, tx in
                var change = ProductChange(version: 1)
                change.portions = [PortionDraft(price: price)]
                _ = try ChangeProduct.run(menu.coffee, change, context, in: tx)
                if regret { throw Regret() }
            }
        }
        await #expect(throws: Regret.self) { try await reprice(1, true) }
        try await reprice(9900, false)
        let now = TestDatabase.current.clock.now
        #expect(try await menu.atBranch().quote(menu.coffee, at: now, .dineIn).unitPrice == 9900)
    }

    @Test func `only who may edit the menu edits it`() async throws {
        let menu = try await TestMenu.make()
        let waiter = menu.venue.person([.sendLines])
        let problem = try await menu.venue.refusal {
            try await menu.venue.run(as: waiter) { context, tx in
                _ = try CreateCategory.run(CategoryDraft(name: LocalText(tr: "Gizli")), context, in: tx)
            }
        }
        #expect(problem?.status == 403)
    }

    @Test func `a category with products and a group in use stay`() async throws {
        let menu = try await TestMenu.make()
        let one = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                _ = try ArchiveCategory.run(menu.food, ArchiveRequest(version: 1), context, in: tx)
            }
        }
        #expect(one?.code == "category_in_use" && one?.facts["products"] == 3)
        let two = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                _ = try ArchiveModifierGroup.run(menu.milk, ArchiveRequest(version: 1), context, in: tx)
            }
        }
        #expect(two?.code == "group_in_use" && two?.facts["products"] == 1)
    }

    @Test func `a barcode and a PLU belong to one product until it is archived`() async throws {
        let menu = try await TestMenu.make()
        let tax = try #require(try await menu.atBranch().snapshot.taxClasses.first)
        let create: @Sendable (String?, String?) async throws -> Void = { plu, barcode in
            try await menu.venue.run { context, tx in
                _ = try CreateProduct.run(
                    ProductDraft(
                        category: menu.drinks, name: LocalText(tr: "Soda"),
                        portions: [PortionDraft(price: 5000)],
                        taxClass: tax.id, plu: plu, barcode: barcode), context, in: tx)
            }
        }
        #expect(try await menu.venue.refusal { try await create("1", nil) }?.code == "plu_taken")
        #expect(
            try await menu.venue.refusal { try await create(nil, "8690000000012") }?.code == "barcode_taken")
        try await menu.venue.run { context, tx in
            _ = try ArchiveProduct.run(menu.coffee, ArchiveRequest(version: 1), context, in: tx)
        }
        try await create("1", nil)
    }

    @Test func `references that are not there, or another organization's, are refused`() async throws {
        let menu = try await TestMenu.make()
        let other = try await TestMenu.make("bar")
        let change: @Sendable (ProductChange) async throws -> Void = { change in
            try await menu.venue.run { context, tx in
                _ = try ChangeProduct.run(menu.coffee, change, context, in: tx)
            }
        }
        var changes = [ProductChange(version: 1), ProductChange(version: 1), ProductChange(version: 1)]
        changes[0].category = other.drinks
        changes[1].groups = [other.milk]
        changes[2].hiddenAt = [other.venue.branch]
        for (body, pointer) in zip(changes, ["/category", "/groups", "/hiddenAt"]) {
            let problem = try await menu.venue.refusal { try await change(body) }
            #expect(problem?.errors.first?.pointer == pointer)
        }
        let foreign = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                _ = try ChangeProduct.run(other.coffee, ProductChange(version: 1), context, in: tx)
            }
        }
        #expect(foreign?.status == 404)
    }

    @Test func `a product needs a name, a portion and one default`() async throws {
        let menu = try await TestMenu.make()
        var changes = [ProductChange(version: 1), ProductChange(version: 1), ProductChange(version: 1)]
        changes[0].name = LocalText([:])
        changes[1].portions = []
        changes[2].portions = [
            PortionDraft(name: LocalText(tr: "Büyük"), price: 1, isDefault: true),
            PortionDraft(name: LocalText(tr: "Küçük"), price: 2, isDefault: true),
        ]
        for (change, pointer) in zip(changes, ["/name", "/portions", "/portions"]) {
            let problem = try await menu.venue.refusal {
                try await menu.venue.run { context, tx in
                    _ = try ChangeProduct.run(menu.coffee, change, context, in: tx)
                }
            }
            #expect(problem?.status == 422 && problem?.errors.first?.pointer == pointer)
        }
    }

    @Test func `options are changed by their ids, and those left out are gone`() async throws {
        let menu = try await TestMenu.make()
        let view = try await menu.venue.run { context, tx in
            var change = GroupChange(version: 1)
            change.options = [
                OptionDraft(id: menu.oatMilk.raw, name: LocalText(tr: "Yulaf"), price: 3000, isDefault: true),
                OptionDraft(name: LocalText(tr: "Badem"), kind: .plain, price: 3500),
            ]
            return try ChangeModifierGroup.run(menu.milk, change, context, in: tx)
        }
        #expect(view.options.map(\.price) == [3000, 3500] && view.version == 2)
        let branch = try await menu.atBranch()
        let now = TestDatabase.current.clock.now
        #expect(throws: MenuRefusal.optionNotInGroup(menu.cowMilk.raw)) {
            try branch.quote(menu.latte, options: [OptionChoice(menu.cowMilk)], at: now, .dineIn)
        }
        let priced = try branch.quote(menu.latte, options: [OptionChoice(menu.oatMilk)], at: now, .dineIn)
        #expect(try priced.pieceWithOptions == 17500)
    }

    @Test func `the first options of a group with free ones cost nothing`() async throws {
        let menu = try await TestMenu.make()
        try await menu.venue.run { context, tx in
            var change = GroupChange(version: 1)
            change.free = 1
            _ = try ChangeModifierGroup.run(menu.extras, change, context, in: tx)
        }
        let priced = try await menu.atBranch().quote(
            menu.latte, options: [OptionChoice(menu.cowMilk), OptionChoice(menu.extraShot, 3)],
            at: TestDatabase.current.clock.now, .dineIn)
        #expect(priced.options.map(\.price) == [0, 0, 1500])
        #expect(priced.options.map(\.count) == [1, 1, 2])
        #expect(try priced.pieceWithOptions == 17500)
    }

    @Test func `the till's menu and the editor's fit their schemas and read back`() async throws {
        let menu = try await TestMenu.make()
        let branch = try await menu.atBranch()
        let till = branch.view(at: TestDatabase.current.clock.now)
        #expect(try MenuView.shape.read(JSON(parsing: MenuView.shape.encode(till).bytes)) == till)
        #expect(till.products.count == 9 && till.groups.count == 2 && till.categories.count == 4)
        let latte = try #require(till.products.first { $0.id == menu.latte.raw })
        #expect(latte.price == 14500 && latte.taxRate == 1000 && latte.allergens == [.milk])
        let editor = branch.snapshot.editorView
        #expect(
            try MenuEditorView.shape.read(JSON(parsing: MenuEditorView.shape.encode(editor).bytes)) == editor)
    }

    @Test func `ids of other products' portions and other groups' options are refused`() async throws {
        let menu = try await TestMenu.make()
        let portion = try #require(try await menu.atBranch().snapshot.product(menu.cola)?.portions.first)
        let one = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                let change = ProductChange(version: 1, portions: [PortionDraft(id: portion.id.raw, price: 1)])
                _ = try ChangeProduct.run(menu.coffee, change, context, in: tx)
            }
        }
        #expect(one?.code == "id_taken")
        let two = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                let option = OptionDraft(id: menu.oatMilk.raw, name: LocalText(tr: "Yulaf"))
                _ = try ChangeModifierGroup.run(
                    menu.extras, GroupChange(version: 1, options: [option]), context, in: tx)
            }
        }
        #expect(two?.code == "id_taken")
    }

    @Test func `a product cannot move under an archived heading`() async throws {
        let menu = try await TestMenu.make()
        try await menu.venue.run { context, tx in
            _ = try ArchiveProduct.run(menu.bread, ArchiveRequest(version: 1), context, in: tx)
            _ = try ArchiveCategory.run(menu.shop, ArchiveRequest(version: 1), context, in: tx)
        }
        let problem = try await menu.venue.refusal {
            try await menu.venue.run { context, tx in
                _ = try ChangeProduct.run(
                    menu.coffee, ProductChange(version: 1, category: menu.shop), context, in: tx)
            }
        }
        #expect(problem?.errors.first?.pointer == "/category")
    }

    @Test func `no reader ever sees half an edit`() async throws {
        let menu = try await TestMenu.make()
        let now = TestDatabase.current.clock.now
        try await withThrowingTaskGroup { group in
            group.addTask {
                for round in 1...20 {
                    try await menu.venue.run { context, tx in
                        for product in [menu.coffee, menu.cola] {
                            let change = ProductChange(
                                version: Int64(round), portions: [PortionDraft(price: Int64(round) * 100)])
                            _ = try ChangeProduct.run(product, change, context, in: tx)
                        }
                    }
                }
            }
            for _ in 1...3 {
                group.addTask {
                    for _ in 1...60 {
                        let branch = try await menu.atBranch()
                        let coffee = try branch.quote(menu.coffee, at: now, .dineIn).unitPrice
                        let cola = try branch.quote(menu.cola, at: now, .dineIn).unitPrice
                        #expect(coffee == cola || (coffee, cola) == (9500, 7500))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await menu.atBranch().quote(menu.cola, at: now, .dineIn).unitPrice == 2000)
    }

    @Test func `another organization's branch has no menu for us (I14)`() async throws {
        let menu = try await TestMenu.make()
        let other = try await TestVenue.make("bar")
        let problem = try await other.refusal {
            _ = try await other.read { tx in
                try BranchMenu.load(menu.venue.branch, of: other.organization, in: tx)
            }
        }
        #expect(problem?.status == 404)
        let stolen = try await other.refusal {
            _ = try await other.read { tx in
                try BranchMenu.load(menu.venue.branch, of: menu.venue.organization, in: tx)
            }
        }
        #expect(stolen?.status == 404)
        let own = try await menu.venue.read { tx in
            try MenuSnapshot.load(menu.venue.organization, in: tx)
        }
        #expect(own.products.count == 9)
    }
}
