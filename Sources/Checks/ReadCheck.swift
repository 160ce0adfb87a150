public import Base
public import Organizations
public import Store
import Kitchen

/// Reads a check as screens see it.
public enum ReadCheck {
    /// - Throws: `unknown_check` when this branch has no such check.
    public static func run(
        _ check: ID<Check>, _ branch: ID<Branch>, of organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> CheckView { CheckView(try whole(check, branch, of: organization, in: tx)) }

    /// The check itself, with the kitchen's stages.
    static func whole(
        _ check: ID<Check>, _ branch: ID<Branch>, of organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> Check {
        let statements =
            CheckStore.queries(organization, branch, check, lock: false)
            + [KitchenStages.statement(of: [check.raw], organization)]
        let rows = try tx.all(statements)
        guard var found = try CheckStore.readAll(rows[0...3], statements[0...3]).first else {
            throw CheckRefusal.unknownCheck
        }
        found.learn(try KitchenStages.read(rows[4], statements[4])[check.raw] ?? .none)
        return found
    }
}
