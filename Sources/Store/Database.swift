public import struct FoundationEssentials.UUID

/// Whose rows a transaction may see: row-level security holds it to that.
public enum Scope: Sendable, Hashable {
    /// One organization's rows, as the role `hesap_app`.
    case organization(UUID)
    /// Every organization's rows, as the role `hesap_system`: sign-in, key look-up, workers.
    case system
}

/// What a transaction is for.
public enum Access: Sendable {
    /// Reads and writes on the primary.
    case write
    /// Reads only; may go to a replica.
    case read
    /// Reads only, all statements seeing one moment (a snapshot for screens, a report).
    case snapshot
}

/// A PostgreSQL database as the rules see it.
public protocol Database: Sendable {
    /// Runs `body` in one transaction on a connection of its own and commits it; an error rolls everything
    /// back.
    ///
    /// Conflicts (serialization, deadlock) run the body again, a bounded number of times: `body` must have no
    /// effects outside the transaction. A constraint's violation is thrown as the refusal registered for its
    /// name.
    @discardableResult
    func transaction<Result: Sendable>(
        _ scope: Scope, _ access: Access, _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result

    /// The same for a command that may commit together with others that wait at the same moment.
    @discardableResult
    func transaction<Result: Sendable>(
        _ scope: Scope, touching touch: Touch,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result
}

extension Database {
    /// A writing transaction.
    @discardableResult
    public func transaction<Result: Sendable>(
        _ scope: Scope, _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result { try await transaction(scope, .write, body) }
}
