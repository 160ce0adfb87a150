import Base
import Organizations
import Store

/// All SQL of products, their portions, option groups and what differs by branch.
enum ProductStore {
    typealias Row = (
        ID<Product>, ID<Category>, LocalText, LocalText, String?, ID<TaxClass>, String?, String?, Bool, Bool,
        Int,
        String?, [Allergen], Bool, Bool, Int, Bool, Int64
    )
    typealias PortionRow = (ID<Product>, ID<Portion>, LocalText, Int64, Bool, Int)

    private static let columns: SQL = """
        p.id, p.category, p.name, p.description, p.kitchen_name, p.tax_class, p.plu, p.barcode, p.weighed, p.favorite,
        p.prep_minutes, p.station_hint, p.allergens, p.contains_alcohol, p.contains_pork, p.position,
        p.archived_at is not null, p.version
        """

    static func all(_ organization: ID<Organization>) -> SQL {
        """
        select \(part: columns) from menu_products p
        join menu_categories c on c.organization = p.organization and c.id = p.category
        where p.organization = \(organization) order by c.position, c.id, p.position, p.id
        """
    }

    static func portions(_ organization: ID<Organization>) -> SQL {
        """
        select product, id, name, price, is_default, position from menu_portions
        where organization = \(organization) and archived_at is null order by product, position, id
        """
    }

    static func links(_ organization: ID<Organization>) -> SQL {
        """
        select product, menu_group from menu_product_groups
        where organization = \(organization) order by product, position
        """
    }

    static func branchPrices(_ organization: ID<Organization>) -> SQL {
        "select branch, portion, price from menu_branch_prices where organization = \(organization)"
    }

    static func hidden(_ organization: ID<Organization>) -> SQL {
        "select branch, product from menu_hidden where organization = \(organization)"
    }

    static func portion(_ row: PortionRow) -> Portion {
        Portion(id: row.1, name: row.2, price: row.3, isDefault: row.4, position: row.5)
    }

    static func product(_ row: Row, portions: [Portion], groups: [ID<ModifierGroup>]) -> Product {
        Product(
            id: row.0, category: row.1, name: row.2, description: row.3, kitchenName: row.4,
            portions: portions,
            taxClass: row.5, plu: row.6, barcode: row.7, weighed: row.8, favorite: row.9, prepMinutes: row.10,
            stationHint: row.11, allergens: row.12, containsAlcohol: row.13, containsPork: row.14,
            position: row.15,
            groups: groups, archived: row.16, version: row.17)
    }

    static func locked(
        _ organization: ID<Organization>, _ id: ID<Product>, in tx: borrowing Transaction
    ) throws -> Product? {
        let statements: [SQL] = [
            """
            select \(part: columns) from menu_products p
            where p.organization = \(organization) and p.id = \(id) for update
            """,
            """
            select product, id, name, price, is_default, position from menu_portions
            where organization = \(organization) and product = \(id) and archived_at is null order by position, id
            """,
            """
            select menu_group from menu_product_groups
            where organization = \(organization) and product = \(id) order by position
            """,
        ]
        let answers = try tx.all(statements)
        guard let row = try answers[0].decoded(as: Row.self, statement: statements[0]).first else {
            return nil
        }
        let portions = try answers[1].decoded(as: PortionRow.self, statement: statements[1]).map(portion)
        let groups = try answers[2].decoded(as: (ID<ModifierGroup>).self, statement: statements[2])
        return product(row, portions: portions, groups: groups)
    }

    static func insert(_ organization: ID<Organization>, _ product: Product, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into menu_products (organization, id, category, name, description, kitchen_name, tax_class, plu,
                barcode, weighed, favorite, prep_minutes, station_hint, allergens, contains_alcohol, contains_pork,
                position, version)
            values (\(organization), \(product.id), \(product.category), \(product.name), \(product.description),
                \(product.kitchenName), \(product.taxClass), \(product.plu), \(product.barcode), \(product.weighed),
                \(product.favorite), \(product.prepMinutes), \(product.stationHint), \(product.allergens)::text[],
                \(product.containsAlcohol), \(product.containsPork), \(product.position), \(product.version))
            """, affecting: 1)
    }

    static func update(
        _ organization: ID<Organization>, _ product: Product, archivedAt: Instant?,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update menu_products set category = \(product.category), name = \(product.name),
                description = \(product.description), kitchen_name = \(product.kitchenName),
                tax_class = \(product.taxClass), plu = \(product.plu), barcode = \(product.barcode),
                weighed = \(product.weighed), favorite = \(product.favorite), prep_minutes = \(product.prepMinutes),
                station_hint = \(product.stationHint), allergens = \(product.allergens)::text[],
                contains_alcohol = \(product.containsAlcohol), contains_pork = \(product.containsPork),
                position = \(product.position), archived_at = \(archivedAt)::timestamptz,
                version = \(product.version)
            where organization = \(organization) and id = \(product.id) and version = \(product.version - 1)
            """, affecting: 1)
    }

    /// How many of these portions belong to other products.
    static func portionsElsewhere(
        _ organization: ID<Organization>, _ portions: [ID<Portion>], than product: ID<Product>,
        in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from menu_portions
            where organization = \(organization) and id = any(\(portions)::uuid[]) and product <> \(product)
            """, as: Int.self) ?? 0
    }

    /// Writes the portions as they now are; those that are gone are archived, for old checks name them.
    static func write(
        _ organization: ID<Organization>, portions: [Portion], of product: ID<Product>, at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update menu_portions set archived_at = \(now), is_default = false
            where organization = \(organization) and product = \(product) and archived_at is null
                and id <> all(\(portions.map(\.id))::uuid[])
            """)
        tx.later(
            """
            update menu_portions set is_default = false
            where organization = \(organization) and product = \(product) and is_default
            """)
        tx.later(
            """
            insert into menu_portions (organization, id, product, name, price, is_default, position)
            select \(organization), w.id, \(product), w.name, w.price, w.is_default, w.position
            from unnest(\(portions.map(\.id))::uuid[], \(portions.map(\.name))::jsonb[],
                \(portions.map(\.price))::bigint[], \(portions.map(\.isDefault))::boolean[],
                \(portions.map(\.position))::integer[]) w (id, name, price, is_default, position)
            on conflict on constraint menu_portions_pkey do update set name = excluded.name, price = excluded.price,
                is_default = excluded.is_default, position = excluded.position, archived_at = null
            where menu_portions.product = excluded.product
            """, affecting: portions.count)
    }

    static func write(
        _ organization: ID<Organization>, groups: [ID<ModifierGroup>], of product: ID<Product>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            "delete from menu_product_groups where organization = \(organization) and product = \(product)")
        guard !groups.isEmpty else { return }
        tx.later(
            """
            insert into menu_product_groups (organization, product, menu_group, position)
            select \(organization), \(product), w.id, w.position
            from unnest(\(groups)::uuid[]) with ordinality w (id, position)
            """, affecting: groups.count)
    }

    /// Replaces all prices that differ by branch.
    static func write(
        _ organization: ID<Organization>, branchPrices: [BranchPrice], of product: ID<Product>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            delete from menu_branch_prices b using menu_portions p
            where b.organization = \(organization) and p.organization = b.organization and p.id = b.portion
                and p.product = \(product)
            """)
        guard !branchPrices.isEmpty else { return }
        tx.later(
            """
            insert into menu_branch_prices (organization, branch, portion, price)
            select \(organization), w.branch, w.portion, w.price
            from unnest(\(branchPrices.map(\.branch))::uuid[], \(branchPrices.map(\.portion))::uuid[],
                \(branchPrices.map(\.price))::bigint[]) w (branch, portion, price)
            """, affecting: branchPrices.count)
    }

    /// Replaces the branches that don't have the product on their menu.
    static func write(
        _ organization: ID<Organization>, hiddenAt branches: [ID<Branch>], product: ID<Product>,
        in tx: borrowing Transaction
    ) {
        tx.later("delete from menu_hidden where organization = \(organization) and product = \(product)")
        guard !branches.isEmpty else { return }
        tx.later(
            """
            insert into menu_hidden (organization, branch, product)
            select \(organization), w.branch, \(product) from unnest(\(branches)::uuid[]) w (branch)
            """, affecting: branches.count)
    }
}
