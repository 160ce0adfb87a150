public import Base
public import Organizations
public import Store

/// Says what is in the drawer, without being told what had to be in it.
public enum CountDrawer {
    /// - Parameters:
    ///   - counted: minor units; nil when the notes and coins say it.
    ///   - denominations: notes and coins; with `counted`, they must add up to it.
    /// - Throws: `DrawerRefusal`: `countMissing`, `denominationsDiffer`, `unexpectedState`.
    public static func run(
        _ id: ID<DrawerSession>, in branch: ID<Branch>, counted: Int64?, denominations: [Denomination],
        approval: ID<Approval>? = nil, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DrawerSession {
        let amount = try decide(counted, denominations)
        let terms = ApprovalTerms(amount: amount, way: "count")
        try context.require(.countDrawer, subject: id.raw, terms: terms, approval: approval, in: tx)
        guard let seen = try DrawerStore.locked(id, of: context.actor.organization, branch: branch, in: tx)
        else {
            throw DrawerRefusal.unknownSession
        }
        let session = seen.changed(
            try seen.state.after(.count), counted: amount, denominations: denominations,
            recounted: seen.recounted)
        DrawerStore.update(session, in: tx)
        session.show(context)
        context.audit(
            "drawer.count", entity: "drawer_session", id: id.raw, branch: branch, before: seen.json,
            after: session.json)
        return session
    }

    /// The counted amount.
    static func decide(_ counted: Int64?, _ denominations: [Denomination]) throws -> Int64 {
        guard counted != nil || !denominations.isEmpty else { throw DrawerRefusal.countMissing }
        let sum = try Denomination.sum(denominations)
        guard let counted else { return sum }
        guard counted >= 0 else { throw DrawerRefusal.amountNegative }
        guard denominations.isEmpty || sum == counted else {
            throw DrawerRefusal.denominationsDiffer(sum: sum)
        }
        return counted
    }
}

/// Takes a count back, once per session and written down: the drawer is open again and is counted anew.
public enum RecountDrawer {
    /// - Throws: `DrawerRefusal`: `recountUsed`, `unexpectedState`.
    public static func run(
        _ id: ID<DrawerSession>, in branch: ID<Branch>, approval: ID<Approval>? = nil,
        _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> DrawerSession {
        let terms = ApprovalTerms(way: "recount")
        try context.require(.countDrawer, subject: id.raw, terms: terms, approval: approval, in: tx)
        guard let seen = try DrawerStore.locked(id, of: context.actor.organization, branch: branch, in: tx)
        else {
            throw DrawerRefusal.unknownSession
        }
        let state = try seen.state.after(.recount)
        guard !seen.recounted else { throw DrawerRefusal.recountUsed }
        let session = seen.changed(state, counted: nil, denominations: [], recounted: true)
        DrawerStore.update(session, in: tx)
        session.show(context)
        context.audit(
            "drawer.recount", entity: "drawer_session", id: id.raw, branch: branch, before: seen.json,
            after: session.json)
        return session
    }
}
