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

/// The modules that keep something in the database, in the order of their migrations.
enum Modules {
    /// Every step of the schema.
    static var migrations: [Migration] {
        OrganizationsSchema.migrations + LedgerSchema.migrations + PaymentsSchema.migrations
            + ConnectorsSchema.migrations
            + DrawersSchema.migrations + FiscalSchema.migrations + PrintingSchema.migrations
            + MenuSchema.migrations
            + KitchenSchema.migrations + ChecksSchema.migrations
    }

    /// Every constraint that stands for a refusal.
    static var refusals: [String: any Refusal] {
        let all: [[String: any Refusal]] = [
            OrganizationsSchema.refusals, LedgerSchema.refusals, PaymentsSchema.refusals,
            ConnectorsSchema.refusals, DrawersSchema.refusals,
            FiscalSchema.refusals, PrintingSchema.refusals, MenuSchema.refusals, KitchenSchema.refusals,
            ChecksSchema.refusals,
        ]
        return all.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
}
