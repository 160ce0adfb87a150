public import Base
import Ledger
public import Organizations
public import Store

import struct FoundationEssentials.UUID

/// Opens a drawer session with its float. Books Dr cash / Cr safe.
public enum OpenDrawer {
    /// - Parameters:
    ///   - id: the session's id, made by the till; the same again gives the session that there is.
    ///   - businessDay: the open business day (`OpenBusinessDay`).
    ///   - float: minor units, zero or more.
    /// - Throws: `DrawerRefusal`: `unknownDrawer`, `sessionOpen` (I7), `amountNegative`; `PermissionRefusal`.
    public static func run(
        _ id: ID<DrawerSession>, drawer: ID<Drawer>, in branch: ID<Branch>, float: Money, businessDay: Day,
        approval: ID<Approval>? = nil, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DrawerSession {
        guard float.minor >= 0 else { throw DrawerRefusal.amountNegative }
        let organization = context.actor.organization
        let terms = ApprovalTerms(amount: float.minor)
        try context.require(.openDrawer, subject: drawer.raw, terms: terms, approval: approval, in: tx)
        guard try DrawerStore.inUse(drawer, of: organization, branch: branch, in: tx) != nil else {
            throw DrawerRefusal.unknownDrawer
        }
        let session = DrawerSession(
            id: id, organization: organization, branch: branch, drawer: drawer, state: .open,
            businessDay: businessDay, currency: float.currency, float: float.minor, openedAt: context.now,
            openedBy: context.actor.person, openedByName: context.actor.personName, counted: nil,
            denominations: [],
            recounted: false, expected: nil, closedAt: nil, version: 1)
        try DrawerStore.insert(session, in: tx)
        session.record(
            .float, float.minor, id: context.surroundings.newID(), reason: nil, source: nil, context, in: tx)
        try session.post(
            "drawer.float", [.debit(.cash(drawer.raw), float.minor), .credit(.safe, float.minor)], context,
            in: tx)
        session.show(context)
        context.audit(
            "drawer.open", entity: "drawer_session", id: id.raw, branch: branch, after: session.json)
        return session
    }
}

extension DrawerSession {
    func record(
        _ kind: DrawerMovement.Kind, _ amount: Int64, id: ID<DrawerMovement>, reason: String?,
        source: (String, UUID)?, _ context: CommandContext, in tx: borrowing Transaction
    ) {
        let movement = DrawerMovement(
            id: id, session: self.id, kind: kind, amount: amount, reason: reason, at: context.now,
            byName: context.actor.personName)
        DrawerStore.insert(movement, source: source, by: context.actor.person, of: organization, in: tx)
    }

    func post(
        _ kind: String, source: (String, UUID)? = nil, _ postings: [Posting], _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let draft = JournalDraft(
            kind: kind, source: source ?? ("drawer_session", id.raw), branch: branch, currency: currency,
            effectiveAt: context.now, postings: postings)
        try Journal.post(draft, context, in: tx)
    }

    /// Shows the session to the branch's screens, without what had to be in it while it can still be counted.
    func show(_ context: CommandContext) {
        context.show(
            Frame(
                branch: branch, type: "drawer.changed", entity: "drawer_session", id: id.raw,
                version: version,
                data: json, audience: .pos))
    }

    /// The session's view.
    public var json: JSON { DrawerSessionView.shape.encode(DrawerSessionView(self)) }

    func changed(
        _ state: DrawerSessionState, counted: Int64?, denominations: [Denomination], recounted: Bool,
        expected: Int64? = nil, closedAt: Instant? = nil
    ) -> DrawerSession {
        DrawerSession(
            id: id, organization: organization, branch: branch, drawer: drawer, state: state,
            businessDay: businessDay, currency: currency, float: float, openedAt: openedAt,
            openedBy: openedBy,
            openedByName: openedByName, counted: counted, denominations: denominations, recounted: recounted,
            expected: expected, closedAt: closedAt, version: version + 1)
    }
}
