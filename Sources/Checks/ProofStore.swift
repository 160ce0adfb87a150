import Base
import Kitchen
import Organizations
import Store

/// The reads that prove what this process takes as known of checks, tables and branches. Rows that somebody
/// else holds are not waited for: then nothing is proven.
enum ProofStore {
    /// A check's row, locked until the commit, and the kitchen's tickets of it.
    static func check(
        _ check: ID<Check>, _ stamp: CheckStamp, _ organization: ID<Organization>
    ) -> KeyedRead {
        let expected = ["\(stamp.version)", stamp.written, "\(stamp.tickets)", "\(stamp.ticketVersions)"]
        return KeyedRead("check", check.raw.text, locking: expected) { checks, held in
            """
            select checks.id, checks.version, checks.xmin::text, kitchen.tickets, kitchen.versions
            from checks
            cross join lateral (\(part: KitchenStages.stampStatement(ofRow: "checks.id", organization))) as kitchen
            where organization = \(organization) and id = any(\(checks)::uuid[])
            order by checks.id for update of checks \(part: held.words)
            """
        }
    }

    /// A check's row that has nothing in the kitchen.
    static func unsentCheck(
        _ check: ID<Check>, _ stamp: CheckStamp, _ organization: ID<Organization>
    ) -> KeyedRead {
        KeyedRead("check unsent", check.raw.text, locking: ["\(stamp.version)", stamp.written]) {
            checks, held in
            """
            select id, version, xmin::text from checks
            where organization = \(organization) and id = any(\(checks)::uuid[])
            order by id for update \(part: held.words)
            """
        }
    }

    /// A table's row, locked until the commit. Whoever seats a party or lets it go moves this row on, so as
    /// long as it is the same, so is who sits there.
    static func table(_ known: PlaceCache.Table, _ organization: ID<Organization>) -> KeyedRead {
        KeyedRead(
            "table", known.table.id.raw.text, locking: ["\(known.table.version)", known.written]
        ) { tables, held in
            """
            select id, version, xmin::text from dining_tables
            where organization = \(organization) and id = any(\(tables)::uuid[])
            order by id for update \(part: held.words)
            """
        }
    }

    /// The branch's and the organization's rows.
    static func day(_ day: BranchDay, of branch: ID<Branch>, _ organization: ID<Organization>) -> KeyedRead {
        KeyedRead("branch", branch.raw.text, expecting: [day.stamp]) { branches in
            """
            select branches.id, branches.xmin::text || ' ' || organizations.xmin::text
            from branches join organizations on organizations.id = branches.organization
            where branches.organization = \(organization) and branches.id = any(\(branches)::uuid[])
            """
        }
    }

    /// Takes the branch's next check number, which should be this one.
    static func number(
        _ number: Int64, of branch: ID<Branch>, _ organization: ID<Organization>
    ) -> KeyedRead {
        KeyedRead("check number", branch.raw.text, expecting: ["\(number)"]) { branches in
            """
            with held as materialized (
                select branch from check_numbers
                where organization = \(organization) and branch = any(\(branches)::uuid[]) order by branch for update)
            update check_numbers set last = last + 1 from held
            where check_numbers.organization = \(organization) and check_numbers.branch = held.branch
            returning check_numbers.branch, last
            """
        }
    }
}
