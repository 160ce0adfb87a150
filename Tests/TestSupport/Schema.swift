import Base
import Checks
import Connectors
import Drawers
import Fiscal
import Kitchen
import Ledger
import Menu
import Organizations
import Payments
import Printing
import Store

/// The schema that every test database has: each module adds its two lines, in the order of the modules.
enum Schema {
    private static let migrationsByModule: [[Migration]] = [
        OrganizationsSchema.migrations,
        LedgerSchema.migrations,
        PaymentsSchema.migrations,
        ConnectorsSchema.migrations,
        DrawersSchema.migrations,
        FiscalSchema.migrations,
        PrintingSchema.migrations,
        MenuSchema.migrations,
        KitchenSchema.migrations,
        ChecksSchema.migrations,
    ]

    private static let refusalsByModule: [[String: any Refusal]] = [
        OrganizationsSchema.refusals,
        LedgerSchema.refusals,
        PaymentsSchema.refusals,
        ConnectorsSchema.refusals,
        DrawersSchema.refusals,
        FiscalSchema.refusals,
        PrintingSchema.refusals,
        MenuSchema.refusals,
        KitchenSchema.refusals,
        ChecksSchema.refusals,
    ]

    static let migrations = Array(migrationsByModule.joined())

    static let refusals: [String: any Refusal] = refusalsByModule.reduce(into: [:]) { all, module in
        all.merge(module) { first, _ in first }
    }
}
