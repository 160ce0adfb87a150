public import Base
public import Organizations
public import Payments
public import Store

import Ledger

/// Cash of sales and refunds, in an open session: the movement and its journal. Shows and audits nothing by
/// itself, because the check that it belongs to does.
public enum RecordCash {
    /// The session that cash of this branch goes into, held open until the commit: a count waits for it.
    ///
    /// - Parameter drawer: the till's; nil takes the branch's only open one, or the one that this person
    ///   opened.
    /// - Throws: `DrawerRefusal`: `drawerClosed` (I7), `drawerAmbiguous`.
    public static func openSession(
        drawer: ID<Drawer>?, in branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DrawerSession {
        let organization = context.actor.organization
        if let drawer {
            guard
                let held = try DrawerStore.heldOpen(drawer: drawer, of: organization, branch: branch, in: tx)
            else {
                throw DrawerRefusal.drawerClosed
            }
            return held
        }
        return try choose(
            try DrawerStore.heldOpen(of: organization, branch: branch, in: tx), by: context.actor.person)
    }

    /// The read behind `openSession`, for a caller that sends it together with its own.
    public static func sessionQuery(in branch: ID<Branch>, _ context: CommandContext) -> KeyedRead {
        DrawerStore.heldOpenQuery(of: context.actor.organization, branch: branch)
    }

    /// Reads the answer of `sessionQuery`.
    public static func readSessions(
        _ rows: Rows, _ read: KeyedRead, of organization: ID<Organization>
    ) throws -> [DrawerSession] {
        try DrawerStore.read(rows, read.statement, organization)
    }

    /// The session that takes the cash, of those that `sessionQuery` found.
    ///
    /// - Throws: `DrawerRefusal`: `drawerClosed` (I7), `drawerAmbiguous`.
    public static func choose(
        _ open: [DrawerSession], drawer: ID<Drawer>?, _ context: CommandContext
    ) throws(DrawerRefusal) -> DrawerSession {
        guard let drawer else { return try choose(open, by: context.actor.person) }
        guard let own = open.first(where: { $0.drawer == drawer }) else { throw .drawerClosed }
        return own
    }

    /// The only one, or the only one that this person opened.
    static func choose(_ open: [DrawerSession], by person: ID<Person>?) throws(DrawerRefusal) -> DrawerSession
    {
        guard let first = open.first else { throw .drawerClosed }
        if open.count == 1 { return first }
        let own = open.filter { $0.openedBy != nil && $0.openedBy == person }
        guard own.count == 1, let mine = own.first else { throw .drawerAmbiguous }
        return mine
    }

    /// Cash taken for goods and tips, change already deducted: Dr cash / Cr the accounts named.
    ///
    /// - Parameters:
    ///   - session: from `openSession` in this transaction.
    ///   - counter: adds up to `amount`, which is above zero.
    public static func sale(
        _ session: DrawerSession, amount: Int64, counter: [CounterPosting], source: PaymentReference,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        guard amount > 0 else { throw DrawerRefusal.amountNotPositive }
        session.record(
            .sale, amount, id: context.surroundings.newID(), reason: nil, source: (source.kind, source.id),
            context,
            in: tx)
        try session.post(
            "cash.captured", source: (source.kind, source.id),
            [.debit(.cash(session.drawer.raw), amount)] + counter.map { .credit($0.account, $0.amount) },
            context,
            in: tx)
    }

    /// Cash given back: Dr the accounts named / Cr cash.
    public static func refund(
        _ session: DrawerSession, amount: Int64, counter: [CounterPosting], source: PaymentReference,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        guard amount > 0 else { throw DrawerRefusal.amountNotPositive }
        session.record(
            .refund, -amount, id: context.surroundings.newID(), reason: nil, source: (source.kind, source.id),
            context, in: tx)
        try session.post(
            "cash.refunded", source: (source.kind, source.id),
            counter.map { .debit($0.account, $0.amount) } + [.credit(.cash(session.drawer.raw), amount)],
            context,
            in: tx)
    }
}
