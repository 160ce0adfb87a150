import Base
import Menu
import Organizations
import Payments
import Store
import struct FoundationEssentials.UUID

/// Every statement that reads checks, lines, adjustments and tenders.
enum CheckStore {
    /// The statements that read one check as a whole, to be sent together; the first locks its row when
    /// asked.
    static func queries(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ check: ID<Check>, lock: Bool
    ) -> [SQL] {
        let ids = [check]
        return [
            lock
                ? "\(part: header(organization, branch)) and id = \(check) for update"
                : "\(part: header(organization, branch)) and id = \(check)",
            lines(organization, of: ids), adjustments(organization, of: ids), tenders(organization, of: ids),
        ]
    }

    /// The statements that read every live check of a branch.
    static func liveQueries(_ organization: ID<Organization>, _ branch: ID<Branch>) -> [SQL] {
        let live: SQL = """
            (select id from checks where organization = \(organization) and branch = \(branch)
                and state in ('open', 'billed', 'partially_paid'))
            """
        return [
            """
            \(part: header(organization, branch)) and state in ('open', 'billed', 'partially_paid') order by no
            """,
            "\(part: lineColumns) where organization = \(organization) and check_id in \(part: live) order by position",
            """
            \(part: adjustmentColumns) where organization = \(organization) and check_id in \(part: live)
                and removed_at is null order by at, id
            """,
            "\(part: tenderColumns) where organization = \(organization) and check_id in \(part: live) order by at, id",
        ]
    }

    /// Reads the answers of `queries` or `liveQueries`, every check with its amounts.
    static func readAll(_ rows: ArraySlice<Rows>, _ statements: ArraySlice<SQL>) throws -> [Check] {
        let rows = Array(rows)
        let statements = Array(statements)
        var lines = Dictionary(grouping: try readLines(rows[1], statements[1])) { $0.0 }
        var adjustments = Dictionary(grouping: try readAdjustments(rows[2], statements[2])) { $0.0 }
        var tenders = Dictionary(grouping: try readTenders(rows[3], statements[3])) { $0.0 }
        var checks = try readHeaders(rows[0], statements[0])
        for index in checks.indices {
            let id = checks[index].id
            checks[index].lines = (lines.removeValue(forKey: id) ?? []).map(\.1)
            checks[index].adjustments = (adjustments.removeValue(forKey: id) ?? []).map(\.1)
            checks[index].tenders = (tenders.removeValue(forKey: id) ?? []).map(\.1)
            try checks[index].reckon()
        }
        return checks
    }

    private static func header(_ organization: ID<Organization>, _ branch: ID<Branch>) -> SQL {
        """
        select id, branch, no, version, state, order_type, seating, dining_table, table_name, guests, waiter, waiter_name,
            opened_at, closed_at, business_day, currency, rounds, merged_into, changed
        from checks where organization = \(organization) and branch = \(branch)
        """
    }

    private static func readHeaders(_ rows: Rows, _ statement: SQL) throws -> [Check] {
        try rows.decoded(
            as: (
                ID<Check>, ID<Branch>, Int64, Int64, CheckState, OrderType, ID<Seating>?, ID<DiningTable>?,
                String?,
                Int, ID<Person>?, String, Instant, Instant?, Day, Currency, Int, ID<Check>?, Int64
            ).self, statement: statement
        ).map { row in
            Check(
                id: row.0, branch: row.1, no: row.2, version: row.3, state: row.4, orderType: row.5,
                seating: row.6,
                table: row.7.map { TableName(id: $0, name: row.8 ?? "") }, guests: row.9,
                waiter: Author(person: row.10, name: row.11), openedAt: row.12, closedAt: row.13,
                businessDay: row.14, currency: row.15, rounds: row.16, mergedInto: row.17, changed: row.18)
        }
    }
}

extension CheckStore {
    private static let lineColumns: SQL = """
        select check_id, id, position, product, category, name, kitchen_name, unit_price, options, options_price,
            tax_rate, allergens, quantity, voided, voided_amount, void_reason, note, allergy, seat, course, state, round,
            added_by, added_by_name, added_at
        from check_lines
        """

    private static func lines(_ organization: ID<Organization>, of checks: [ID<Check>]) -> SQL {
        """
        \(part: lineColumns) where organization = \(organization) and check_id = any(\(checks)::uuid[])
        order by position
        """
    }

    private static func readLines(_ rows: Rows, _ statement: SQL) throws -> [(ID<Check>, CheckLine)] {
        try rows.decoded(
            as: (
                ID<Check>, ID<CheckLine>, Int, ID<Product>, ID<Category>, LocalText, String, Int64, JSON,
                Int64,
                Int64, [String], Int64, Int64, Int64, String?, String?, String?, Int?, Int?, LineState, Int?,
                ID<Person>?,
                String, Instant
            ).self, statement: statement
        ).map { row in
            (
                row.0,
                CheckLine(
                    id: row.1, position: row.2, product: row.3, category: row.4, name: row.5,
                    kitchenName: row.6,
                    unitPrice: row.7, options: try LineOption.list(row.8), optionsPrice: row.9,
                    taxRate: row.10,
                    allergens: row.11, quantity: Quantity(thousandths: row.12),
                    voided: Quantity(thousandths: row.13), voidedAmount: row.14, voidReason: row.15,
                    note: row.16, allergy: row.17,
                    seat: row.18, course: row.19, state: row.20, stage: nil, round: row.21,
                    addedBy: Author(person: row.22, name: row.23), addedAt: row.24, money: LineMoney())
            )
        }
    }

    private static let adjustmentColumns: SQL = """
        select check_id, id, kind, value, line, reason, person, person_name, at from check_adjustments
        """

    private static func adjustments(_ organization: ID<Organization>, of checks: [ID<Check>]) -> SQL {
        """
        \(part: adjustmentColumns) where organization = \(organization) and check_id = any(\(checks)::uuid[])
            and removed_at is null
        order by at, id
        """
    }

    private static func readAdjustments(_ rows: Rows, _ statement: SQL) throws -> [(ID<Check>, Adjustment)] {
        try rows.decoded(
            as: (
                ID<Check>, ID<Adjustment>, AdjustmentKind, Int64, ID<CheckLine>?, String, ID<Person>?, String,
                Instant
            ).self, statement: statement
        ).map { row in
            (
                row.0,
                Adjustment(
                    id: row.1, kind: row.2, value: row.3, line: row.4, reason: row.5,
                    by: Author(person: row.6, name: row.7), at: row.8)
            )
        }
    }

    private static let tenderColumns: SQL = """
        select check_id, id, request, kind, state, amount, tendered, tip, provider, connector, intent, card_brand,
            card_last4, terminal, terminal_name, approval_code, session, person, person_name, at, business_day, refunded, refunded_open
        from tenders
        """

    private static func tenders(_ organization: ID<Organization>, of checks: [ID<Check>]) -> SQL {
        """
        \(part: tenderColumns) where organization = \(organization) and check_id = any(\(checks)::uuid[])
        order by at, id
        """
    }

    private static func readTenders(_ rows: Rows, _ statement: SQL) throws -> [(ID<Check>, Tender)] {
        try rows.decoded(
            as: (
                ID<Check>, ID<Tender>, UUID, TenderKind, TenderState, Int64, Int64?, Int64, VoucherProvider?,
                String?,
                UUID?, String?, String?, ID<BankTerminal>?, String?, String?, UUID?, ID<Person>?, String,
                Instant, Day, Int64, Int64
            ).self, statement: statement
        ).map { row in
            var card: TenderCard?
            if let connector = row.9, let intent = row.10 {
                card = TenderCard(connector: connector, intent: intent, brand: row.11, last4: row.12)
            }
            let terminal = row.13.map {
                TenderTerminal(id: $0, name: row.14 ?? "", approvalCode: row.15, last4: row.12)
            }
            return (
                row.0,
                Tender(
                    id: row.1, request: row.2, kind: row.3, state: row.4, amount: row.5, tendered: row.6,
                    tip: row.7,
                    provider: row.8, card: card, terminal: terminal, session: row.16,
                    by: Author(person: row.17, name: row.18), at: row.19, businessDay: row.20,
                    refunded: row.21, refundedOpen: row.22)
            )
        }
    }
}
