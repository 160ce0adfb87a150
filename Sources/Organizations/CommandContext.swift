public import Base
public import Store
public import struct FoundationEssentials.UUID

/// One command under way: who, when, and what it leaves behind. Lives for one attempt of one transaction.
///
/// Every state change shows exactly one frame and writes exactly one audit event, in its own transaction
/// (I16).
public final class CommandContext {
    /// Who asks.
    public let actor: Actor
    /// When: one moment for the whole command.
    public let now: Instant
    /// Clock, identity and chance.
    public let surroundings: Surroundings
    /// The command's own id: the idempotency key when that is a UUID.
    public let command: UUID
    /// What this process knows to be committed.
    public let known: KnownRows
    /// Who approved, when an approval was used.
    public private(set) var approver: ID<Person>?

    private(set) var frames: [Frame] = []
    private(set) var audits: [AuditEntry] = []
    private(set) var messages: [OutboxMessage] = []
    private var gathered: [any GatheredWrite] = []

    init(actor: Actor, surroundings: Surroundings, command: UUID, known: KnownRows) {
        self.known = known
        self.actor = actor
        self.now = surroundings.now()
        self.surroundings = surroundings
        self.command = command
    }

    /// Demands a right. What the role leaves to approval takes a one-shot approval for that action, that
    /// subject and those terms with it.
    ///
    /// - Parameters:
    ///   - terms: what exactly is done; an approver is shown this, and other terms need another approval.
    ///   - value: what a limit is compared with (a discount's basis points, an amount in minor units).
    /// - Returns: who approved; nil when the role allows it by itself.
    /// - Throws: `PermissionRefusal`, 403.
    @discardableResult
    public func require(
        _ action: Action, subject: UUID?, terms: ApprovalTerms = ApprovalTerms(),
        approval: ID<Approval>? = nil, value: Int64? = nil, in tx: borrowing Transaction
    ) throws -> ID<Person>? {
        switch actor.decide(action, value: value) {
        case .allowed: return nil
        case .forbidden: throw PermissionRefusal.forbidden(action)
        case .needsApproval:
            guard let approval, let subject else {
                throw PermissionRefusal.approvalRequired(action, subject: subject, terms)
            }
            let wanted = ApprovalStore.Wanted(
                action: action, subject: subject, terms: terms, value: value, device: actor.device)
            approver = try ApprovalStore.use(
                actor.organization, approval, for: wanted, at: now, by: command, in: tx)
            return approver
        }
    }

    /// What parts of this command write together, once, at its end; made when first asked for.
    public func gathering<Write: GatheredWrite>(_ make: () -> Write) -> Write {
        for write in gathered {
            if let write = write as? Write { return write }
        }
        let write = make()
        gathered.append(write)
        return write
    }

    /// Shows a change to the screens of a branch; numbered when the command commits.
    public func show(_ frame: Frame) { frames.append(frame) }

    /// Writes down who did what: the actor, or an `author` who becomes known on the way, as at a sign-in.
    /// `before` and `after` are without personal data or secrets.
    public func audit(
        _ action: String, entity: String, id: UUID, branch: ID<Branch>?, before: JSON? = nil,
        after: JSON? = nil,
        reason: String? = nil, approver: ID<Person>? = nil, by author: Actor? = nil
    ) {
        audits.append(
            AuditEntry(
                author: author ?? actor, action: action, entity: entity, id: id, branch: branch,
                before: before, after: after,
                reason: reason,
                approver: approver ?? self.approver))
    }

    /// Puts a message into the domain outbox (webhooks, Kafka), numbered without gaps per aggregate.
    public func publish(topic: String, aggregate: UUID, data: JSON) {
        messages.append(OutboxMessage(topic: topic, aggregate: aggregate, data: data))
    }

    /// Writes everything the command leaves behind; travels with the commit. Called once, last, by
    /// `CommandRunner`.
    ///
    /// The branch's stream row is locked last of all, so that it is held for nothing but the commit.
    func finish(
        idempotency: IdempotencyStore.Write?, onCommit: @escaping @Sendable ([ID<Branch>]) -> Void,
        in tx: borrowing Transaction
    ) {
        for write in gathered { write.write(by: self, in: tx) }
        AuditStore.append(audits, by: self, in: tx)
        OutboxStore.append(messages, by: self, in: tx)
        if let idempotency { tx.later(idempotency.statement, affecting: idempotency.affecting) }
        guard !frames.isEmpty else { return }
        let branches = Set(frames.map(\.branch)).sorted { $0.raw.text < $1.raw.text }
        BranchStreamStore.append(actor.organization, frames, at: now, in: tx)
        tx.afterCommit { onCommit(branches) }
    }
}

/// Rows that several parts of a command have to write, and that one statement writes.
public protocol GatheredWrite: AnyObject {
    /// Writes them, with the commit's round trip.
    func write(by context: CommandContext, in tx: borrowing Transaction)
}

/// What an audit event says beside when.
struct AuditEntry: Sendable {
    let author: Actor
    let action: String
    let entity: String
    let id: UUID
    let branch: ID<Branch>?
    let before: JSON?
    let after: JSON?
    let reason: String?
    let approver: ID<Person>?
}

/// A message of the domain outbox before it is numbered.
struct OutboxMessage: Sendable {
    let topic: String
    let aggregate: UUID
    let data: JSON
}
