public import Base
import Organizations
public import struct FoundationEssentials.UUID

/// A category as tills have it.
public struct MenuCategoryView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// Its place in the list, from 0.
    public let position: Int
    /// The edge of its tiles, `#RRGGBB`.
    public let color: String
    /// Whether it stands among the favourites.
    public let favorite: Bool

    /// The wire's form.
    public static let shape = Shape<MenuCategoryView>.object(
        "MenuCategory", MenuCategoryView.init(id:name:position:color:favorite:), Field("id", \.id, .uuid),
        Field("name", \.name, LocalText.shape), Field("position", \.position, .int()),
        Field("color", \.color, .text(7...7)),
        Field("favorite", \.favorite, .flag, "Whether a product under it is a favourite."))
}

/// A product as tills have it: what it costs here and now, and whether it can be had.
public struct MenuProductView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// The heading it stands under.
    public let category: UUID
    /// Its name by language.
    public let name: LocalText
    /// What the menu says about it, by language.
    public let description: LocalText
    /// Minor units, KDV inside.
    public let price: Int64
    /// Its sizes with their prices.
    public let portions: [PortionView]
    /// KDV in basis points.
    public let taxRate: Int64
    /// The number typed at the till.
    public let plu: String?
    /// Its EAN.
    public let barcode: String?
    /// Whether the price is for one kilogram.
    public let weighed: Bool
    /// Whether it stands among the favourites.
    public let favorite: Bool
    /// Its option groups, in order.
    public let groups: [UUID]
    /// What it contains of the 14.
    public let allergens: [Allergen]
    /// Whether it contains alcohol.
    public let alcohol: Bool
    /// Whether it contains pork.
    public let pork: Bool
    /// Usual minutes of preparation.
    public let prepMinutes: Int
    /// Whether it can be had.
    public let available: Availability.State
    /// Whole pieces left, when counted.
    public let remaining: Int64?
    /// Its place in the list, from 0.
    public let position: Int

    /// The wire's form.
    public static let shape = Shape<MenuProductView>.object(
        "MenuProduct",
        MenuProductView.init(
            id:category:name:description:price:portions:taxRate:plu:barcode:weighed:favorite:groups:allergens:
            alcohol:pork:prepMinutes:available:remaining:position:),
        Field("id", \.id, .uuid), Field("category", \.category, .uuid),
        Field("name", \.name, LocalText.shape),
        Field("description", \.description, .localText(1000)),
        Field("price", \.price, .positiveAmount, "Minor units of the default portion, now, KDV inside."),
        Field("portions", \.portions, PortionView.shape.list(1...20)),
        Field("taxRate", \.taxRate, .integer(0...10_000), "Basis points."),
        Field(optional: "plu", \.plu, .text(0...40)), Field(optional: "barcode", \.barcode, .text(0...40)),
        Field("weighed", \.weighed, .flag), Field("favorite", \.favorite, .flag),
        Field("groups", \.groups, Shape<UUID>.uuid.list(0...20)),
        Field("allergens", \.allergens, Shape<Allergen>.choice.list(0...14)),
        Field("alcohol", \.alcohol, .flag),
        Field("pork", \.pork, .flag), Field("prepMinutes", \.prepMinutes, .int(0...600)),
        Field("available", \.available, .choice),
        Field(
            optional: "remaining", \.remaining, .integer(0...1_000_000_000),
            "Whole pieces left, when counted."),
        Field("position", \.position, .int()))
}

/// An option as tills have it.
public struct MenuOptionView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// Minor units, KDV inside.
    public let price: Int64
    /// Whether it can be had.
    public let available: Bool
    /// Whether it is meant when none is named.
    public let isDefault: Bool

    /// The wire's form.
    public static let shape = Shape<MenuOptionView>.object(
        "MenuOption", MenuOptionView.init(id:name:price:available:isDefault:), Field("id", \.id, .uuid),
        Field("name", \.name, LocalText.shape), Field("price", \.price, .positiveAmount),
        Field("available", \.available, .flag), Field("default", \.isDefault, .flag))
}

/// An option group as tills have it.
public struct MenuGroupView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// How many must be chosen.
    public let min: Int
    /// How many may be chosen.
    public let max: Int
    /// How many of the first chosen cost nothing.
    public let free: Int
    /// The options, in order.
    public let options: [MenuOptionView]

    /// The wire's form.
    public static let shape = Shape<MenuGroupView>.object(
        "MenuGroup", MenuGroupView.init(id:name:min:max:free:options:), Field("id", \.id, .uuid),
        Field("name", \.name, LocalText.shape), Field("min", \.min, .int(0...99)),
        Field("max", \.max, .int(1...99)),
        Field("free", \.free, .int(0...99)), Field("options", \.options, MenuOptionView.shape.list(0...100)))
}

/// The menu of one branch as its tills show it.
public struct MenuView: Shaped, Equatable {
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// The currency of all prices.
    public let currency: Currency
    /// The headings.
    public let categories: [MenuCategoryView]
    /// The products.
    public let products: [MenuProductView]
    /// Its option groups, in order.
    public let groups: [MenuGroupView]

    /// The wire's form.
    public static let shape = Shape<MenuView>.object(
        "Menu", MenuView.init(version:currency:categories:products:groups:),
        Field("version", \.version, .integer(0...1_000_000_000)), Field("currency", \.currency, .currency),
        Field("categories", \.categories, MenuCategoryView.shape.list(0...10_000)),
        Field("products", \.products, MenuProductView.shape.list(0...100_000)),
        Field("groups", \.groups, MenuGroupView.shape.list(0...10_000)))
}

extension BranchMenu {
    /// What tills show now. A product without price or tax rate isn't sold, so it isn't shown.
    public func view(at now: Instant, for orderType: OrderType = .dineIn) -> MenuView {
        let moment = SaleMoment(branch: branch, at: now, zone: zone, orderType: orderType)
        let sold = snapshot.products.filter { snapshot.sells($0, at: branch) }
        let products = sold.compactMap { view(of: $0, moment) }
        let used = Set(products.flatMap(\.groups))
        return MenuView(
            version: snapshot.version, currency: snapshot.currency,
            categories: snapshot.categories.filter { !$0.archived }.map { category in
                MenuCategoryView(
                    id: category.id.raw, name: category.name, position: category.position,
                    color: category.color,
                    favorite: products.contains { $0.category == category.id.raw && $0.favorite })
            }, products: products,
            groups: snapshot.groups.filter { used.contains($0.id.raw) }.map { view(of: $0, now) })
    }

    private func view(of product: Product, _ moment: SaleMoment) -> MenuProductView? {
        guard let usual = product.defaultPortion,
            let rate = snapshot.taxClass(product.taxClass)?
                .rate(in: snapshot.jurisdiction, on: moment.local.day, for: moment.orderType),
            let price = try? snapshot.unitPrice(of: usual, product, at: moment).price
        else { return nil }
        let standing = availability.standing(of: product.id.raw, at: moment.at)
        let portions = product.portions.compactMap { portion in
            (try? snapshot.unitPrice(of: portion, product, at: moment).price).map {
                PortionView(portion, price: $0)
            }
        }
        return MenuProductView(
            id: product.id.raw, category: product.category.raw, name: product.name,
            description: product.description, price: price, portions: portions, taxRate: rate,
            plu: product.plu,
            barcode: product.barcode, weighed: product.weighed, favorite: product.favorite,
            groups: snapshot.groups(of: product).map(\.id.raw), allergens: product.allergens,
            alcohol: product.containsAlcohol, pork: product.containsPork, prepMinutes: product.prepMinutes,
            available: standing.state, remaining: standing.pieces, position: product.position)
    }

    private func view(of group: ModifierGroup, _ now: Instant) -> MenuGroupView {
        MenuGroupView(
            id: group.id.raw, name: group.name, min: group.min, max: group.max, free: group.freeCount,
            options: group.options.map { option in
                let standing = availability.standing(of: option.id.raw, at: now)
                return MenuOptionView(
                    id: option.id.raw, name: option.name, price: option.price,
                    available: standing.state == .on || (standing.pieces ?? 0) > 0,
                    isDefault: option.isDefault)
            })
    }
}
