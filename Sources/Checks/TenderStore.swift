import Base
import Drawers
import Organizations
import Store
import struct FoundationEssentials.UUID

/// Statements on tenders and refunds that concern no whole check.
enum TenderStore {
    /// The read that says which drawer a device has.
    static func drawerQuery(_ organization: ID<Organization>, _ device: ID<Device>) -> KeyedRead {
        KeyedRead("drawer of device", device.raw.text) { devices in
            "select id, drawer from devices where organization = \(organization) and id = any(\(devices)::uuid[])"
        }
    }

    static func readDrawer(_ rows: Rows, _ read: KeyedRead) throws -> ID<Drawer>? {
        try rows.decoded(as: ID<Drawer>?.self, statement: read.statement).first ?? nil
    }

    /// The check, branch and card of a tender; nil when the organization has no such tender.
    static func find(
        _ tender: ID<Tender>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> (check: ID<Check>, branch: ID<Branch>, intent: UUID?)? {
        try tx.row(
            "select check_id, branch, intent from tenders where organization = \(organization) and id = \(tender)",
            as: (ID<Check>, ID<Branch>, UUID?).self)
    }

    /// Locks the check that a tender pays. A check is always locked before the intents of its cards.
    static func lockCheck(
        of tender: ID<Tender>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws {
        _ = try tx.value(
            """
            select id from checks
            where organization = \(organization)
                and id = (select check_id from tenders where organization = \(organization) and id = \(tender))
            for update
            """, as: ID<Check>.self)
    }

    /// The tender of a refund.
    static func tender(
        ofRefund refund: UUID, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> ID<Tender>? {
        try tx.value(
            "select tender from tender_refunds where organization = \(organization) and id = \(refund)",
            as: ID<Tender>.self)
    }

    /// Whether a payment whose outcome is missing holds cash in this drawer session.
    static func isReserving(
        _ session: UUID, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.value(
            """
            select exists (select 1 from tenders
                where organization = \(organization) and session = \(session) and state = 'initiated')
            """, as: Bool.self) ?? false
    }

    /// How many tenders of a branch wait for their outcome.
    static func unresolved(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from tenders where organization = \(organization) and branch = \(branch)
                and state in ('authorizing', 'unknown')
            """, as: Int.self) ?? 0
    }

    /// Writes down what went back.
    static func insert(
        _ refund: TenderRefund, of tender: Tender, _ check: Check, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into tender_refunds (organization, id, branch, check_id, tender, kind, provider, terminal,
                terminal_name, amount, reason, person, person_name, at, business_day, after_close)
            values (\(organization), \(refund.id), \(check.branch), \(check.id), \(tender.id), \(tender.kind),
                \(tender.provider), \(tender.terminal?.id), \(tender.terminal?.name), \(refund.amount),
                \(refund.reason), \(refund.by.person), \(refund.by.name),
                \(refund.at), \(refund.businessDay), \(refund.afterClose))
            """, affecting: 1)
    }

    /// Writes down the KDV groups of a document.
    static func insert(
        _ groups: [KDVGroup], document: UUID, _ check: Check, day: Day, _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) {
        let rows: [SQL] = groups.map { group in
            """
            (\(organization)::uuid, \(check.branch)::uuid, \(document)::uuid, \(check.id)::uuid,
                \(day)::date, \(group.rate)::bigint, \(group.gross)::bigint,
                \(group.kdv)::bigint)
            """
        }
        guard !rows.isEmpty else { return }
        tx.later(
            """
            insert into document_groups (organization, branch, document, check_id, business_day, rate, gross, kdv)
            select v.* from (values \(rows: rows)) as v (organization)
            where v.organization is not null
            """)
    }
}

/// Money of a tender that went back.
struct TenderRefund: Sendable, Hashable {
    let id: ID<TenderRefund>
    let amount: Int64
    let reason: String
    let by: Author
    let at: Instant
    let businessDay: Day
    /// Whether the check was closed by then, so that revenue and KDV go back with it.
    let afterClose: Bool
}
