import Base
import Organizations
import Store

/// All SQL of option groups and their options.
enum GroupStore {
    typealias Row = (ID<ModifierGroup>, LocalText, Int, Int, Int, Int, Bool, Int64)
    typealias OptionRow = (
        ID<ModifierGroup>, ID<ModifierOption>, LocalText, String?, ModifierOption.Kind, Int64, Bool, Int
    )

    static func all(_ organization: ID<Organization>) -> SQL {
        """
        select id, name, min_count, max_count, free_count, position, archived_at is not null, version
        from menu_groups where organization = \(organization) order by position, id
        """
    }

    static func options(_ organization: ID<Organization>) -> SQL {
        """
        select menu_group, id, name, kitchen_text, kind, price, is_default, position from menu_options
        where organization = \(organization) and archived_at is null order by menu_group, position, id
        """
    }

    static func group(_ row: Row, options: [ModifierOption]) -> ModifierGroup {
        ModifierGroup(
            id: row.0, name: row.1, min: row.2, max: row.3, freeCount: row.4, options: options,
            position: row.5,
            archived: row.6, version: row.7)
    }

    static func option(_ row: OptionRow) -> ModifierOption {
        ModifierOption(
            id: row.1, name: row.2, kitchenText: row.3, kind: row.4, price: row.5, isDefault: row.6,
            position: row.7)
    }

    static func locked(
        _ organization: ID<Organization>, _ id: ID<ModifierGroup>, in tx: borrowing Transaction
    ) throws -> ModifierGroup? {
        let statements: [SQL] = [
            """
            select id, name, min_count, max_count, free_count, position, archived_at is not null, version
            from menu_groups where organization = \(organization) and id = \(id) for update
            """,
            """
            select menu_group, id, name, kitchen_text, kind, price, is_default, position from menu_options
            where organization = \(organization) and menu_group = \(id) and archived_at is null order by position, id
            """,
        ]
        let answers = try tx.all(statements)
        guard let row = try answers[0].decoded(as: Row.self, statement: statements[0]).first else {
            return nil
        }
        return group(
            row, options: try answers[1].decoded(as: OptionRow.self, statement: statements[1]).map(option))
    }

    static func insert(_ organization: ID<Organization>, _ group: ModifierGroup, in tx: borrowing Transaction)
    {
        tx.later(
            """
            insert into menu_groups (organization, id, name, min_count, max_count, free_count, position, version)
            values (\(organization), \(group.id), \(group.name), \(group.min), \(group.max), \(group.freeCount),
                \(group.position), \(group.version))
            """, affecting: 1)
    }

    static func update(
        _ organization: ID<Organization>, _ group: ModifierGroup, archivedAt: Instant?,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update menu_groups set name = \(group.name), min_count = \(group.min), max_count = \(group.max),
                free_count = \(group.freeCount), position = \(group.position),
                archived_at = \(archivedAt)::timestamptz, version = \(group.version)
            where organization = \(organization) and id = \(group.id) and version = \(group.version - 1)
            """, affecting: 1)
    }

    /// How many of these options belong to other groups.
    static func optionsElsewhere(
        _ organization: ID<Organization>, _ options: [ID<ModifierOption>], than group: ID<ModifierGroup>,
        in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from menu_options
            where organization = \(organization) and id = any(\(options)::uuid[]) and menu_group <> \(group)
            """, as: Int.self) ?? 0
    }

    /// Writes the options as they now are; those that are gone are archived, for old checks name them.
    static func write(
        _ organization: ID<Organization>, options: [ModifierOption], of group: ID<ModifierGroup>,
        at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update menu_options set archived_at = \(now)
            where organization = \(organization) and menu_group = \(group) and archived_at is null
                and id <> all(\(options.map(\.id))::uuid[])
            """)
        guard !options.isEmpty else { return }
        tx.later(
            """
            insert into menu_options (organization, id, menu_group, name, kitchen_text, kind, price, is_default,
                position)
            select \(organization), w.id, \(group), w.name, w.kitchen_text, w.kind, w.price, w.is_default, w.position
            from unnest(\(options.map(\.id))::uuid[], \(options.map(\.name))::jsonb[],
                \(options.map(\.kitchenText))::text[], \(options.map(\.kind))::text[],
                \(options.map(\.price))::bigint[], \(options.map(\.isDefault))::boolean[],
                \(options.map(\.position))::integer[])
                w (id, name, kitchen_text, kind, price, is_default, position)
            on conflict on constraint menu_options_pkey do update set name = excluded.name,
                kitchen_text = excluded.kitchen_text, kind = excluded.kind, price = excluded.price,
                is_default = excluded.is_default, position = excluded.position, archived_at = null
            where menu_options.menu_group = excluded.menu_group
            """, affecting: options.count)
    }

    static func productsWith(
        _ organization: ID<Organization>, _ id: ID<ModifierGroup>, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from menu_product_groups l
            join menu_products p on p.organization = l.organization and p.id = l.product
            where l.organization = \(organization) and l.menu_group = \(id) and p.archived_at is null
            """, as: Int.self) ?? 0
    }
}
