import Base
import Organizations
import Store

/// All SQL of price lists and their rules.
enum PriceListStore {
    typealias RuleRow = (
        ID<PriceRule>, ID<PriceList>, Int, Int, Int, ID<Branch>?, OrderType?, ID<Product>?, ID<Category>?,
        Int, String,
        Int64
    )

    static func activeRules(_ organization: ID<Organization>) -> SQL {
        """
        select r.id, r.price_list, r.weekdays, r.from_second, r.to_second, r.branch, r.order_type, r.product,
            r.category, r.priority, r.kind, r.value
        from price_rules r join price_lists l on l.organization = r.organization and l.id = r.price_list
        where r.organization = \(organization) and l.active and l.archived_at is null order by r.id
        """
    }

    static func rule(_ row: RuleRow) -> PriceRule {
        PriceRule(
            id: row.0, list: row.1, weekdays: row.2, fromSecond: row.3, toSecond: row.4, branch: row.5,
            orderType: row.6, product: row.7, category: row.8, priority: row.9,
            effect: row.10 == "price" ? .price(row.11) : .percentOff(row.11))
    }

    static func locked(
        _ organization: ID<Organization>, _ id: ID<PriceList>, in tx: borrowing Transaction
    ) throws -> PriceList? {
        try tx.row(
            """
            select id, name, active, version from price_lists
            where organization = \(organization) and id = \(id) and archived_at is null for update
            """, as: (ID<PriceList>, LocalText, Bool, Int64).self
        ).map { PriceList(id: $0.0, name: $0.1, active: $0.2, version: $0.3) }
    }

    static func insert(_ organization: ID<Organization>, _ list: PriceList, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into price_lists (organization, id, name, active, version)
            values (\(organization), \(list.id), \(list.name), \(list.active), \(list.version))
            """, affecting: 1)
    }

    static func update(_ organization: ID<Organization>, _ list: PriceList, in tx: borrowing Transaction) {
        tx.later(
            """
            update price_lists set name = \(list.name), active = \(list.active), version = \(list.version)
            where organization = \(organization) and id = \(list.id) and version = \(list.version - 1)
            """, affecting: 1)
    }

    /// Replaces the rules of a list.
    static func write(
        _ organization: ID<Organization>, rules: [PriceRule], of list: ID<PriceList>,
        in tx: borrowing Transaction
    ) {
        tx.later("delete from price_rules where organization = \(organization) and price_list = \(list)")
        for rule in rules {
            let (kind, value): (String, Int64) =
                switch rule.effect {
                case .percentOff(let points): ("percent", points)
                case .price(let price): ("price", price)
                }
            tx.later(
                """
                insert into price_rules (organization, id, price_list, weekdays, from_second, to_second, branch,
                    order_type, product, category, priority, kind, value)
                values (\(organization), \(rule.id), \(list), \(rule.weekdays), \(rule.fromSecond), \(rule.toSecond),
                    \(rule.branch), \(rule.orderType), \(rule.product), \(rule.category), \(rule.priority), \(kind),
                    \(value))
                """, affecting: 1)
        }
    }
}
