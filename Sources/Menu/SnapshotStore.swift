import Base
import Organizations
import Store
import struct FoundationEssentials.UUID

/// The SQL that reads a whole menu.
enum SnapshotStore {
    /// What one round trip tells of a branch: the menu's version, the zone, and what isn't simply to be had.
    struct BranchSeen {
        let stamp: MenuCache.Stamp
        let zone: LocalZone
        let availability: [Availability]
    }

    static func branchQuery(_ organization: ID<Organization>, _ branch: ID<Branch>) -> KeyedRead {
        KeyedRead("menu of branch", branch.raw.text) { branchQuery(organization, $0) }
    }

    private static func branchQuery(_ organization: ID<Organization>, _ branches: [String]) -> SQL {
        """
        select b.id, b.time_zone, coalesce(v.version, 0), coalesce(v.xmin::text, ''), a.subject, a.state, a.remaining,
            a.until, a.version
        from branches b
        left join menu_versions v on v.organization = b.organization
        left join menu_availability a on a.organization = b.organization and a.branch = b.id and a.state <> 'on'
        where b.organization = \(organization) and b.id = any(\(branches)::uuid[])
        order by b.id, a.subject
        """
    }

    static func branch(_ answer: Rows, _ statement: SQL) throws -> BranchSeen? {
        let rows = try answer.decoded(
            as: (String, Int64, String, UUID?, Availability.State?, Quantity?, Instant?, Int64?).self,
            statement: statement)
        guard let first = rows.first else { return nil }
        guard let zone = LocalZone(first.0) else {
            throw DatabaseError(kind: .decoding, message: "a branch has an unknown time zone")
        }
        let availability = rows.compactMap { row in
            row.3.flatMap { subject in
                row.4.map {
                    Availability(
                        subject: subject, state: $0, remaining: row.5, until: row.6, version: row.7 ?? 0)
                }
            }
        }
        return BranchSeen(
            stamp: .init(version: first.1, transaction: first.2), zone: zone, availability: availability)
    }

    /// The version as it stands; nil when there is no such organization.
    static func stamp(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> MenuCache
        .Stamp?
    {
        try tx.row(MenuRead.version(organization), as: (Int64, String, Currency, String).self)
            .map { MenuCache.Stamp(version: $0.0, transaction: $0.1) }
    }

    /// Reads the menu and keeps it for the process.
    ///
    /// Every edit grows the version in its own transaction, so a version that is the same before and after
    /// the other statements proves that they all saw one menu; otherwise they are read again.
    static func load(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> MenuSnapshot {
        let (snapshot, stamp) = try read(organization, in: tx)
        MenuCache.shared.keep(snapshot, stamp)
        return snapshot
    }

    /// Reads the menu as this transaction sees it, for nobody else: what is written later in it is another
    /// menu of the same version.
    static func read(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> (MenuSnapshot, MenuCache.Stamp) {
        for _ in 1...Limits.transactionAttemptsMax {
            let read = try MenuRead(organization, tx.all(MenuRead.statements(organization)))
            guard read.stampBefore == read.stampAfter else { continue }
            return (MenuSnapshot(read.parts), read.stampAfter)
        }
        throw DatabaseError(kind: .conflict, message: "the menu kept changing while it was read")
    }
}

/// The answers of the statements that make a menu.
struct MenuRead {
    let stampBefore: MenuCache.Stamp
    let stampAfter: MenuCache.Stamp
    let parts: MenuSnapshot.Parts

    init(_ organization: ID<Organization>, _ answers: [Rows]) throws {
        let statements = MenuRead.statements(organization)
        func decoded<each Column: SQLValue>(
            _ index: Int, _ type: (repeat each Column).Type
        ) throws -> [(repeat each Column)] {
            try answers[index].decoded(as: type, statement: statements[index])
        }
        let head = try decoded(0, (Int64, String, Currency, String).self)
        let foot = try decoded(12, (Int64, String, Currency, String).self)
        guard let before = head.first, let after = foot.first else { throw MenuRefusal.notFound }
        stampBefore = .init(version: before.0, transaction: before.1)
        stampAfter = .init(version: after.0, transaction: after.1)
        var parts = MenuSnapshot.Parts(
            organization: organization, version: before.0, stamp: stampAfter, currency: before.2,
            jurisdiction: before.3)
        parts.categories = try decoded(1, CategoryStore.Row.self).map(CategoryStore.category)
        let portions = Dictionary(
            grouping: try decoded(3, ProductStore.PortionRow.self), by: { $0.0 })
        let links = Dictionary(
            grouping: try decoded(4, (ID<Product>, ID<ModifierGroup>).self), by: { $0.0 })
        parts.products = try decoded(2, ProductStore.Row.self).map { row in
            ProductStore.product(
                row, portions: (portions[row.0] ?? []).map(ProductStore.portion),
                groups: (links[row.0] ?? []).map(\.1))
        }
        let options = Dictionary(grouping: try decoded(6, GroupStore.OptionRow.self), by: { $0.0 })
        parts.groups = try decoded(5, GroupStore.Row.self).map { row in
            GroupStore.group(row, options: (options[row.0] ?? []).map(GroupStore.option))
        }
        let rates = Dictionary(
            grouping: try decoded(8, (ID<TaxClass>, String, String, Day, Int64).self), by: { $0.0 })
        parts.taxClasses = try decoded(7, (ID<TaxClass>, String, LocalText).self).map { row in
            TaxClass(
                id: row.0, code: row.1, name: row.2,
                rates: (rates[row.0] ?? []).map {
                    TaxRate(
                        jurisdiction: $0.1, orderType: OrderType(rawValue: $0.2), validFrom: $0.3,
                        basisPoints: $0.4)
                })
        }
        parts.rules = try decoded(9, PriceListStore.RuleRow.self).map(PriceListStore.rule)
        for (branch, portion, price) in try decoded(10, (ID<Branch>, ID<Portion>, Int64).self) {
            parts.branchPrices[branch, default: [:]][portion] = price
        }
        for (branch, product) in try decoded(11, (ID<Branch>, ID<Product>).self) {
            parts.hidden[branch, default: []].insert(product)
        }
        self.parts = parts
    }

    static func version(_ organization: ID<Organization>) -> SQL {
        """
        select coalesce(v.version, 0), coalesce(v.xmin::text, ''), o.currency, o.jurisdiction
        from organizations o left join menu_versions v on v.organization = o.id where o.id = \(organization)
        """
    }

    static func statements(_ organization: ID<Organization>) -> [SQL] {
        let version = version(organization)
        return [
            version, CategoryStore.all(organization), ProductStore.all(organization),
            ProductStore.portions(organization), ProductStore.links(organization),
            GroupStore.all(organization),
            GroupStore.options(organization), TaxClassStore.all(organization),
            TaxClassStore.rates(organization),
            PriceListStore.activeRules(organization), ProductStore.branchPrices(organization),
            ProductStore.hidden(organization), version,
        ]
    }
}
