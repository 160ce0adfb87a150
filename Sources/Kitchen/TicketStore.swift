import Base
import Organizations
import Store
import struct FoundationEssentials.UUID

/// All SQL of tickets and their dishes.
enum TicketStore {
    typealias Row = (
        ID<KitchenTicket>, ID<Branch>, ID<Station>, UUID, String, Int64, OrderType, String, Int, Int, Instant,
        Instant?,
        Instant?, [String], Int64
    )
    typealias ItemRow = (
        ID<KitchenTicket>, ID<KitchenItem>, UUID, UUID, Quantity, String, JSON, String?, String?, [String],
        Int?, Int?,
        KitchenItemState, Instant?, Instant?, Instant?, Instant?, Instant?, Int
    )

    private static let columns: SQL = """
        t.id, t.branch, t.station, t.check_id, t.label, t.no, t.order_type, t.waiter, t.round, t.course, t.placed_at,
        t.bumped_at, t.recalled_at, t.also_at, t.version
        """
    private static let itemColumns: SQL = """
        i.ticket, i.id, i.line, i.product, i.quantity, i.name, i.modifiers, i.note, i.allergy, i.allergens, i.seat,
        i.course,
        i.state, i.started_at, i.ready_at, i.served_at, i.voided_at, i.void_confirmed_at, i.position
        """

    /// Which tickets are meant.
    enum Choice {
        case ticket(ID<KitchenTicket>, branch: ID<Branch>)
        case item(ID<KitchenItem>, branch: ID<Branch>)
        case line(UUID)
        case check(UUID)
        case course(Int, check: UUID)
        case open(ID<Branch>, station: ID<Station>?, since: Instant)
        case forgotten(ID<Branch>, before: Instant, atMost: Int)
        case bumped(ID<Branch>, station: ID<Station>?, since: Instant, atMost: Int)

        func condition(_ organization: ID<Organization>) -> SQL {
            switch self {
            case .ticket(let id, let branch): "t.id = \(id) and t.branch = \(branch)"
            case .item(let id, let branch):
                """
                t.id = (select ticket from kitchen_items where organization = \(organization) and id = \(id))
                and t.branch = \(branch)
                """
            case .line(let line):
                "t.id in (select ticket from kitchen_items where organization = \(organization) and line = \(line))"
            case .check(let check): "t.check_id = \(check)"
            case .course(let course, let check): "t.check_id = \(check) and t.course = \(course)"
            case .open(let branch, let station, let since):
                """
                t.branch = \(branch) and t.bumped_at is null and t.placed_at >= \(since)
                and (\(station)::uuid is null or t.station = \(station)::uuid)
                """
            case .forgotten(let branch, let moment, let atMost):
                """
                t.id in (select id from kitchen_tickets where organization = \(organization) and branch = \(branch)
                    and bumped_at is null and placed_at < \(moment) order by placed_at limit \(atMost)::integer)
                """
            case .bumped(let branch, let station, let since, let atMost):
                """
                t.id in (select id from kitchen_tickets where organization = \(organization) and branch = \(branch)
                    and bumped_at > \(since) and (\(station)::uuid is null or station = \(station)::uuid)
                    order by bumped_at desc limit \(atMost)::integer)
                """
            }
        }
    }

    /// Tickets with their dishes, oldest first; locked in the order of their ids when they are to be changed.
    static func tickets(
        _ organization: ID<Organization>, _ choice: Choice, locked: Bool, in tx: borrowing Transaction
    ) throws -> [KitchenTicket] {
        let statements = statements(organization, choice, locked: locked)
        return try decode(try tx.all(statements), statements)
    }

    static func statements(_ organization: ID<Organization>, _ choice: Choice, locked: Bool) -> [SQL] {
        let condition = choice.condition(organization)
        let lock: SQL = locked ? " order by t.id for update" : ""
        return [
            """
            select \(part: columns) from kitchen_tickets t
            where t.organization = \(organization) and \(part: condition)\(part: lock)
            """,
            """
            select \(part: itemColumns) from kitchen_items i
            join kitchen_tickets t on t.organization = i.organization and t.id = i.ticket
            where i.organization = \(organization) and \(part: condition) order by i.position, i.id
            """,
        ]
    }

    static func decode(_ answers: [Rows], _ statements: [SQL]) throws -> [KitchenTicket] {
        let items = Dictionary(
            grouping: try answers[1].decoded(as: ItemRow.self, statement: statements[1]), by: { $0.0 })
        return try answers[0].decoded(as: Row.self, statement: statements[0])
            .map { ticket($0, try (items[$0.0] ?? []).map(item)) }
            .sorted { ($0.placedAt, $0.id.description) < ($1.placedAt, $1.id.description) }
    }

    private static func ticket(_ row: Row, _ items: [KitchenItem]) -> KitchenTicket {
        KitchenTicket(
            id: row.0, branch: row.1, station: row.2, check: row.3, label: row.4, no: row.5, orderType: row.6,
            waiter: row.7, round: row.8, course: row.9, placedAt: row.10, bumpedAt: row.11,
            recalledAt: row.12,
            alsoAt: row.13, version: row.14, items: items)
    }

    private static func item(_ row: ItemRow) throws -> KitchenItem {
        var faults: [FieldFault] = []
        guard let modifiers = KitchenModifier.list.decode(row.6, "", &faults) else {
            throw DatabaseError(kind: .decoding, message: "a dish's modifiers don't read")
        }
        return KitchenItem(
            id: row.1, line: row.2, product: row.3, quantity: row.4, name: row.5, modifiers: modifiers,
            note: row.7, allergy: row.8, allergens: row.9, seat: row.10, course: row.11, state: row.12,
            startedAt: row.13, readyAt: row.14, servedAt: row.15, voidedAt: row.16, voidConfirmedAt: row.17,
            position: row.18)
    }

    /// Writes new tickets with their dishes: one statement each, however many there are. A ticket for a
    /// station that is not in use any more is a conflict: `StationStore.keepTicketsOut` is its other side.
    static func insert(
        _ organization: ID<Organization>, _ tickets: [KitchenTicket], in tx: borrowing Transaction
    ) {
        guard !tickets.isEmpty else { return }
        let rows: [SQL] = tickets.map { ticket in
            """
            (\(organization)::uuid, \(ticket.id)::uuid, \(ticket.branch)::uuid,
                (select case when archived_at is null then id else hesap_station_gone() end from kitchen_stations
                    where organization = \(organization)::uuid and id = \(ticket.station)::uuid),
                \(ticket.check)::uuid, \(ticket.check)::uuid,
                \(ticket.label)::text, \(ticket.no)::bigint, \(ticket.orderType)::text,
                \(ticket.waiter)::text, \(ticket.round)::integer,
                \(ticket.course)::integer, \(ticket.placedAt)::timestamptz, \(ticket.alsoAt)::text[], 1)
            """
        }
        tx.later(
            """
            insert into kitchen_tickets (organization, id, branch, station, placed_for, check_id, label, no,
                order_type, waiter, round, course, placed_at, also_at, version)
            select v.* from (values \(rows: rows)) as v (organization)
            where v.organization is not null
            """)
        insert(organization, tickets.flatMap { ticket in ticket.items.map { (ticket.id, $0) } }, in: tx)
    }

    /// Rows of one statement at most.
    private static let rowsMax = 16

    private static func insert(
        _ organization: ID<Organization>, _ items: [(ticket: ID<KitchenTicket>, item: KitchenItem)],
        in tx: borrowing Transaction
    ) {
        for start in stride(from: 0, to: items.count, by: rowsMax) {
            let rows = items[start..<min(start + rowsMax, items.count)].map {
                row($0.item, of: $0.ticket, organization)
            }
            tx.later(
                """
                insert into kitchen_items (organization, id, ticket, line, product, quantity, name, modifiers, note,
                    allergy, allergens, seat, course, state, started_at, ready_at, served_at, voided_at, void_confirmed_at,
                    position)
                select v.* from (values \(rows: rows)) as v (organization)
                where v.organization is not null
                """)
        }
    }

    private static func row(
        _ item: KitchenItem, of ticket: ID<KitchenTicket>, _ organization: ID<Organization>
    ) -> SQL {
        let modifiers = KitchenModifier.list.text(of: item.modifiers)
        return """
            (\(organization)::uuid, \(item.id)::uuid, \(ticket)::uuid, \(item.line)::uuid,
                \(item.product)::uuid, \(item.quantity)::bigint,
                \(item.name)::text, \(modifiers)::jsonb, \(item.note)::text, \(item.allergy)::text,
                \(item.allergens)::text[], \(item.seat)::integer, \(item.course)::integer,
                \(item.state)::text, \(item.startedAt)::timestamptz, \(item.readyAt)::timestamptz,
                \(item.servedAt)::timestamptz, \(item.voidedAt)::timestamptz,
                \(item.voidConfirmedAt)::timestamptz, \(item.position)::integer)
            """
    }

    /// Writes what differs between a ticket as it was read and as it is now; its version has grown by one.
    static func save(
        _ organization: ID<Organization>, _ ticket: KitchenTicket, from before: KitchenTicket,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update kitchen_tickets set check_id = \(ticket.check), label = \(ticket.label), no = \(ticket.no),
                placed_at = \(ticket.placedAt), bumped_at = \(ticket.bumpedAt), recalled_at = \(ticket.recalledAt),
                version = \(ticket.version)
            where organization = \(organization) and id = \(ticket.id) and version = \(before.version)
            """, affecting: 1)
        let old = Dictionary(before.items.map { ($0.id, $0) }) { first, _ in first }
        for item in ticket.items where old[item.id] != nil && old[item.id] != item {
            guard let seen = old[item.id] else { continue }
            tx.later(
                """
                update kitchen_items set quantity = \(item.quantity), state = \(item.state),
                    started_at = \(item.startedAt), ready_at = \(item.readyAt), served_at = \(item.servedAt),
                    voided_at = \(item.voidedAt), void_confirmed_at = \(item.voidConfirmedAt)
                where organization = \(organization) and id = \(item.id) and state = \(seen.state)
                    and quantity = \(seen.quantity)
                """, affecting: 1)
        }
        insert(organization, ticket.items.filter { old[$0.id] == nil }.map { (ticket.id, $0) }, in: tx)
    }

    /// How many of a station's tickets were finished after a moment.
    static func bumped(
        _ organization: ID<Organization>, _ station: ID<Station>, after moment: Instant,
        in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from kitchen_tickets
            where organization = \(organization) and station = \(station) and bumped_at > \(moment)
            """, as: Int.self) ?? 0
    }

    /// The branches of all organizations that have open tickets of before a moment; for Hesap's own work.
    static func kitchensWithTickets(
        placedBefore moment: Instant, in tx: borrowing Transaction
    ) throws -> [(ID<Organization>, ID<Branch>)] {
        try tx.rows(
            """
            select distinct organization, branch from kitchen_tickets
            where bumped_at is null and placed_at < \(moment)
            """, as: (ID<Organization>, ID<Branch>).self)
    }

    /// The statement that counts a check's tickets and sums their versions.
    static func stamp(_ organization: ID<Organization>, check: UUID) -> SQL {
        """
        select count(*) as tickets, coalesce(sum(version), 0)::bigint as versions from kitchen_tickets
        where organization = \(organization) and check_id = \(check)
        """
    }

    /// The same of a check that another part of the statement names.
    static func stamp(_ organization: ID<Organization>, ofRow check: SQL) -> SQL {
        """
        select count(*) as tickets, coalesce(sum(version), 0)::bigint as versions from kitchen_tickets
        where organization = \(organization) and check_id = \(part: check)
        """
    }

    /// The statement that says where the lines of checks stand.
    static func stages(_ organization: ID<Organization>, checks: [UUID]) -> SQL {
        """
        select t.check_id, i.line, i.state, sum(i.quantity)::bigint
        from kitchen_tickets t join kitchen_items i on i.organization = t.organization and i.ticket = t.id
        where t.organization = \(organization) and t.check_id = any(\(checks)::uuid[])
        group by t.check_id, i.line, i.state
        """
    }

    static func readStages(
        _ rows: Rows, _ statement: SQL
    ) throws -> [(check: UUID, line: UUID, state: KitchenItemState, quantity: Quantity)] {
        try rows.decoded(as: (UUID, UUID, KitchenItemState, Quantity).self, statement: statement)
            .map { ($0.0, $0.1, $0.2, $0.3) }
    }
}
