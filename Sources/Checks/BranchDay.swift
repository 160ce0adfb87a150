import Base
import Organizations
import Store

/// A branch's clock, calendar and money as one transaction sees them.
struct BranchDay: Sendable {
    let zone: LocalZone
    /// Minutes after midnight at which a business day begins.
    let dayStart: Int
    let currency: Currency
    /// The last business day that is closed.
    let closedThrough: Day?

    /// The business day that counts now: the clock's, or the one after the last closed day when that was closed early.
    ///
    /// Invariant I8: nothing in a closed business day changes; what comes later counts for the next.
    func businessDay(at now: Instant) -> Day {
        let byClock = zone.businessDay(of: now, dayStart: dayStart)
        guard let closedThrough else { return byClock }
        return max(byClock, closedThrough.advanced(by: 1))
    }

    /// The statement that reads it.
    static func query(_ organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        select branches.time_zone, branches.day_start_minutes, organizations.currency, closed_days.through
        from branches
        join organizations on organizations.id = branches.organization
        left join closed_days on closed_days.organization = branches.organization
            and closed_days.branch = branches.id
        where branches.organization = \(organization) and branches.id = \(branch)
        """
    }

    /// The statement that keeps the business day from being closed until the commit: every payment takes its share.
    static func share(_ branch: ID<Branch>) -> SQL {
        "select pg_advisory_xact_lock_shared(hashtextextended('hesap.day.' || \(branch.description), 0))"
    }

    /// The statement that waits for all payments under way and keeps new ones waiting until the commit.
    static func close(_ branch: ID<Branch>) -> SQL {
        "select pg_advisory_xact_lock(hashtextextended('hesap.day.' || \(branch.description), 0))"
    }

    /// Reads the answer; nil when there is no such branch.
    static func read(_ rows: Rows, _ statement: SQL) throws -> BranchDay? {
        let found = try rows.decoded(as: (String, Int, Currency, Day?).self, statement: statement).first
        guard let found else { return nil }
        guard let zone = LocalZone(found.0) else { throw OrganizationRefusal.unknownTimeZone }
        return BranchDay(zone: zone, dayStart: found.1, currency: found.2, closedThrough: found.3)
    }
}
