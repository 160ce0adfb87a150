public import Base
public import Organizations
public import Store
import Menu

/// Seats a party at a table and opens its check, or opens one for a quick sale or takeaway; it may carry its
/// first lines.
public struct OpenCheck: Sendable {
    let id: ID<Check>
    let branch: ID<Branch>
    let orderType: OrderType
    let table: ID<DiningTable>?
    let guests: Int
    let lines: [LineDraft]

    /// Opens a check with an id that the device chose.
    public init(
        id: ID<Check>, branch: ID<Branch>, orderType: OrderType, table: ID<DiningTable>? = nil,
        guests: Int = 1,
        lines: [LineDraft] = []
    ) {
        self.id = id
        self.branch = branch
        self.orderType = orderType
        self.table = table
        self.guests = guests
        self.lines = lines
    }

    /// CHECK-001 A table has one party at a time; the database itself refuses a second one.
    ///
    /// - Throws: `table_required`, `table_not_expected`, `unknown_table`, `table_occupied`, and the menu's
    ///   refusals.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        guard context.actor.reaches(branch) else { throw OrganizationRefusal.unknownBranch }
        try OpenCheck.decide(orderType, table)
        try context.require(.openCheck, subject: id.raw, in: tx)
        if !lines.isEmpty { try context.require(.addLines, subject: id.raw, in: tx) }
        let (day, number, seated, transaction) = try read(context, in: tx)
        var check = try fresh(day, number, seated, context)
        if !lines.isEmpty {
            let menu = try BranchMenu.load(branch, of: context.actor.organization, in: tx)
            try check.add(lines, from: menu, context)
        }
        try check.reckon()
        if let seating = check.seating, let seated {
            TableStore.seat(
                seating, at: seated.id, branch, guests: guests, context.actor.organization, now: context.now,
                in: tx)
        }
        CheckStore.insert(check, context.actor.organization, in: tx)
        let view = tell(check, seated, context, in: tx)
        remember(check, day, seated, transaction, context, in: tx)
        return view
    }

    /// Remembers the check, its table and its branch, once that is committed.
    private func remember(
        _ check: Check, _ day: BranchDay, _ seated: DiningTable?, _ transaction: String?,
        _ context: CommandContext, in tx: borrowing Transaction
    ) {
        let (organization, now) = (context.actor.organization, context.now)
        tx.afterCommit(knowing: { told in
            guard let written = told ?? transaction else { return }
            let stamp = CheckStamp(version: 1, written: written, tickets: 0, ticketVersions: 0)
            CheckCache.shared.keep(
                CheckCache.Known(organization: organization, check: check, stamp: stamp, day: day))
            PlaceCache.shared.keep(day: day, number: check.no, of: check.branch, organization, at: now)
            guard var table = seated else { return }
            table.version += 1
            PlaceCache.shared.keep(
                PlaceCache.Table(table: table, written: written, isFree: false), at: check.branch,
                organization)
        })
    }

    /// Dine-in has a table, anything else has none.
    static func decide(_ orderType: OrderType, _ table: ID<DiningTable>?) throws(CheckRefusal) {
        switch (orderType, table) {
        case (.dineIn, nil): throw .tableExpected
        case (.takeaway, .some), (.delivery, .some), (.quick, .some): throw .noTableExpected
        case (.dineIn, .some), (.takeaway, nil), (.delivery, nil), (.quick, nil): break
        }
    }

    private func read(
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (day: BranchDay, number: Int64, table: DiningTable?, transaction: String?) {
        let organization = context.actor.organization
        if tx.trusts { return try recall(context, in: tx) }
        var statements = [BranchDay.query(organization, branch)]
        if let table { statements.append(TableStore.lockQuery(organization, branch, table)) }
        statements.append(TableStore.numberQuery(organization, branch))
        let rows = try tx.all(statements)
        guard let day = try BranchDay.read(rows[0], statements[0]) else {
            throw OrganizationRefusal.unknownBranch
        }
        let counted = try rows[rows.count - 1].decoded(
            as: (Int64, String).self, statement: statements[statements.count - 1])
        let (number, transaction) = counted.first ?? (1, "")
        guard table != nil else { return (day, number, nil, transaction) }
        guard let found = try TableStore.read(rows[1], statements[1]).first else {
            throw TableRefusal.unknownTable
        }
        return (day, number, found, transaction)
    }

    /// Takes branch and table as this process saw them last; the proof is on its way.
    private func recall(
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (day: BranchDay, number: Int64, table: DiningTable?, transaction: String?) {
        let organization = context.actor.organization
        let places = PlaceCache.shared
        guard let day = places.day(of: branch, organization),
            let number = places.nextNumber(of: branch, organization, at: context.now)
        else { throw OrganizationRefusal.unknownBranch }
        var proofs = [
            ProofStore.day(day, of: branch, organization),
            ProofStore.number(number, of: branch, organization),
        ]
        var seated: DiningTable?
        if let table {
            guard let found = places.table(table, at: branch, organization) else {
                throw TableRefusal.unknownTable
            }
            guard found.isFree else { throw TableRefusal.occupied }
            proofs.append(ProofStore.table(found, organization))
            seated = found.table
        }
        _ = try tx.read(proofs)
        return (day, number, seated, nil)
    }

    private func fresh(
        _ day: BranchDay, _ number: Int64, _ seated: DiningTable?, _ context: CommandContext
    ) throws -> Check {
        Check(
            id: id, branch: branch, no: number, version: 1, state: .open, orderType: orderType,
            seating: seated.map { _ in context.surroundings.newID() },
            table: seated.map { TableName(id: $0.id, name: $0.name) }, guests: guests,
            waiter: Author(context.actor), openedAt: context.now, closedAt: nil,
            businessDay: day.natural(at: context.now), currency: day.currency, rounds: 0, mergedInto: nil)
    }

    private func tell(
        _ check: Check, _ seated: DiningTable?, _ context: CommandContext, in tx: borrowing Transaction
    ) -> CheckView {
        let view = CheckView(check).encoded()
        context.show(
            Frame(
                branch: branch, type: "check.changed", entity: "check", id: id.raw, version: 1,
                text: view.text))
        if var seated {
            seated.version += 1
            TableStore.bump(seated, context.actor.organization, in: tx)
            context.show(TableTile(seated, check).frame(branch))
        }
        context.audit("check.open", entity: "check", id: id.raw, branch: branch, after: check.summary)
        return view
    }
}
