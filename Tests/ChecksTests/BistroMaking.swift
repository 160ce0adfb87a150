import Base
import Connectors
import Drawers
import Fiscal
import Foundation
import Kitchen
import Menu
import Organizations
import Payments
import Store
import TestSupport

@testable import Checks

extension Bistro {
    private static let dishes: [(name: String, price: Int64, tax: String)] = [
        ("Türk kahvesi", 9500, "food"), ("Latte", 14500, "food"), ("Kola", 7500, "food"),
        ("Hamburger", 32000, "food"), ("Patates", 11000, "food"), ("Kahvaltı", 75000, "food"),
        ("Bira", 22000, "alcohol"), ("Rakı", 95000, "alcohol"), ("Köy ekmeği", 6000, "packaged"),
    ]

    static func make(_ slug: String = "bistro", card: (any Connector)? = nil) async throws -> Bistro {
        let db = TestDatabase.current
        let organization = db.surroundings.newID(Organization.self)
        let branch = db.surroundings.newID(Branch.self)
        try await rows(organization, branch, slug)
        let connectors = ConnectorSet([
            card ?? Simulator(database: db, surroundings: db.surroundings, pause: { _ in })
        ])
        let runner = CommandRunner(database: db, surroundings: db.surroundings)
        return try await runner.run(.system(organization), command: db.surroundings.newUUID()) {
            context, tx in
            try make(organization, branch, PaymentMeans(connectors: connectors), context, in: tx)
        }
    }

    private static func rows(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ slug: String
    ) async throws {
        let now = TestDatabase.current.clock.now
        try await TestDatabase.current.transaction(.system) { tx in
            try tx.run(
                """
                insert into organizations (id, slug, name, currency, jurisdiction, locales, created_at)
                values (\(organization), \(slug), 'Bistro', 'TRY', 'TR', '{tr,en}', \(now))
                """)
            try tx.run(
                """
                insert into branches (organization, id, name, time_zone, day_start_minutes, created_at)
                values (\(organization), \(branch), 'Moda', 'Europe/Istanbul', 240, \(now))
                """)
            try tx.run(
                "insert into branch_streams (organization, branch) values (\(organization), \(branch))")
        }
    }

    private static func make(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ means: PaymentMeans,
        _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Bistro {
        let surroundings = context.surroundings
        let taxes = try AdoptTaxPack.run(.turkey, context, in: tx)
        let category = surroundings.newUUID()
        _ = try CreateCategory.run(
            CategoryDraft(id: category, name: LocalText(tr: "Hepsi", en: "All")), context, in: tx)
        let milk = try milks(context, in: tx)
        var products: [String: ID<Product>] = [:]
        for (position, dish) in dishes.enumerated() {
            guard let tax = taxes[dish.tax] else { throw MissingProduct(name: dish.tax) }
            let id = surroundings.newUUID()
            _ = try CreateProduct.run(
                ProductDraft(
                    id: id, category: ID(category), name: LocalText(tr: dish.name),
                    portions: [PortionDraft(price: dish.price, isDefault: true)], taxClass: tax,
                    alcohol: dish.tax == "alcohol", position: position,
                    groups: dish.name == "Latte" ? [milk.group] : []), context, in: tx)
            products[dish.name] = ID(id)
        }
        let station = try CreateStation.run(
            StationDraft(name: LocalText(tr: "Mutfak")), at: branch, context, in: tx)
        try SetRouting.run([RoutingRule(station: station.id)], at: branch, context, in: tx)
        let tables = try tables(branch, context, in: tx)
        let drawer = Drawer(id: surroundings.newID(), branch: branch, name: "Kasa 1")
        try AddDrawer.run(drawer, context, in: tx)
        let session = try OpenDrawer.run(
            surroundings.newID(), drawer: drawer.id, in: branch, float: Money(minor: 50_000, .lira),
            businessDay: try OpenBusinessDay.run(branch, natural: today, context, in: tx), context, in: tx)
        return Bistro(
            organization: organization, branch: branch, tables: tables, products: products,
            options: milk.options,
            station: station.id, drawer: drawer.id, session: session.id, means: means)
    }

    /// 21 November 2026, the business day at which test clocks start.
    static let today = Day(number: 20_778)

    private static func milks(
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (group: ID<ModifierGroup>, options: [String: ID<ModifierOption>]) {
        let group = context.surroundings.newUUID()
        let oat = context.surroundings.newUUID()
        let shot = context.surroundings.newUUID()
        _ = try CreateModifierGroup.run(
            GroupDraft(
                id: group, name: LocalText(tr: "Ekstra"), min: 0, max: 5,
                options: [
                    OptionDraft(id: oat, name: LocalText(tr: "Yulaf sütü"), kind: .add, price: 2500),
                    OptionDraft(id: shot, name: LocalText(tr: "Ekstra shot"), kind: .add, price: 1500),
                ]), context, in: tx)
        return (ID(group), ["oat": ID(oat), "shot": ID(shot)])
    }

    private static func tables(
        _ branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> [ID<DiningTable>] {
        let floor = Floor(id: context.surroundings.newID(), name: "Salon", position: 0)
        try AddFloor.run(floor, at: branch, context, in: tx)
        return try (0..<4).map { number in
            let table = DiningTable(
                id: context.surroundings.newID(), floor: floor.id, name: "T\(number + 1)", seats: 4,
                shape: .square,
                place: TablePlace(x: number * 3, y: 0, width: 2, height: 2))
            try AddTable.run(table, at: branch, context, in: tx)
            return table.id
        }
    }
}
