import Base
import Ledger
import Organizations
import Store

/// The schema that every test database has: each module adds its two lines, in the order of the modules.
enum Schema {
    private static let migrationsByModule: [[Migration]] = [
        OrganizationsSchema.migrations,
        LedgerSchema.migrations,
    ]

    private static let refusalsByModule: [[String: any Refusal]] = [
        OrganizationsSchema.refusals,
        LedgerSchema.refusals,
    ]

    static let migrations = Array(migrationsByModule.joined())

    static let refusals: [String: any Refusal] = refusalsByModule.reduce(into: [:]) { all, module in
        all.merge(module) { first, _ in first }
    }
}
