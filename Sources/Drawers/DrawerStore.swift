import Base
import Organizations
import Store

import struct FoundationEssentials.UUID

/// The statements on `drawers`, `drawer_sessions` and `drawer_movements`.
enum DrawerStore {
    /// Writes a drawer; its name is refused by `drawers_name_once` when the branch has it.
    static func insert(_ drawer: Drawer, of organization: ID<Organization>, in tx: borrowing Transaction)
        throws
    {
        try tx.run(
            """
            insert into drawers (organization, id, branch, name)
            values (\(organization), \(drawer.id), \(drawer.branch), \(drawer.name))
            """)
    }

    /// The drawers of a branch, by name; those out of use last, when they are asked for.
    static func drawers(
        of organization: ID<Organization>, branch: ID<Branch>, archived: Bool, in tx: borrowing Transaction
    ) throws -> [Drawer] {
        try drawers(
            """
            branch = \(branch) and (\(archived) or archived_at is null)
            order by archived_at is not null, name collate "tr-x-icu", archived_at
            """, organization, in: tx)
    }

    /// A drawer of this branch that is in use; it stays so until the commit.
    static func inUse(
        _ id: ID<Drawer>, of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Drawer? {
        try drawers(
            "id = \(id) and branch = \(branch) and archived_at is null for key share", organization, in: tx
        ).first
    }

    /// A drawer of this branch that is in use, or out of use, locked against every other change and opening
    /// of it.
    static func locked(
        _ id: ID<Drawer>, archived: Bool, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> Drawer? {
        try drawers(
            "id = \(id) and branch = \(branch) and (archived_at is not null) = \(archived) for update",
            organization, in: tx
        ).first
    }

    private static func drawers(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Drawer] {
        try tx.rows(
            """
            select id, branch, name, version, archived_at from drawers
            where organization = \(organization) and \(part: condition)
            """, as: (ID<Drawer>, ID<Branch>, String, Int64, Instant?).self
        ).map { Drawer(id: $0.0, branch: $0.1, name: $0.2, version: $0.3, archivedAt: $0.4) }
    }

    /// Writes a drawer's name and whether it is in use, from the version that was read.
    static func update(_ drawer: Drawer, of organization: ID<Organization>, in tx: borrowing Transaction)
        throws
    {
        let moved = try tx.run(
            """
            update drawers set name = \(drawer.name), archived_at = \(drawer.archivedAt), version = \(drawer.version)
            where organization = \(organization) and id = \(drawer.id) and version = \(drawer.version - 1)
            """)
        guard moved == 1 else { throw DrawerRefusal.staleVersion(current: drawer.version) }
    }

    /// Writes a new session; a second open one of the drawer is refused by `drawer_sessions_one_open`.
    static func insert(_ session: DrawerSession, in tx: borrowing Transaction) throws {
        try tx.run(
            """
            insert into drawer_sessions (organization, id, branch, drawer, state, business_day, currency, float,
                opened_at, opened_by, opened_by_name, version)
            values (\(session.organization), \(session.id), \(session.branch), \(session.drawer), \(session.state),
                \(session.businessDay), \(session.currency), \(session.float), \(session.openedAt),
                \(session.openedBy), \(session.openedByName), \(session.version))
            """)
    }

    /// Writes what changes in a session, from the version that was read.
    static func update(_ session: DrawerSession, in tx: borrowing Transaction) {
        tx.later(
            """
            update drawer_sessions set state = \(session.state), counted = \(session.counted),
                denominations = \(DenominationList.json(session.denominations)), recounted = \(session.recounted),
                expected = \(session.expected), closed_at = \(session.closedAt), version = \(session.version)
            where organization = \(session.organization) and id = \(session.id)
                and version = \(session.version - 1)
            """, affecting: 1)
    }

    /// A session of this branch, locked against every other change and cash movement.
    static func locked(
        _ id: ID<DrawerSession>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> DrawerSession? {
        try read("id = \(id) and branch = \(branch) for update", organization, in: tx).first
    }

    /// A session of this branch as it stands.
    static func find(
        _ id: ID<DrawerSession>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> DrawerSession? {
        try read("id = \(id) and branch = \(branch)", organization, in: tx).first
    }

    /// The session in which cash moves, held open until the commit (a count waits for it).
    static func heldOpen(
        drawer: ID<Drawer>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> DrawerSession? {
        try read(
            "drawer = \(drawer) and branch = \(branch) and state = 'open' for share", organization, in: tx
        ).first
    }

    /// All sessions of the branch in which cash may move, held open until the commit.
    static func heldOpen(
        of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [DrawerSession] {
        try read(
            "branch = \(branch) and state = 'open' order by opened_at, id for share", organization, in: tx)
    }

    /// The read of all sessions of the branch in which cash may move; it holds them open until the commit.
    static func heldOpenQuery(of organization: ID<Organization>, branch: ID<Branch>) -> KeyedRead {
        KeyedRead("open drawer sessions of branch", branch.raw.text) { branches in
            """
            select branch, id, branch, drawer, state, business_day, currency, float, opened_at, opened_by,
                opened_by_name, counted, denominations, recounted, expected, closed_at, version
            from drawer_sessions
            where organization = \(organization) and branch = any(\(branches)::uuid[]) and state = 'open'
            order by opened_at, id for share
            """
        }
    }

    /// The sessions of the branch that are open or being counted.
    static func unclosed(
        of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [DrawerSession] {
        try read(
            "branch = \(branch) and state in ('open', 'counting') order by opened_at, id", organization,
            in: tx)
    }

    /// The sessions of a branch before a place in their order, newest first.
    static func page(
        of organization: ID<Organization>, branch: ID<Branch>, before place: DrawerSessionPlace?, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [DrawerSession] {
        try read(
            """
            branch = \(branch) and (\(place?.openedAt)::timestamptz is null
                or (opened_at, id) < (\(place?.openedAt)::timestamptz, \(place?.id)::uuid))
            order by opened_at desc, id desc limit \(limit)
            """, organization, in: tx)
    }

    /// Everything that had to be in the drawer.
    static func expected(
        _ session: ID<DrawerSession>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Int64 {
        try tx.value(
            """
            select coalesce(sum(amount), 0)::bigint from drawer_movements
            where organization = \(organization) and session = \(session)
            """, as: Int64.self) ?? 0
    }

    /// Writes a movement.
    static func insert(
        _ movement: DrawerMovement, source: (String, UUID)?, by person: ID<Person>?,
        of organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        let row: SQL = """
            (\(organization)::uuid, \(movement.id)::uuid, \(movement.session)::uuid, \(movement.kind)::text,
                \(movement.amount)::bigint,
                \(movement.reason)::text, \(source?.0)::text, \(source?.1)::uuid,
                \(movement.at)::timestamptz, \(person)::uuid, \(movement.byName)::text)
            """
        tx.later(
            """
            insert into drawer_movements (organization, id, session, kind, amount, reason, source_kind, source_id, at,
                by_person, by_name)
            select v.* from (values \(rows: [row])) as v (organization)
            where v.organization is not null
            """)
    }

    /// All movements of a session, the oldest first.
    static func movements(
        of session: ID<DrawerSession>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DrawerMovement] {
        try tx.rows(
            """
            select id, session, kind, amount, reason, at, by_name from drawer_movements
            where organization = \(organization) and session = \(session) order by at, id
            """,
            as: (
                ID<DrawerMovement>, ID<DrawerSession>, DrawerMovement.Kind, Int64, String?, Instant, String
            ).self
        ).map {
            DrawerMovement(
                id: $0.0, session: $0.1, kind: $0.2, amount: $0.3, reason: $0.4, at: $0.5, byName: $0.6)
        }
    }

    private typealias Row = (
        ID<DrawerSession>, ID<Branch>, ID<Drawer>, DrawerSessionState, Day, Currency, Int64, Instant,
        ID<Person>?,
        String, Int64?, JSON, Bool, Int64?, Instant?, Int64
    )

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DrawerSession] {
        let statement = query(condition, organization)
        return try read(try tx.all([statement])[0], statement, organization)
    }

    private static func query(_ condition: SQL, _ organization: ID<Organization>) -> SQL {
        """
        select id, branch, drawer, state, business_day, currency, float, opened_at, opened_by, opened_by_name,
            counted, denominations, recounted, expected, closed_at, version
        from drawer_sessions where organization = \(organization) and \(part: condition)
        """
    }

    /// Reads the answer of a statement that reads sessions.
    static func read(
        _ rows: Rows, _ statement: SQL, _ organization: ID<Organization>
    ) throws -> [DrawerSession] {
        try rows.decoded(as: Row.self, statement: statement).map {
            DrawerSession(
                id: $0.0, organization: organization, branch: $0.1, drawer: $0.2, state: $0.3,
                businessDay: $0.4,
                currency: $0.5, float: $0.6, openedAt: $0.7, openedBy: $0.8, openedByName: $0.9,
                counted: $0.10,
                denominations: DenominationList.read($0.11), recounted: $0.12, expected: $0.13,
                closedAt: $0.14,
                version: $0.15)
        }
    }
}

/// Notes and coins as a session's row keeps them.
enum DenominationList {
    static func json(_ list: [Denomination]) -> JSON { .array(list.map(Denomination.shape.encode)) }

    static func read(_ json: JSON) -> [Denomination] {
        (json.array ?? []).compactMap { element in
            guard let value = element["value"]?.integer, let count = element["count"]?.integer else {
                return nil
            }
            return Denomination(value: value, count: count)
        }
    }
}
