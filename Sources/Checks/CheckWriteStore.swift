import Base
import Organizations
import Store

/// Writes what a command changed of a check, all of it with the next round trip.
///
/// Every statement names how many rows it must touch; the check's own row only moves on from the version that
/// was read.
extension CheckStore {
    /// Writes a new check with its lines.
    static func insert(_ check: Check, _ organization: ID<Organization>, in tx: borrowing Transaction) {
        let money = check.money
        let row: SQL = """
            (\(organization)::uuid, \(check.id)::uuid, \(check.branch)::uuid, \(check.no)::bigint,
                \(check.version)::bigint,
                \(check.state)::text, \(check.orderType)::text, \(check.seating)::uuid,
                \(check.table?.id)::uuid, \(check.table?.name)::text, \(check.guests)::integer,
                \(check.waiter.person)::uuid, \(check.waiter.name)::text, \(check.openedAt)::timestamptz,
                \(check.businessDay)::date,
                \(check.currency)::text, \(check.rounds)::integer, \(money.gross)::bigint,
                \(money.discount)::bigint, \(money.comp)::bigint, \(money.total)::bigint,
                \(money.paid)::bigint, \(money.tips)::bigint, \(check.newLines)::integer,
                \(check.sentLines)::integer)
            """
        tx.later(
            """
            insert into checks (organization, id, branch, no, version, state, order_type, seating, dining_table, table_name,
                guests, waiter, waiter_name, opened_at, business_day, currency, rounds, gross, discount, comp, total,
                paid, tips, new_lines, sent_lines)
            select v.* from (values \(rows: [row])) as v (organization)
            where v.organization is not null
            """)
        insertLines(check.lines, of: check.id, organization, in: tx)
    }

    /// Writes the difference between a check as it was read and as the command left it.
    static func update(
        _ check: Check, was: Check, _ organization: ID<Organization>, at now: Instant,
        in tx: borrowing Transaction
    ) {
        let money = check.money
        let row: SQL = """
            (\(check.id)::uuid, \(was.version)::bigint, \(was.state)::text, \(check.version)::bigint,
                \(check.state)::text, \(check.seating)::uuid, \(check.table?.id)::uuid,
                \(check.table?.name)::text,
                \(check.guests)::integer, \(check.waiter.person)::uuid, \(check.waiter.name)::text,
                \(check.closedAt)::timestamptz, \(check.businessDay)::date, \(check.rounds)::integer,
                \(check.mergedInto)::uuid, \(money.gross)::bigint, \(money.discount)::bigint,
                \(money.comp)::bigint,
                \(money.total)::bigint, \(money.paid)::bigint, \(money.tips)::bigint,
                \(check.newLines)::integer,
                \(check.sentLines)::integer)
            """
        tx.later(
            """
            update checks set version = v.version, changed = v.version, state = v.state, seating = v.seating,
                dining_table = v.dining_table, table_name = v.table_name, guests = v.guests, waiter = v.waiter,
                waiter_name = v.waiter_name, closed_at = v.closed_at, business_day = v.business_day,
                rounds = v.rounds, merged_into = v.merged_into, gross = v.gross, discount = v.discount,
                comp = v.comp, total = v.total, paid = v.paid, tips = v.tips, new_lines = v.new_lines,
                sent_lines = v.sent_lines
            from (values \(rows: [row])) as v (id, was_version, was_state, version, state, seating, dining_table,
                table_name, guests, waiter, waiter_name, closed_at, business_day, rounds, merged_into, gross,
                discount, comp, total, paid, tips, new_lines, sent_lines)
            where checks.organization = \(organization) and checks.id = v.id and checks.version = v.was_version
                and checks.state = v.was_state
            """, affecting: 1)
        updateLines(check, was, organization, in: tx)
        updateAdjustments(check, was, organization, at: now, in: tx)
        updateTenders(check, was, organization, in: tx)
    }

    /// Counts the kitchen's progress, which is no change of the check's own.
    static func advance(
        _ check: Check, was: Check, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update checks set version = \(check.version)
            where organization = \(organization) and id = \(check.id) and version = \(was.version)
            """, affecting: 1)
    }

    private static func updateLines(
        _ check: Check, _ was: Check, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        let before = Dictionary(was.lines.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let gone = Set(before.keys).subtracting(check.lines.map(\.id))
        insertLines(check.lines.filter { before[$0.id] == nil }, of: check.id, organization, in: tx)
        let changed = check.lines.filter { line in before[line.id]?.differs(from: line) ?? false }
        if !changed.isEmpty { changeLines(changed, from: before, organization, in: tx) }
        if !gone.isEmpty, check.state != .merged {
            tx.later(
                """
                delete from check_lines where organization = \(organization) and id = any(\(Array(gone))::uuid[])
                    and check_id = \(check.id) and state = 'new'
                """, affecting: gone.count)
        }
    }

    private static func insertLines(
        _ lines: [CheckLine], of check: ID<Check>, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) {
        for start in stride(from: 0, to: lines.count, by: rowsMax) {
            let rows = lines[start..<min(start + rowsMax, lines.count)].map {
                row($0, of: check, organization)
            }
            tx.later(
                """
                insert into check_lines (organization, check_id, id, position, product, category, name, kitchen_name,
                    unit_price, options, options_price, tax_rate, allergens, quantity, voided, voided_amount,
                    void_reason, note, allergy, seat, course, state, round, added_by, added_by_name, added_at, gross,
                    discount, comp)
                select v.* from (values \(rows: rows)) as v (organization)
                where v.organization is not null
                """)
        }
    }

    /// Rows of one statement at most.
    private static let rowsMax = 16

    private static func row(
        _ line: CheckLine, of check: ID<Check>, _ organization: ID<Organization>
    ) -> SQL {
        """
        (\(organization)::uuid, \(check)::uuid, \(line.id)::uuid, \(line.position)::integer,
            \(line.product)::uuid, \(line.category)::uuid, \(line.name)::json,
            \(line.kitchenName)::text, \(line.unitPrice)::bigint, \(line.optionsJSON)::json,
            \(line.optionsPrice)::bigint, \(line.taxRate)::bigint,
            \(line.allergens)::text[], \(line.quantity)::bigint, \(line.voided)::bigint,
            \(line.voidedAmount)::bigint, \(line.voidReason)::text,
            \(line.note)::text, \(line.allergy)::text, \(line.seat)::integer, \(line.course)::integer,
            \(line.state)::text, \(line.round)::integer, \(line.addedBy.person)::uuid,
            \(line.addedBy.name)::text, \(line.addedAt)::timestamptz, \(line.money.gross)::bigint,
            \(line.money.discount)::bigint, \(line.money.comp)::bigint)
        """
    }

    private static func changeLines(
        _ lines: [CheckLine], from was: [ID<CheckLine>: CheckLine], _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) {
        if lines.allSatisfy({ line in was[line.id]?.onlyMoved(to: line) ?? false }) {
            return moveLines(lines, organization, in: tx)
        }
        for start in stride(from: 0, to: lines.count, by: rowsMax) {
            let lines = lines[start..<min(start + rowsMax, lines.count)]
            tx.later(
                """
                update check_lines set position = line.position, options = line.options,
                    options_price = line.options_price, quantity = line.quantity, voided = line.voided,
                    voided_amount = line.voided_amount, void_reason = line.void_reason, note = line.note,
                    allergy = line.allergy, seat = line.seat, course = line.course, state = line.state, round = line.round,
                    gross = line.gross, discount = line.discount, comp = line.comp
                from (values \(rows: lines.map(change))) as line (id, position, options, options_price, quantity,
                    voided, voided_amount, void_reason, note, allergy, seat, course, state, round, gross, discount, comp)
                where check_lines.organization = \(organization) and check_lines.id = line.id
                """, affecting: lines.count)
        }
    }

    /// Lines that changed in nothing but state and round, as when they are sent.
    private static func moveLines(
        _ lines: [CheckLine], _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        for start in stride(from: 0, to: lines.count, by: rowsMax) {
            let rows = lines[start..<min(start + rowsMax, lines.count)].map { line -> SQL in
                "(\(line.id)::uuid, \(line.state)::text, \(line.round)::integer)"
            }
            tx.later(
                """
                update check_lines set state = line.state, round = line.round
                from (values \(rows: rows)) as line (id, state, round)
                where check_lines.organization = \(organization) and check_lines.id = line.id
                """, affecting: rows.count)
        }
    }

    /// The columns that change after a line was added.
    private static func change(_ line: CheckLine) -> SQL {
        """
        (\(line.id)::uuid, \(line.position)::integer, \(line.optionsJSON)::json, \(line.optionsPrice)::bigint,
            \(line.quantity)::bigint, \(line.voided)::bigint, \(line.voidedAmount)::bigint,
            \(line.voidReason)::text, \(line.note)::text, \(line.allergy)::text,
            \(line.seat)::integer, \(line.course)::integer,
            \(line.state)::text, \(line.round)::integer, \(line.money.gross)::bigint,
            \(line.money.discount)::bigint, \(line.money.comp)::bigint)
        """
    }

    /// Hands a check's lines and adjustments over to another check, from a position on.
    static func handOver(
        from source: ID<Check>, to target: ID<Check>, shift: Int, lines: Int, adjustments: Int,
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update check_lines set check_id = \(target), position = position + \(shift)
            where organization = \(organization) and check_id = \(source)
            """, affecting: lines)
        guard adjustments > 0 else { return }
        tx.later(
            """
            update check_adjustments set check_id = \(target)
            where organization = \(organization) and check_id = \(source) and removed_at is null
                and line is not null
            """, affecting: adjustments)
    }
}

extension CheckStore {
    private static func updateAdjustments(
        _ check: Check, _ was: Check, _ organization: ID<Organization>, at now: Instant,
        in tx: borrowing Transaction
    ) {
        let before = Set(was.adjustments.map(\.id))
        let after = Set(check.adjustments.map(\.id))
        let added = check.adjustments.filter { !before.contains($0.id) }
        if !added.isEmpty {
            tx.later(
                """
                insert into check_adjustments (organization, check_id, id, line, kind, value, reason, person,
                    person_name, at)
                select \(organization)::uuid,
                \(check.id)::uuid, id, line, kind, value, reason, person, person_name, at
                from json_to_recordset(\(JSON.array(added.map(\.record)))::json) as adjustment (id uuid, line uuid,
                    kind text, value bigint, reason text, person uuid, person_name text, at timestamptz)
                """, affecting: added.count)
        }
        let removed = Array(before.subtracting(after))
        guard !removed.isEmpty, check.state != .merged else { return }
        tx.later(
            """
            update check_adjustments set removed_at = \(now)
            where organization = \(organization) and id = any(\(removed)::uuid[]) and removed_at is null
            """, affecting: removed.count)
    }

    private static func updateTenders(
        _ check: Check, _ was: Check, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        let before = Dictionary(was.tenders.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        insertTenders(check.tenders.filter { before[$0.id] == nil }, of: check, organization, in: tx)
        for tender in check.tenders {
            guard let old = before[tender.id], old != tender else { continue }
            tx.later(
                """
                update tenders set state = \(tender.state)::text, session = \(tender.session),
                    business_day = \(tender.businessDay), card_brand = \(tender.card?.brand),
                    card_last4 = \(tender.last4), refunded = \(tender.refunded),
                    refunded_open = \(tender.refundedOpen)
                where organization = \(organization) and id = \(tender.id) and state = \(old.state)
                    and refunded = \(old.refunded)
                """, affecting: 1)
        }
    }

    private static func insertTenders(
        _ tenders: [Tender], of check: Check, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        guard !tenders.isEmpty else { return }
        let rows: [SQL] = tenders.map { tender in
            """
            (\(organization)::uuid, \(check.branch)::uuid, \(check.id)::uuid, \(tender.id)::uuid,
                \(tender.request)::uuid, \(tender.kind)::text,
                \(tender.state)::text, \(tender.amount)::bigint, \(tender.tendered)::bigint,
                \(tender.tip)::bigint, \(tender.provider)::text,
                \(tender.card?.connector)::text, \(tender.card?.intent)::uuid, \(tender.card?.brand)::text,
                \(tender.last4)::text, \(tender.terminal?.id)::uuid, \(tender.terminal?.name)::text,
                \(tender.terminal?.approvalCode)::text,
                \(tender.session)::uuid, \(tender.by.person)::uuid, \(tender.by.name)::text,
                \(tender.at)::timestamptz, \(tender.businessDay)::date,
                \(tender.refunded)::bigint, \(tender.refundedOpen)::bigint)
            """
        }
        tx.later(
            """
            insert into tenders (organization, branch, check_id, id, request, kind, state, amount, tendered, tip,
                provider, connector, intent, card_brand, card_last4, terminal, terminal_name, approval_code, session,
                person, person_name, at, business_day, refunded, refunded_open)
            select v.* from (values \(rows: rows)) as v (organization)
            where v.organization is not null
            """)
    }
}
