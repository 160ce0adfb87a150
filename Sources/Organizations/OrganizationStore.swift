import Base
import Store

/// All SQL of organizations and branches.
enum OrganizationStore {
    static func insert(_ organization: Organization, at now: Instant, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into organizations (id, slug, name, currency, jurisdiction, locales, created_at)
            values (\(organization.id), \(organization.slug), \(organization.name), \(organization.currency),
                \(organization.jurisdiction), \(organization.locales)::text[], \(now))
            """)
    }

    static func insert(_ branch: Branch, at now: Instant, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into branches (organization, id, name, time_zone, day_start_minutes, card_route, created_at)
            values (\(branch.organization), \(branch.id), \(branch.name), \(branch.timeZone), \(branch.dayStart),
                \(branch.cardRoute), \(now))
            """)
        BranchStreamStore.begin(branch.organization, branch.id, in: tx)
    }

    static func organization(
        _ id: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Organization? {
        try tx.row(
            "select id, slug, name, currency, jurisdiction, locales, version from organizations where id = \(id)",
            as: (ID<Organization>, String, String, Currency, String, [String], Int64).self
        ).map(organization)
    }

    /// The organization, locked against other changes of it.
    static func locked(_ id: ID<Organization>, in tx: borrowing Transaction) throws -> Organization? {
        try tx.row(
            """
            select id, slug, name, currency, jurisdiction, locales, version from organizations where id = \(id)
            for no key update
            """, as: (ID<Organization>, String, String, Currency, String, [String], Int64).self
        ).map(organization)
    }

    /// Writes an organization's name, from the version that was read.
    static func update(_ organization: Organization, in tx: borrowing Transaction) {
        tx.later(
            """
            update organizations set name = \(organization.name), version = \(organization.version)
            where id = \(organization.id) and version = \(organization.version - 1)
            """, affecting: 1)
    }

    static func organization(slug: String, in tx: borrowing Transaction) throws -> Organization? {
        try tx.row(
            "select id, slug, name, currency, jurisdiction, locales, version from organizations where slug = \(slug)",
            as: (ID<Organization>, String, String, Currency, String, [String], Int64).self
        ).map(organization)
    }

    static func organizations(in tx: borrowing Transaction) throws -> [Organization] {
        try tx.rows(
            "select id, slug, name, currency, jurisdiction, locales, version from organizations order by slug",
            as: (ID<Organization>, String, String, Currency, String, [String], Int64).self
        ).map(organization)
    }

    static func organizations(
        of person: ID<Person>, in tx: borrowing Transaction
    ) throws -> [Organization] {
        try tx.rows(
            """
            select id, slug, organizations.name, currency, jurisdiction, locales, organizations.version
            from organizations join memberships on memberships.organization = organizations.id
            where memberships.person = \(person) and memberships.disabled_at is null order by slug
            """, as: (ID<Organization>, String, String, Currency, String, [String], Int64).self
        ).map(organization)
    }

    static func branches(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Branch] {
        try branches("true order by created_at, id", organization, in: tx)
    }

    /// One branch, locked against other changes of it.
    static func lockedBranch(
        _ branch: ID<Branch>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Branch? {
        try branches("id = \(branch) for no key update", organization, in: tx).first
    }

    private static func branches(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Branch] {
        try tx.rows(
            """
            select id, name, time_zone, day_start_minutes, address, tax_office, tax_number, card_route, version
            from branches where organization = \(organization) and \(part: condition)
            """, as: (ID<Branch>, String, String, Int, String, String, String, CardRoute, Int64).self
        ).map {
            Branch(
                id: $0.0, organization: organization, name: $0.1, timeZone: $0.2, dayStart: $0.3,
                address: $0.4, taxOffice: $0.5, taxNumber: $0.6,
                cardRoute: $0.7, version: $0.8)
        }
    }

    /// Writes a branch, from the version that was read.
    static func update(_ branch: Branch, in tx: borrowing Transaction) {
        tx.later(
            """
            update branches set name = \(branch.name), time_zone = \(branch.timeZone),
                day_start_minutes = \(branch.dayStart), address = \(branch.address), tax_office = \(branch.taxOffice),
                tax_number = \(branch.taxNumber), card_route = \(branch.cardRoute), version = \(branch.version)
            where organization = \(branch.organization) and id = \(branch.id) and version = \(branch.version - 1)
            """, affecting: 1)
    }

    private static func organization(
        _ row: (ID<Organization>, String, String, Currency, String, [String], Int64)
    ) -> Organization {
        Organization(
            id: row.0, slug: row.1, name: row.2, currency: row.3, jurisdiction: row.4, locales: row.5,
            version: row.6)
    }
}
