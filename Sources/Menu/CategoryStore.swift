import Base
import Organizations
import Store

/// All SQL of categories.
enum CategoryStore {
    typealias Row = (ID<Category>, LocalText, String, Int, Bool, Int64)

    static func all(_ organization: ID<Organization>) -> SQL {
        """
        select id, name, color, position, archived_at is not null, version from menu_categories
        where organization = \(organization) order by position, id
        """
    }

    static func category(_ row: Row) -> Category {
        Category(
            id: row.0, name: row.1, color: row.2, position: row.3, archived: row.4, version: row.5)
    }

    static func locked(
        _ organization: ID<Organization>, _ id: ID<Category>, in tx: borrowing Transaction
    ) throws -> Category? {
        try tx.row(
            """
            select id, name, color, position, archived_at is not null, version from menu_categories
            where organization = \(organization) and id = \(id) for update
            """, as: Row.self
        ).map(category)
    }

    static func insert(_ organization: ID<Organization>, _ category: Category, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into menu_categories (organization, id, name, color, position, version)
            values (\(organization), \(category.id), \(category.name), \(category.color), \(category.position), 1)
            """, affecting: 1)
    }

    static func update(
        _ organization: ID<Organization>, _ category: Category, archivedAt: Instant?,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update menu_categories set name = \(category.name), color = \(category.color),
                position = \(category.position), archived_at = \(archivedAt)::timestamptz, version = \(category.version)
            where organization = \(organization) and id = \(category.id) and version = \(category.version - 1)
            """, affecting: 1)
    }

    static func productsIn(
        _ organization: ID<Organization>, _ id: ID<Category>, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from menu_products
            where organization = \(organization) and category = \(id) and archived_at is null
            """, as: Int.self) ?? 0
    }
}
