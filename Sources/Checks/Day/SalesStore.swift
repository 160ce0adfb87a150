import Base
import Menu
import Organizations
import Store
import struct FoundationEssentials.UUID

/// Which sales are counted: those of a branch in some business days, perhaps only up to a moment.
struct SalesSpan: Sendable {
    let organization: ID<Organization>
    let branch: ID<Branch>
    let first: Day
    let last: Day
    /// Only what was closed by then; nil: everything.
    var until: Instant?

    /// The checks that count: closed in these days. A condition on `checks c`.
    var checks: SQL {
        """
        c.organization = \(organization) and c.branch = \(branch) and c.state = 'closed'
            and c.business_day between \(first) and \(last)
            and (\(until)::timestamptz is null or c.closed_at <= \(until)::timestamptz)
        """
    }
}

/// Every statement of the day's figures: all of them read rows, none is a constant.
enum SalesStore {
    /// Checks, guests, gross, discounts, comps, totals, tips, first opening.
    static func totals(_ span: SalesSpan) -> SQL {
        """
        select count(*), coalesce(sum(c.guests), 0)::bigint, coalesce(sum(c.gross), 0)::bigint,
            coalesce(sum(c.discount), 0)::bigint, coalesce(sum(c.comp), 0)::bigint, coalesce(sum(c.total), 0)::bigint,
            min(c.opened_at)
        from checks c where \(part: span.checks)
        """
    }

    /// Lines voided, and what they would have cost, of checks that were closed or given up.
    static func voids(_ span: SalesSpan) -> SQL {
        """
        select count(*), coalesce(sum(l.voided_amount), 0)::bigint
        from checks c join check_lines l on l.organization = c.organization and l.check_id = c.id and l.voided > 0
        where c.organization = \(span.organization) and c.branch = \(span.branch) and c.state in ('closed', 'voided')
            and c.business_day between \(span.first) and \(span.last)
            and (\(span.until)::timestamptz is null or c.closed_at <= \(span.until)::timestamptz)
        """
    }

    /// KDV summed over documents, refunds taken off (money rule 5).
    static func groups(_ span: SalesSpan) -> SQL {
        """
        select rate, sum(gross)::bigint, sum(kdv)::bigint from document_groups
        where organization = \(span.organization) and branch = \(span.branch)
            and business_day between \(span.first) and \(span.last)
        group by rate order by rate
        """
    }

    /// Tenders taken, by kind, issuer and bank terminal; a terminal by its newest name.
    static func tenders(_ span: SalesSpan) -> SQL {
        """
        select kind, provider, terminal, (array_agg(terminal_name order by at desc))[1], count(*),
            sum(amount)::bigint, sum(tip)::bigint
        from tenders
        where organization = \(span.organization) and branch = \(span.branch)
            and business_day between \(span.first) and \(span.last)
            and state in ('captured', 'partially_refunded', 'refunded')
        group by kind, provider, terminal order by kind, provider nulls first, 4, terminal
        """
    }

    /// Money given back, by kind, issuer and bank terminal; and how much of it after the check was closed.
    static func refunds(_ span: SalesSpan) -> SQL {
        """
        select kind, provider, terminal, (array_agg(terminal_name order by at desc))[1], sum(amount)::bigint,
            coalesce(sum(amount) filter (where after_close), 0)::bigint
        from tender_refunds
        where organization = \(span.organization) and branch = \(span.branch)
            and business_day between \(span.first) and \(span.last)
            and (\(span.until)::timestamptz is null or at <= \(span.until)::timestamptz)
        group by kind, provider, terminal
        """
    }

    /// Sales by who served.
    static func people(_ span: SalesSpan) -> SQL {
        """
        select c.waiter, c.waiter_name, count(*), sum(c.total)::bigint from checks c where \(part: span.checks)
        group by c.waiter, c.waiter_name order by 4 desc, 2
        """
    }

    /// Sales by category.
    static func categories(_ span: SalesSpan) -> SQL {
        """
        select l.category, sum(l.quantity - l.voided)::bigint, sum(l.gross - l.discount - l.comp)::bigint
        from checks c join check_lines l on l.organization = c.organization and l.check_id = c.id
            and l.state <> 'voided'
        where \(part: span.checks) group by l.category order by 3 desc, 1
        """
    }

    /// Best sellers.
    static func products(_ span: SalesSpan, limit: Int) -> SQL {
        """
        select l.product, min(l.name::text)::json, sum(l.quantity - l.voided)::bigint,
            sum(l.gross - l.discount - l.comp)::bigint
        from checks c join check_lines l on l.organization = c.organization and l.check_id = c.id
            and l.state <> 'voided'
        where \(part: span.checks) group by l.product order by 4 desc, 1 limit \(limit)
        """
    }

    /// Sales by the hour that the branch's clocks showed.
    static func hours(_ span: SalesSpan, zone: String) -> SQL {
        """
        select extract(hour from c.closed_at at time zone \(zone))::int, sum(c.total)::bigint, count(*)
        from checks c where \(part: span.checks) group by 1 order by 1
        """
    }

    /// Live checks with what is on them, occupied tables, all tables, unresolved cards, silent devices.
    static func present(
        _ organization: ID<Organization>, _ branch: ID<Branch>, silentSince: Instant
    ) -> SQL {
        """
        select
            (select count(*) from checks where organization = \(organization) and branch = \(branch)
                and state in ('open', 'billed', 'partially_paid')),
            (select coalesce(sum(total - paid), 0)::bigint from checks where organization = \(organization)
                and branch = \(branch) and state in ('open', 'billed', 'partially_paid')),
            (select count(*) from dining_tables t where t.organization = \(organization) and t.branch = \(branch)
                and t.archived_at is null and exists (select 1 from seatings s
                    where s.organization = t.organization and s.dining_table = t.id and s.closed_at is null)),
            (select count(*) from dining_tables where organization = \(organization) and branch = \(branch)
                and archived_at is null),
            (select count(*) from tenders where organization = \(organization) and branch = \(branch)
                and state in ('authorizing', 'unknown')),
            (select count(*) from devices where organization = \(organization) and branch = \(branch)
                and revoked_at is null and last_seen_at < \(silentSince))
        """
    }

    /// One row per business day.
    static func days(_ span: SalesSpan) -> SQL {
        """
        select c.business_day, count(*), coalesce(sum(c.guests), 0)::bigint, sum(c.gross)::bigint,
            sum(c.discount)::bigint, sum(c.comp)::bigint, sum(c.total)::bigint
        from checks c where \(part: span.checks) group by 1 order by 1
        """
    }

    /// What went back after closing, per business day.
    static func refundDays(_ span: SalesSpan) -> SQL {
        """
        select business_day, sum(amount)::bigint from tender_refunds
        where organization = \(span.organization) and branch = \(span.branch) and after_close
            and business_day between \(span.first) and \(span.last)
        group by 1
        """
    }
}
