public import Base
public import Kitchen
public import Menu
import Organizations
import struct FoundationEssentials.UUID

/// The products and prices of the restaurant's acceptance scenarios, made by the real commands, with a bar
/// and a grill in the first branch; the bar is the default station.
public struct TestMenu: Sendable {
    /// Whose menu it is.
    public let venue: TestVenue
    /// Coffees and soft drinks; food; alcohol; packaged goods.
    public let drinks, food, alcohol, shop: ID<Category>
    /// 10 %: 95.00, 145.00 (with milk and extras), 75.00.
    public let coffee, latte, cola: ID<Product>
    /// 10 %: 320.00, 110.00, 750.00.
    public let burger, fries, breakfast: ID<Product>
    /// 20 %: 220.00, 950.00.
    public let beer, raki: ID<Product>
    /// 1 %: 60.00, packaged.
    public let bread: ID<Product>
    /// "Süt", exactly one: cow 0, oat 25.00; "Ekstra", up to three: a shot 15.00.
    public let milk, extras: ID<ModifierGroup>
    /// The options of those.
    public let cowMilk, oatMilk, extraShot: ID<ModifierOption>
    /// The stations.
    public let bar, grill: ID<Station>

    /// A venue with this menu.
    public static func make(_ slug: String = "kahve") async throws -> TestMenu {
        let venue = try await TestVenue.make(slug)
        let new = TestDatabase.current.surroundings
        let menu = TestMenu(
            venue: venue, drinks: new.newID(), food: new.newID(), alcohol: new.newID(), shop: new.newID(),
            coffee: new.newID(), latte: new.newID(), cola: new.newID(), burger: new.newID(),
            fries: new.newID(),
            breakfast: new.newID(), beer: new.newID(), raki: new.newID(), bread: new.newID(),
            milk: new.newID(),
            extras: new.newID(), cowMilk: new.newID(), oatMilk: new.newID(), extraShot: new.newID(),
            bar: new.newID(), grill: new.newID())
        try await venue.run { context, tx in
            let taxes = try AdoptTaxPack.run(.turkey, context, in: tx)
            guard let usual = taxes["food"], let strong = taxes["alcohol"], let packed = taxes["packaged"]
            else {
                throw MenuRefusal.notFound
            }
            for (index, (id, name)) in menu.categories.enumerated() {
                _ = try CreateCategory.run(
                    CategoryDraft(id: id.raw, name: name, position: index), context, in: tx)
            }
            for group in menu.groups { _ = try CreateModifierGroup.run(group, context, in: tx) }
            for product in menu.products(usual, strong, packed) {
                _ = try CreateProduct.run(product, context, in: tx)
            }
            for (id, name) in [(menu.bar, "Bar"), (menu.grill, "Izgara")] {
                try CreateStation.run(
                    StationDraft(id: id.raw, name: LocalText(tr: name)), at: venue.branch, context, in: tx)
            }
            let rules = [
                RoutingRule(station: menu.bar), RoutingRule(station: menu.grill, category: menu.food.raw),
            ]
            try SetRouting.run(rules, at: venue.branch, context, in: tx)
        }
        return menu
    }

    private var categories: [(ID<Category>, LocalText)] {
        [
            (drinks, LocalText(tr: "İçecekler", en: "Drinks")), (food, LocalText(tr: "Yemekler", en: "Food")),
            (alcohol, LocalText(tr: "Alkollü", en: "Alcohol")), (shop, LocalText(tr: "Market", en: "Shop")),
        ]
    }

    private var groups: [GroupDraft] {
        [
            GroupDraft(
                id: milk.raw, name: LocalText(tr: "Süt", en: "Milk"), min: 1, max: 1,
                options: [
                    OptionDraft(
                        id: cowMilk.raw, name: LocalText(tr: "İnek sütü", en: "Cow's milk"), isDefault: true),
                    OptionDraft(
                        id: oatMilk.raw, name: LocalText(tr: "Yulaf sütü", en: "Oat milk"), price: 2500),
                ]),
            GroupDraft(
                id: extras.raw, name: LocalText(tr: "Ekstra", en: "Extras"), min: 0, max: 3,
                options: [
                    OptionDraft(
                        id: extraShot.raw, name: LocalText(tr: "Ekstra shot", en: "Extra shot"), kind: .add,
                        price: 1500)
                ]),
        ]
    }

    private func products(
        _ usual: ID<TaxClass>, _ strong: ID<TaxClass>, _ packed: ID<TaxClass>
    ) -> [ProductDraft] {
        [
            draft(coffee, drinks, "Türk kahvesi", "Turkish coffee", 9500, usual, plu: "1"),
            draft(
                latte, drinks, "Latte", "Latte", 14500, usual, plu: "2", allergens: [.milk],
                groups: [milk, extras]),
            draft(cola, drinks, "Kola", "Cola", 7500, usual, plu: "3"),
            draft(burger, food, "Hamburger", "Hamburger", 32000, usual, allergens: [.gluten, .sesame]),
            draft(fries, food, "Patates", "Fries", 11000, usual),
            draft(
                breakfast, food, "Kahvaltı", "Breakfast", 75000, usual, allergens: [.milk, .eggs, .gluten]),
            draft(beer, alcohol, "Bira", "Beer", 22000, strong, allergens: [.gluten], isAlcohol: true),
            draft(raki, alcohol, "Rakı", "Rakı", 95000, strong, isAlcohol: true),
            draft(bread, shop, "Köy ekmeği paket", "Village bread", 6000, packed, barcode: "8690000000012"),
        ]
    }

    private func draft(
        _ id: ID<Product>, _ category: ID<Category>, _ tr: String, _ en: String, _ price: Int64,
        _ tax: ID<TaxClass>, plu: String? = nil, barcode: String? = nil, allergens: [Allergen] = [],
        isAlcohol: Bool = false, groups: [ID<ModifierGroup>] = []
    ) -> ProductDraft {
        ProductDraft(
            id: id.raw, category: category, name: LocalText(tr: tr, en: en),
            portions: [PortionDraft(price: price)],
            taxClass: tax, plu: plu, barcode: barcode, allergens: allergens, alcohol: isAlcohol,
            groups: groups)
    }

    /// The menu as the first branch sells it.
    public func atBranch() async throws -> BranchMenu {
        let venue = venue
        return try await venue.read { tx in try BranchMenu.load(venue.branch, of: venue.organization, in: tx)
        }
    }
}
