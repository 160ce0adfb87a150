public import Base
public import Kitchen
public import Menu
public import Organizations
import Store

/// The demo's menu: a Turkish café-restaurant's, with four stations in every branch, made by the real
/// commands.
public struct DemoMenu: Sendable {
    /// Something on it, with what a believable day of sales needs to know.
    public struct Item: Sendable {
        /// The product.
        public let product: ID<Product>
        /// Its Turkish name.
        public let name: String
        /// Its category's key in the file: `breakfast`, `grills`, `alcohol`…
        public let category: String
        /// The price of its default portion.
        public let price: Int64
        /// How often it is ordered, 1 to 10.
        public let popularity: Int
        /// The hours of the day at which it is ordered.
        public let hours: Range<Int>
        /// An option of each group that demands one: the smallest order that is accepted.
        public let required: [OptionChoice]
        /// The options that may be added to that, all groups' maximums kept by one more choice.
        public let extras: [OptionChoice]
    }

    /// Everything on it.
    public let items: [Item]
    /// The stations by branch and key: `grill`, `oven`, `cold`, `bar`.
    public let stations: [ID<Branch>: [String: ID<Station>]]

    /// Makes the menu whole or not at all, from `menu.json` in a folder.
    ///
    /// - Throws: `DemoFault`, a `Problem` that names the file's faults, or what the commands refuse.
    public static func create(
        _ runner: CommandRunner, _ organization: ID<Organization>, _ branches: [ID<Branch>], folder: String
    ) async throws -> DemoMenu {
        let file = try DemoMenuFile.read(from: folder)
        let command = runner.surroundings.newUUID()
        return try await runner.run(.system(organization), command: command) { context, tx in
            var making = Making(file: file, context: context)
            return try making.menu(for: branches, in: tx)
        }
    }
}

/// The demo's menu while it is made.
private struct Making {
    let file: DemoMenuFile
    let context: CommandContext
    var categories: [String: ID<Category>] = [:]
    var groups: [String: GroupEditorView] = [:]
    var products: [(file: DemoMenuFile.Product, id: ID<Product>)] = []

    mutating func menu(for branches: [ID<Branch>], in tx: borrowing Transaction) throws -> DemoMenu {
        let taxes = try AdoptTaxPack.run(.turkey, context, in: tx)
        for (position, entry) in file.categories.enumerated() {
            let id: ID<Category> = context.surroundings.newID()
            let draft = CategoryDraft(id: id.raw, name: entry.name, color: entry.color, position: position)
            _ = try CreateCategory.run(draft, context, in: tx)
            categories[entry.key] = id
        }
        for (position, entry) in file.groups.enumerated() {
            let draft = GroupDraft(
                name: entry.name, min: entry.min, max: entry.max, free: entry.free, options: entry.options,
                position: position)
            groups[entry.key] = try CreateModifierGroup.run(draft, context, in: tx)
        }
        for (position, entry) in file.products.enumerated() { try make(entry, position, taxes, in: tx) }
        for list in file.priceLists { try make(list, in: tx) }
        var stations: [ID<Branch>: [String: ID<Station>]] = [:]
        for branch in branches { stations[branch] = try makeStations(in: branch, in: tx) }
        return DemoMenu(items: try products.map(item), stations: stations)
    }

    private mutating func make(
        _ entry: DemoMenuFile.Product, _ position: Int, _ taxes: [String: ID<TaxClass>],
        in tx: borrowing Transaction
    ) throws {
        guard let category = categories[entry.category] else { throw DemoFault.unknown(entry.category) }
        guard let tax = taxes[entry.tax] else { throw DemoFault.unknown(entry.tax) }
        let links = try entry.groups.map { key in
            guard let group = groups[key] else { throw DemoFault.unknown(key) }
            return ID<ModifierGroup>(group.id)
        }
        let id: ID<Product> = context.surroundings.newID()
        let draft = ProductDraft(
            id: id.raw, category: category, name: entry.name, description: entry.description,
            kitchenName: entry.kitchenName, portions: entry.portions, taxClass: tax, plu: entry.plu,
            barcode: entry.barcode, favorite: entry.favorite, prepMinutes: entry.prepMinutes,
            stationHint: entry.station, allergens: entry.allergens, alcohol: entry.alcohol,
            position: position,
            groups: links)
        _ = try CreateProduct.run(draft, context, in: tx)
        products.append((entry, id))
    }

    private func make(_ list: DemoMenuFile.List, in tx: borrowing Transaction) throws {
        let rules = try list.rules.map { rule in
            guard let product = products.first(where: { $0.file.name.text(in: "tr") == rule.product }) else {
                throw DemoFault.unknown(rule.product)
            }
            return PriceRuleDraft(
                weekdays: rule.weekdays, fromSecond: try second(rule.from), toSecond: try second(rule.to),
                product: product.id, kind: .percent, value: rule.percent)
        }
        try WritePriceList.run(
            PriceListDraft(id: context.surroundings.newUUID(), name: list.name, rules: rules), context, in: tx
        )
    }

    private func second(_ clock: String) throws -> Int {
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { throw DemoFault.unknown(clock) }
        return parts[0] * 3600 + parts[1] * 60
    }

    private func makeStations(
        in branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [String: ID<Station>] {
        var stations: [String: ID<Station>] = [:]
        for (position, entry) in file.stations.enumerated() {
            let draft = StationDraft(
                name: entry.name, warnMinutes: entry.warnMinutes, lateMinutes: entry.lateMinutes,
                position: position)
            stations[entry.key] = try CreateStation.run(draft, at: branch, context, in: tx).id
        }
        func rule(_ station: String, product: ID<Product>? = nil, category: ID<Category>? = nil) throws
            -> RoutingRule
        {
            guard let id = stations[station] else { throw DemoFault.unknown(station) }
            return RoutingRule(station: id, product: product?.raw, category: category?.raw)
        }
        var rules = try file.categories.map { try rule($0.station, category: categories[$0.key]) }
        for product in products {
            if let station = product.file.station { rules.append(try rule(station, product: product.id)) }
        }
        try SetRouting.run(rules, at: branch, context, in: tx)
        return stations
    }

    private func item(_ product: (file: DemoMenuFile.Product, id: ID<Product>)) throws -> DemoMenu.Item {
        let file = product.file
        guard let category = self.file.categories.first(where: { $0.key == file.category }) else {
            throw DemoFault.unknown(file.category)
        }
        let asked = file.groups.compactMap { groups[$0] }
        let usual = file.portions.first(where: \.isDefault) ?? file.portions.first
        return DemoMenu.Item(
            product: product.id, name: file.name.text(in: "tr"), category: file.category,
            price: usual?.price ?? 0, popularity: file.popularity, hours: category.from..<category.to,
            required: asked.filter { $0.min > 0 }.flatMap { group in
                let options = group.options.filter(\.isDefault) + group.options.filter { !$0.isDefault }
                return options.prefix(group.min).map { OptionChoice(ID($0.id)) }
            },
            extras: asked.filter { $0.min == 0 }.flatMap { group in
                group.options.map { OptionChoice(ID($0.id)) }
            })
    }
}
