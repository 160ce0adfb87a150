public import Base
public import Drawers
public import Organizations
public import Payments
public import Store
import struct FoundationEssentials.UUID

/// A person says what became of a card whose answer never came: the slip is in the hand, or it is not.
public struct ResolveTender: Sendable {
    let tender: ID<Tender>
    let check: ID<Check>
    let branch: ID<Branch>
    let outcome: ResolveUnknown.Outcome
    let reason: String
    let approval: ID<Approval>?
    let means: PaymentMeans

    /// Resolves a tender with a reason; where the role demands it, with a second pair of eyes.
    public init(
        _ tender: ID<Tender>, of check: ID<Check>, branch: ID<Branch>, captured: Bool, reason: String,
        approval: ID<Approval>? = nil, _ means: PaymentMeans
    ) {
        self.tender = tender
        self.check = check
        self.branch = branch
        self.outcome = captured ? .captured : .failed
        self.reason = reason
        self.approval = approval
        self.means = means
    }

    /// Everything of the same payment that waited is booked or cancelled with it.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        let intent = try TenderStore.intent(of: tender, check, branch, context.actor, in: tx)
        try TenderStore.lockCheck(of: tender, context.actor.organization, in: tx)
        let resolved = try ResolveUnknown.run(
            ID(intent), outcome, reason: reason, subject: tender.raw, approval: approval, context, in: tx)
        return try HeldCheck.follow(
            resolved, tender, check, branch, means, "tender.resolve", reason, context, in: tx)
    }
}

extension ResolveTender {
    /// The same as one idempotent request.
    public func run(_ actor: Actor, key: IdempotencyKey, _ runner: CommandRunner) async throws -> Answer {
        try await runner.run(actor, key: key) { context, tx in
            Answer(status: 200, text: try run(context, in: tx).text)
        }
    }
}

/// Asks the terminal once more what became of a card whose answer never came.
public struct InquireTender: Sendable {
    let tender: ID<Tender>
    let check: ID<Check>
    let branch: ID<Branch>
    let means: PaymentMeans

    /// Asks about this tender.
    public init(_ tender: ID<Tender>, of check: ID<Check>, branch: ID<Branch>, _ means: PaymentMeans) {
        self.tender = tender
        self.check = check
        self.branch = branch
        self.means = means
    }

    /// The question itself goes out between transactions, as the background inquiry's does; asking twice does
    /// no harm.
    public func run(_ actor: Actor, key: IdempotencyKey, _ runner: CommandRunner) async throws -> Answer {
        let due = try await runner.run(actor, command: runner.surroundings.newUUID()) { context, tx in
            let intent = try TenderStore.intent(of: tender, check, branch, actor, in: tx)
            try context.require(.pay, subject: check.raw, in: tx)
            context.audit("tender.inquire", entity: "tender", id: tender.raw, branch: branch)
            return try InquireUnknown.hasten(ID(intent), context, in: tx)
        }
        if due { _ = try await InquireUnknown.run(runner, means.connectors, CheckFollower(means)) }
        let view = try await runner.database.transaction(.organization(actor.organization.raw), .read) { tx in
            try ReadCheck.run(check, branch, of: actor.organization, in: tx)
        }
        return Answer(status: 200, text: view.text)
    }
}

/// The checks hear what became of their cards when inquiry or recovery learns it: pass it to the payments'
/// workers.
public struct CheckFollower: PaymentFollower {
    let means: PaymentMeans

    /// A follower that closes checks by these means.
    public init(_ means: PaymentMeans) { self.means = means }

    /// Locks the check before its card's intent, as paying does.
    public func intentMoves(
        _ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        guard intent.reference.kind == "tender" else { return }
        try TenderStore.lockCheck(of: ID(intent.reference.id), intent.organization, in: tx)
    }

    /// Books or cancels the payment that the card belongs to.
    public func intentMoved(
        _ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        guard intent.reference.kind == "tender" else { return }
        let tender = ID<Tender>(intent.reference.id)
        guard let found = try TenderStore.find(tender, intent.organization, in: tx) else { return }
        try HeldCheck.follow(
            intent, tender, found.check, found.branch, means, "tender.settle", nil, context, in: tx)
    }

    /// A refund that could not be given back is a matter for a person: the audit trail says so.
    public func refundMoved(_ refund: Refund, _ context: CommandContext, in tx: borrowing Transaction) throws
    {
        guard refund.state == .failed, refund.reference.kind == "tender" else { return }
        context.audit(
            "tender.refund_failed", entity: "tender", id: refund.reference.id, branch: refund.branch,
            after: ["refund": .string(refund.id.description), "amount": .integer(refund.amount.minor)],
            reason: refund.reason)
    }
}

extension HeldCheck {
    /// Brings a check up to what is now known of one of its cards.
    @discardableResult
    static func follow(
        _ intent: PaymentIntent, _ tender: ID<Tender>, _ check: ID<Check>, _ branch: ID<Branch>,
        _ means: PaymentMeans, _ action: String, _ reason: String?, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        let known = held.check.tenders[try held.check.index(of: tender)]
        guard known.state.isReserving else { return CheckView(held.check) }
        try held.book(known.request, [intent.id.raw: intent], means, context, in: tx)
        guard held.check != held.was else { return CheckView(held.check) }
        return try held.record(action, reason: reason, context, in: tx)
    }
}

extension TenderStore {
    /// The intent that settles a card tender of this check.
    static func intent(
        of tender: ID<Tender>, _ check: ID<Check>, _ branch: ID<Branch>, _ actor: Actor,
        in tx: borrowing Transaction
    ) throws -> UUID {
        guard let found = try find(tender, actor.organization, in: tx), found.check == check,
            found.branch == branch,
            actor.reaches(branch)
        else { throw TenderRefusal.unknownTender }
        guard let intent = found.intent else { throw TenderRefusal.notACard }
        return intent
    }
}

/// Whether a drawer session holds cash of a payment whose card has no outcome yet: it cannot be closed then.
public enum UnknownTenders {
    /// Asked with the session locked.
    public static func exist(
        in session: ID<DrawerSession>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Bool { try TenderStore.isReserving(session.raw, organization, in: tx) }
}
