import Base
import Organizations
import Store

extension BranchDay {
    /// The statement that reads it.
    static func query(_ organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        select branches.time_zone, branches.day_start_minutes, organizations.currency,
            organizations.name, branches.name, branches.xmin::text || ' ' || organizations.xmin::text,
            branches.address, branches.tax_office, branches.tax_number, branches.card_route
        from branches join organizations on organizations.id = branches.organization
        where branches.organization = \(organization) and branches.id = \(branch)
        """
    }

    /// The statement that tells whether it is still the same.
    static func stampQuery(_ organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        select branches.xmin::text || ' ' || organizations.xmin::text
        from branches join organizations on organizations.id = branches.organization
        where branches.organization = \(organization) and branches.id = \(branch)
        """
    }

    /// Reads the answer; nil when there is no such branch.
    static func read(_ rows: Rows, _ statement: SQL) throws -> BranchDay? {
        let found = try rows.decoded(
            as: (String, Int, Currency, String, String, String, String, String, String, CardRoute).self,
            statement: statement
        ).first
        guard let found else { return nil }
        guard let zone = LocalZone(found.0) else { throw OrganizationRefusal.unknownTimeZone }
        let paper = [found.3, found.4] + found.6.split(separator: "\n").map { String($0) } + [found.7]
        return BranchDay(
            zone: zone, dayStart: found.1, currency: found.2, header: paper.filter { !$0.isEmpty },
            taxNumber: found.8.isEmpty ? nil : found.8, cardRoute: found.9, stamp: found.5)
    }

    /// Reads it in a round trip of its own.
    static func load(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> BranchDay {
        let statement = query(organization, branch)
        guard let day = try read(try tx.all([statement])[0], statement) else {
            throw OrganizationRefusal.unknownBranch
        }
        return day
    }
}
