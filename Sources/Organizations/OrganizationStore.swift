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
            insert into branches (organization, id, name, time_zone, day_start_minutes, created_at)
            values (\(branch.organization), \(branch.id), \(branch.name), \(branch.timeZone), \(branch.dayStart),
                \(now))
            """)
        BranchStreamStore.begin(branch.organization, branch.id, in: tx)
    }

    static func organization(
        _ id: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Organization? {
        try tx.row(
            "select id, slug, name, currency, jurisdiction, locales from organizations where id = \(id)",
            as: (ID<Organization>, String, String, Currency, String, [String]).self
        ).map(organization)
    }

    static func organization(slug: String, in tx: borrowing Transaction) throws -> Organization? {
        try tx.row(
            "select id, slug, name, currency, jurisdiction, locales from organizations where slug = \(slug)",
            as: (ID<Organization>, String, String, Currency, String, [String]).self
        ).map(organization)
    }

    static func organizations(in tx: borrowing Transaction) throws -> [Organization] {
        try tx.rows(
            "select id, slug, name, currency, jurisdiction, locales from organizations order by slug",
            as: (ID<Organization>, String, String, Currency, String, [String]).self
        ).map(organization)
    }

    static func organizations(
        of person: ID<Person>, in tx: borrowing Transaction
    ) throws -> [Organization] {
        try tx.rows(
            """
            select id, slug, organizations.name, currency, jurisdiction, locales
            from organizations join memberships on memberships.organization = organizations.id
            where memberships.person = \(person) and memberships.disabled_at is null order by slug
            """, as: (ID<Organization>, String, String, Currency, String, [String]).self
        ).map(organization)
    }

    static func branches(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Branch] {
        try tx.rows(
            """
            select id, name, time_zone, day_start_minutes from branches
            where organization = \(organization) order by created_at, id
            """, as: (ID<Branch>, String, String, Int).self
        ).map { Branch(id: $0.0, organization: organization, name: $0.1, timeZone: $0.2, dayStart: $0.3) }
    }

    private static func organization(
        _ row: (ID<Organization>, String, String, Currency, String, [String])
    ) -> Organization {
        Organization(
            id: row.0, slug: row.1, name: row.2, currency: row.3, jurisdiction: row.4, locales: row.5)
    }
}
