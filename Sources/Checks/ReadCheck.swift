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
        let statements = CheckStore.queries(organization, branch, check, lock: false)
        guard var found = try CheckStore.readAll(try tx.all(statements)[...], statements[...]).first else {
            throw CheckRefusal.unknownCheck
        }
        try found.learnStages(organization, in: tx)
        return found
    }
}
