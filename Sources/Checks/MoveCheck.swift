public import Base
public import Organizations
public import Store
import Kitchen

/// Moves a party with its check to another table.
public struct MoveCheck: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let table: ID<DiningTable>
    let version: Int64
    let approval: ID<Approval>?

    /// Moves it, as of the version that the caller saw.
    public init(
        _ check: ID<Check>, branch: ID<Branch>, to table: ID<DiningTable>, version: Int64,
        approval: ID<Approval>? = nil
    ) {
        self.check = check
        self.branch = branch
        self.table = table
        self.version = version
        self.approval = approval
    }

    /// CHECK-006 The kitchen's tickets get the new table's name and are otherwise untouched (invariant I11).
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try held.check.expect(version: version)
        let terms = ApprovalTerms(target: table.raw)
        try context.require(.moveCheck, subject: check.raw, terms: terms, approval: approval, in: tx)
        try held.check.move(.move)
        guard let seating = held.check.seating, let old = held.table else {
            throw CheckRefusal.noTableExpected
        }
        let target = try target(held.organization, in: tx)
        guard target.id != old.id else { throw TableRefusal.occupied }
        TableStore.move(seating, to: target.id, held.organization, in: tx)
        held.check.table = TableName(id: target.id, name: target.name)
        try RelabelCheck.run(check: check.raw, label: held.check.label, context, in: tx)
        free(old, held, context, in: tx)
        held.table = target
        return try held.record("check.move", context, in: tx)
    }

    private func target(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> DiningTable {
        let statement = TableStore.lockQuery(organization, branch, table)
        let rows = try tx.all([statement])
        guard let found = try TableStore.read(rows[0], statement).first else {
            throw TableRefusal.unknownTable
        }
        return found
    }

    private func free(
        _ old: DiningTable, _ held: HeldCheck, _ context: CommandContext, in tx: borrowing Transaction
    ) {
        var old = old
        old.version += 1
        TableStore.bump(old, held.organization, in: tx)
        context.show(TableTile(old, nil).frame(branch))
    }
}
