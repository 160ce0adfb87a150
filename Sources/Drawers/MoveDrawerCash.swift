public import Base
public import Organizations
import Ledger
import Payments
public import Store

/// Puts cash into an open drawer or takes it out, with a reason. Books against the safe.
public enum MoveDrawerCash {
    /// In or out.
    public enum Kind: String, CaseIterable, Sendable {
        /// Into the drawer.
        case payIn = "pay_in"
        /// Out of the drawer.
        case payOut = "pay_out"
    }

    /// - Parameters:
    ///   - id: the movement's id, made by the till.
    ///   - amount: minor units, above zero.
    ///   - reason: a person's words; required.
    /// - Throws: `DrawerRefusal`: `unknownSession`, `drawerClosed`, `amountNotPositive`, `reasonMissing`;
    ///   `PaymentRefusal.cardNumber`; `PermissionRefusal`.
    public static func run(
        _ id: ID<DrawerMovement>, _ session: ID<DrawerSession>, in branch: ID<Branch>, _ kind: Kind,
        amount: Int64,
        reason: String, approval: ID<Approval>? = nil, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DrawerSession {
        try check(amount, reason)
        let terms = ApprovalTerms(amount: amount, target: session.raw, way: kind.rawValue, reason: reason)
        try context.require(
            .moveDrawerCash, subject: id.raw, terms: terms, approval: approval, value: amount, in: tx)
        guard
            let seen = try DrawerStore.locked(session, of: context.actor.organization, branch: branch, in: tx)
        else { throw DrawerRefusal.unknownSession }
        guard seen.state == .open else { throw DrawerRefusal.drawerClosed }
        let moved = seen.changed(.open, counted: nil, denominations: [], recounted: seen.recounted)
        DrawerStore.update(moved, in: tx)
        switch kind {
        case .payIn:
            moved.record(.payIn, amount, id: id, reason: reason, source: nil, context, in: tx)
            try moved.post(
                "drawer.pay_in", source: ("drawer_movement", id.raw),
                [.debit(.cash(seen.drawer.raw), amount), .credit(.safe, amount)], context, in: tx)
        case .payOut:
            moved.record(.payOut, -amount, id: id, reason: reason, source: nil, context, in: tx)
            try moved.post(
                "drawer.pay_out", source: ("drawer_movement", id.raw),
                [.debit(.safe, amount), .credit(.cash(seen.drawer.raw), amount)], context, in: tx)
        }
        moved.show(context)
        context.audit(
            "drawer.\(kind.rawValue)", entity: "drawer_session", id: session.raw, branch: branch,
            after: ["movement": .string(id.description), "amount": .integer(amount)], reason: reason)
        return moved
    }

    private static func check(_ amount: Int64, _ reason: String) throws {
        guard amount > 0 else { throw DrawerRefusal.amountNotPositive }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw DrawerRefusal.reasonMissing }
        try CardNumberGuard.check(reason)
    }
}
