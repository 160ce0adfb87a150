import Base
public import Store

/// How a command that asks the outside world begins.
public enum Begun<Prepared: Sendable>: Sendable {
    /// It is ours: what was prepared is committed; ask the outside now, then `complete`.
    case fresh(Prepared)
    /// It was answered before.
    case answered(Answer)
    /// It was begun before and its owner is gone: look at what was prepared, never ask a second time, then
    /// `complete`.
    case takenOver
}

/// Commands whose answer is known only after a call to the outside: begun in one transaction, completed in
/// another.
extension CommandRunner {
    /// Seconds that a begun command may take before another request with its key takes it over.
    public static let sagaSeconds: Int64 = 60

    /// Prepares the command and locks its key, in one transaction, before any call to the outside.
    public func begin<Prepared: Sendable>(
        _ actor: Actor, key: IdempotencyKey,
        _ prepare: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Prepared
    ) async throws -> Begun<Prepared> {
        let (surroundings, known, onCommit) = (self.surroundings, self.known, self.onCommit)
        do {
            let prepared = try await database.transaction(.organization(actor.organization.raw)) { tx in
                let context = CommandContext(
                    actor: actor, surroundings: surroundings, command: command(of: key, surroundings),
                    known: known)
                let prepared = try prepare(context, tx)
                let until = context.now.advanced(seconds: CommandRunner.sagaSeconds)
                context.finish(
                    idempotency: IdempotencyStore.begun(
                        actor.organization, key, until: until, at: context.now),
                    onCommit: onCommit, in: tx)
                return prepared
            }
            return .fresh(prepared)
        } catch {
            return try await resume(actor, key, after: error)
        }
    }

    /// Books what the outside answered and gives the key its answer, in one transaction.
    public func complete(
        _ actor: Actor, key: IdempotencyKey,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Answer
    ) async throws -> Answer {
        let (surroundings, known, onCommit) = (self.surroundings, self.known, self.onCommit)
        return try await database.transaction(.organization(actor.organization.raw)) { tx in
            let context = CommandContext(
                actor: actor, surroundings: surroundings, command: command(of: key, surroundings),
                known: known)
            let answer = try body(context, tx)
            context.finish(
                idempotency: IdempotencyStore.completed(actor.organization, key.text, answer),
                onCommit: onCommit,
                in: tx)
            return answer
        }
    }

    /// Cancels what was prepared and forgets the key: the request had no effect and may be tried again.
    public func abandon(
        _ actor: Actor, key: IdempotencyKey,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Void
    ) async throws {
        let (surroundings, known, onCommit) = (self.surroundings, self.known, self.onCommit)
        try await database.transaction(.organization(actor.organization.raw)) { tx in
            let context = CommandContext(
                actor: actor, surroundings: surroundings, command: command(of: key, surroundings),
                known: known)
            try body(context, tx)
            try IdempotencyStore.abandon(actor.organization, key.text, in: tx)
            context.finish(idempotency: nil, onCommit: onCommit, in: tx)
        }
    }

    private func resume<Prepared: Sendable>(
        _ actor: Actor, _ key: IdempotencyKey, after failure: any Error
    ) async throws -> Begun<Prepared> {
        let now = surroundings.now()
        return try await database.transaction(.organization(actor.organization.raw)) { tx in
            guard let record = try IdempotencyStore.record(actor.organization, key.text, in: tx) else {
                throw failure
            }
            guard record.stands(for: key) else { throw IdempotencyRefusal.mismatch }
            if let answer = Answer(status: record.status, kept: record.body) { return .answered(answer) }
            let until = now.advanced(seconds: CommandRunner.sagaSeconds)
            guard try IdempotencyStore.takeOver(actor.organization, key.text, until: until, at: now, in: tx)
            else {
                throw IdempotencyRefusal.inUse
            }
            return .takenOver
        }
    }
}
