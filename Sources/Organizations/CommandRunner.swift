public import Base
public import Store
public import struct FoundationEssentials.UUID

/// Runs commands: one transaction each, its effects once per idempotency key.
///
/// The record of the key is written with the answer, last, in the round trip of the commit. Asking again does
/// the work a second time, meets the record's key, is rolled back and answered from the record: a first
/// request pays for one insert and no read. Whatever makes a repeated request fail before that (the check is
/// closed by now) is answered from the record too, because every failure looks there first.
public struct CommandRunner: Sendable {
    /// The database that commands write to.
    public let database: any Database
    /// Clock, identity and chance of the commands.
    public let surroundings: Surroundings
    let onCommit: @Sendable ([ID<Branch>]) -> Void
    let known = KnownRows()

    /// A runner; `onCommit` hears which branches have new frames, on the connection's thread, and must not
    /// block.
    public init(
        database: any Database, surroundings: Surroundings,
        onCommit: @escaping @Sendable ([ID<Branch>]) -> Void = { _ in }
    ) {
        self.database = database
        self.surroundings = surroundings
        self.onCommit = onCommit
    }

    /// Runs a command under its key, or repeats its answer.
    ///
    /// - Parameter touch: what it touches; with it the command may commit together with others that wait at
    ///   the same moment. Its body may then run twice, the first time on what this process knows.
    /// - Throws: `IdempotencyRefusal` when the key stands for another request or for one still under way;
    ///   otherwise what the command throws, with nothing changed.
    public func run(
        _ actor: Actor, key: IdempotencyKey, scope: Scope? = nil, touching touch: Touch? = nil,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Answer
    ) async throws -> Answer {
        let (surroundings, known, onCommit) = (self.surroundings, self.known, self.onCommit)
        let scope = scope ?? .organization(actor.organization.raw)
        let whole: @Sendable (borrowing Transaction) throws -> Answer = { tx in
            let context = CommandContext(
                actor: actor, surroundings: surroundings, command: command(of: key, surroundings),
                known: known)
            let answer = try body(context, tx)
            context.finish(
                idempotency: IdempotencyStore.answered(actor.organization, key, answer, at: context.now),
                onCommit: onCommit, in: tx)
            return answer
        }
        do {
            guard let touch else { return try await database.transaction(scope, whole) }
            return try await database.transaction(scope, touching: touch.and("key " + key.text), whole)
        } catch {
            if let answer = try await stored(actor, key) { return answer }
            throw error
        }
    }

    /// Runs a command without a key: the demo's, a worker's, one that carries its own guard against
    /// repetition.
    public func run<Result: Sendable>(
        _ actor: Actor, command: UUID, scope: Scope? = nil,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        let (surroundings, known, onCommit) = (self.surroundings, self.known, self.onCommit)
        return try await database.transaction(scope ?? .organization(actor.organization.raw)) { tx in
            let context = CommandContext(
                actor: actor, surroundings: surroundings, command: command, known: known)
            let result = try body(context, tx)
            context.finish(idempotency: nil, onCommit: onCommit, in: tx)
            return result
        }
    }

    /// The answer that the key has already, if it has one.
    private func stored(_ actor: Actor, _ key: IdempotencyKey) async throws -> Answer? {
        let record: IdempotencyRecord?
        do {
            // On the primary: a replica may not have heard of the first request yet.
            record = try await database.transaction(.organization(actor.organization.raw)) { tx in
                try IdempotencyStore.record(actor.organization, key.text, in: tx)
            }
        } catch is DatabaseError {
            return nil  // the database is gone: the command's own error says so
        }
        guard let record else { return nil }
        guard record.stands(for: key) else { throw IdempotencyRefusal.mismatch }
        guard let answer = Answer(status: record.status, kept: record.body) else {
            throw IdempotencyRefusal.inUse
        }
        return answer
    }
}

func command(of key: IdempotencyKey, _ surroundings: Surroundings) -> UUID {
    UUID(uuidString: key.text) ?? surroundings.newUUID()
}
