import Base
import Organizations
import Store

/// The statements on `z_reports`, and the lock between selling in a day and closing it.
enum ZReportStore {
    /// Holds the branch's days open until the commit; any number of sellers may.
    static func holdDays(of branch: ID<Branch>, in tx: borrowing Transaction) {
        let name = "business_day " + branch.description
        tx.later("select pg_advisory_xact_lock_shared(hashtextextended(\(name), 0))")
    }

    /// The read that does so; its name comes before that of the one that needs it.
    static func heldDays(of branch: ID<Branch>) -> KeyedRead {
        KeyedRead("business days held open", branch.description, expecting: [""]) { branches in
            """
            select branch, pg_advisory_xact_lock_shared(hashtextextended('business_day ' || branch, 0))
            from unnest(\(branches)::text[]) as held (branch)
            """
        }
    }

    /// The read of the last closed day and its number.
    static func lastClosedDay(of organization: ID<Organization>, _ branch: ID<Branch>) -> KeyedRead {
        KeyedRead("business days last closed", branch.description) { branches in
            """
            select wanted.branch, last.no, last.business_day
            from unnest(\(branches)::uuid[]) as wanted (branch)
            cross join lateral (
                select no, business_day from z_reports
                where organization = \(organization) and branch = wanted.branch order by no desc limit 1) as last
            """
        }
    }

    /// Waits for all who hold the branch's days open, and keeps others out until the commit.
    static func closeDays(of branch: ID<Branch>, in tx: borrowing Transaction) {
        tx.later("select pg_advisory_xact_lock(hashtextextended(\("business_day " + branch.description), 0))")
    }

    /// The last closed day and its number.
    static func lastClosed(
        of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> (no: Int64, businessDay: Day)? {
        let statement = lastClosedQuery(of: organization, branch)
        return try readLastClosed(try tx.all([statement])[0], statement)
    }

    /// The statement behind it.
    static func lastClosedQuery(of organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        select no, business_day from z_reports
        where organization = \(organization) and branch = \(branch) order by no desc limit 1
        """
    }

    /// Reads its answer.
    static func readLastClosed(_ rows: Rows, _ statement: SQL) throws -> (no: Int64, businessDay: Day)? {
        try rows.decoded(as: (Int64, Day).self, statement: statement).first
            .map { (no: $0.0, businessDay: $0.1) }
    }

    /// Writes a report.
    static func insert(
        _ report: ZReport, of organization: ID<Organization>, by person: ID<Person>?,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into z_reports (organization, id, branch, no, business_day, totals, closed_at, closed_by,
                closed_by_name)
            values (\(organization), \(report.id), \(report.branch), \(report.no), \(report.businessDay),
                \(report.totals), \(report.closedAt), \(person), \(report.closedByName))
            """, affecting: 1)
    }

    /// Reports of a branch, the newest first.
    static func page(
        of organization: ID<Organization>, _ branch: ID<Branch>, before: Int64?, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [ZReport] {
        try read("no < \(before ?? .max) order by no desc limit \(limit)", organization, branch, in: tx)
    }

    /// One report by its number.
    static func find(
        _ no: Int64, of organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> ZReport? {
        try read("no = \(no)", organization, branch, in: tx).first
    }

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [ZReport] {
        try tx.rows(
            """
            select id, branch, no, business_day, totals, closed_at, closed_by_name from z_reports
            where organization = \(organization) and branch = \(branch) and \(part: condition)
            """, as: (ID<ZReport>, ID<Branch>, Int64, Day, JSON, Instant, String).self
        ).map {
            ZReport(
                id: $0.0, branch: $0.1, no: $0.2, businessDay: $0.3, totals: $0.4, closedAt: $0.5,
                closedByName: $0.6)
        }
    }
}
