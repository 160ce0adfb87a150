public import Base
public import Organizations
public import Store

import Ledger

/// Lets the count stand: the variance goes to drawer over/short, the cash to the safe, and the session is
/// closed.
public enum CloseDrawer {
    /// - Parameter holdsUnknown: whether a card tender taken at this drawer has no outcome yet, asked with
    ///   the session locked; the drawer cannot close while one has none.
    /// - Throws: `DrawerRefusal`: `holdsUnknown`, `unexpectedState`.
    public static func run(
        _ id: ID<DrawerSession>, in branch: ID<Branch>, approval: ID<Approval>? = nil,
        _ context: CommandContext,
        in tx: borrowing Transaction, holdsUnknown: (DrawerSession, borrowing Transaction) throws -> Bool
    ) throws -> DrawerSession {
        let organization = context.actor.organization
        guard let seen = try DrawerStore.locked(id, of: organization, branch: branch, in: tx) else {
            throw DrawerRefusal.unknownSession
        }
        let terms = ApprovalTerms(amount: seen.counted)
        try context.require(.closeDrawer, subject: id.raw, terms: terms, approval: approval, in: tx)
        let state = try seen.state.after(.close)
        guard let counted = seen.counted else { throw DrawerRefusal.countMissing }
        guard try !holdsUnknown(seen, tx) else { throw DrawerRefusal.holdsUnknown }
        let expected = try DrawerStore.expected(id, of: organization, in: tx)
        let session = seen.changed(
            state, counted: counted, denominations: seen.denominations, recounted: seen.recounted,
            expected: expected, closedAt: context.now)
        DrawerStore.update(session, in: tx)
        try session.post("drawer.variance", variance(session, counted - expected), context, in: tx)
        try session.post(
            "drawer.emptied", [.debit(.safe, counted), .credit(.cash(session.drawer.raw), counted)], context,
            in: tx)
        session.show(context)
        context.audit(
            "drawer.close", entity: "drawer_session", id: id.raw, branch: branch, before: seen.json,
            after: session.json)
        return session
    }

    /// Too little: Dr over/short / Cr cash. Too much: the reverse. Nothing when it is exact.
    private static func variance(_ session: DrawerSession, _ variance: Int64) -> [Posting] {
        let cash = AccountCode.cash(session.drawer.raw)
        return variance < 0
            ? [.debit(.drawerOverShort, -variance), .credit(cash, -variance)]
            : [.debit(cash, variance), .credit(.drawerOverShort, variance)]
    }
}
