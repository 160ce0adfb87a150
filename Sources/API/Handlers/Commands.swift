import Base
import Checks
import Organizations
import Store

extension API {
    /// Runs one command under the call's key and answers with what it gives.
    func command(
        _ call: Call, status: Int = 200,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> JSON
    ) async throws -> Reply {
        let answer = try await application.runner.run(try call.actor(), key: try call.key()) { context, tx in
            Answer(status: status, body: try body(context, tx))
        }
        return .command(answer)
    }

    /// The same for a command that answers with the check: its view is written once for everyone.
    func command(
        _ call: Call, status: Int = 200, touching touch: Touch? = nil,
        check body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> CheckView
    ) async throws -> Reply {
        let answer = try await application.runner.run(
            try call.actor(), key: try call.key(), touching: touch
        ) { context, tx in
            Answer(status: status, text: try body(context, tx).text)
        }
        return .command(answer)
    }

    /// Reads in the caller's organization.
    func read<Result: Sendable>(
        _ call: Call, _ access: Access = .read,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await application.database.transaction(
            .organization(try call.actor().organization.raw), access, body)
    }

    /// Refuses a read that the caller's role does not allow.
    func demand(_ action: Action, _ actor: Actor) throws(PermissionRefusal) {
        guard actor.allows(action) == .allow else { throw .forbidden(action) }
    }
}
