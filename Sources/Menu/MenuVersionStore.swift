import Base
import Organizations
import Store

/// All SQL of the menu's version.
enum MenuVersionStore {
    /// Grows the version, which is locked until the commit: edits of one menu happen one after another.
    ///
    /// - Returns: the new version, and the branches that must hear of it.
    static func grow(
        _ organization: ID<Organization>, at now: Instant, in tx: borrowing Transaction
    ) throws -> (version: Int64, branches: [ID<Branch>]) {
        let rows = try tx.rows(
            """
            with grown as (
                insert into menu_versions (organization, version, published_at) values (\(organization), 1, \(now))
                on conflict on constraint menu_versions_pkey do update set version = menu_versions.version + 1,
                    published_at = excluded.published_at
                returning version)
            select grown.version, b.id from grown left join branches b on b.organization = \(organization)
            order by b.id
            """, as: (Int64, ID<Branch>?).self)
        return (rows.first?.0 ?? 0, rows.compactMap(\.1))
    }
}
