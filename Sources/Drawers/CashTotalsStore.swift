import Base
import Organizations
import Store

/// The sums over sessions and movements.
enum CashTotalsStore {
    static func count(
        _ organization: ID<Organization>, _ branch: ID<Branch>, from first: Day, through last: Day,
        in tx: borrowing Transaction
    ) throws -> CashTotals {
        let sums = try tx.row(
            """
            select coalesce(sum(m.amount) filter (where m.kind = 'float'), 0)::bigint,
                coalesce(sum(m.amount) filter (where m.kind in ('sale', 'refund')), 0)::bigint,
                coalesce(sum(m.amount) filter (where m.kind = 'pay_in'), 0)::bigint,
                coalesce(-sum(m.amount) filter (where m.kind = 'pay_out'), 0)::bigint,
                coalesce(sum(m.amount), 0)::bigint
            from drawer_sessions s
            join drawer_movements m on m.organization = s.organization and m.session = s.id
            where s.organization = \(organization) and s.branch = \(branch)
                and s.business_day between \(first) and \(last)
            """, as: (Int64, Int64, Int64, Int64, Int64).self)
        let counts = try tx.row(
            """
            select count(*) filter (where state <> 'closed'), coalesce(sum(counted), 0)::bigint
            from drawer_sessions
            where organization = \(organization) and branch = \(branch) and business_day between \(first) and \(last)
            """, as: (Int64, Int64).self)
        let (float, sales, payIn, payOut, expected) = sums ?? (0, 0, 0, 0, 0)
        let (open, counted) = counts ?? (0, 0)
        return CashTotals(
            float: float, sales: sales, payIn: payIn, payOut: payOut, expected: expected,
            counted: open == 0 ? counted : nil, variance: open == 0 ? counted - expected : nil)
    }
}
