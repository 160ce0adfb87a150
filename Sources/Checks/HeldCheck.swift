import Base
import Drawers
import Kitchen
import Organizations
import Payments
import Store

/// One command's hold on a check: as it was read under its lock, and as the command is leaving it.
struct HeldCheck {
    let organization: ID<Organization>
    /// As it was read.
    let was: Check
    /// As it becomes.
    var check: Check
    /// Its table, locked; nil without a table.
    var table: DiningTable?
    /// Whether the table's row has its next version already.
    var tableMovedOn = false
    /// The branch's clock.
    let day: BranchDay
    /// The drawer of the device at work; nil when it has none or no money moves.
    var drawer: ID<Drawer>?
    /// The drawer session that takes the cash of the payment under way.
    var session: DrawerSession?
    /// What proves the check as it was read; nil: nobody may remember it.
    var stamp: CheckStamp?
    /// This transaction, as it stands on the rows that it writes.
    var transaction: String?
    /// The open drawer sessions that this device's cash may go into, when they are known and held already.
    var sessions: [DrawerSession]?
    /// The names of the branch's bank terminals in use, when a payment asked for them.
    var terminals: [ID<BankTerminal>: String] = [:]
    /// The business day that counts now, when it is known and held open already.
    var countedDay: Day?

    /// Reads and locks a check as a whole in one round trip.
    ///
    /// - Throws: `unknown_check` when this branch, or this actor's view, has no such check.
    static func load(
        _ id: ID<Check>, _ branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> HeldCheck {
        let organization = context.actor.organization
        guard context.actor.reaches(branch) else { throw CheckRefusal.unknownCheck }
        var statements = CheckStore.queries(organization, branch, id, lock: true)
        statements.append(TableStore.lockQuery(organization, of: id))
        statements.append(BranchDay.query(organization, branch))
        statements.append(KitchenStages.statement(of: [id.raw], organization))
        let drawer = context.actor.device.map { TenderStore.drawerQuery(organization, $0) }
        let (rows, read) = try tx.all(statements, drawer.map { [$0] } ?? [])
        guard var check = try CheckStore.readAll(rows[0...3], statements[0...3]).first,
            let day = try BranchDay.read(rows[5], statements[5])
        else { throw CheckRefusal.unknownCheck }
        check.learn(try KitchenStages.read(rows[6], statements[6])[id.raw] ?? .none)
        return HeldCheck(
            organization: organization, was: check, check: check,
            table: try TableStore.read(rows[4], statements[4]).first, day: day,
            drawer: try drawer.flatMap { try TenderStore.readDrawer(read[0], $0) })
    }

    /// The business day that counts now, held open until the commit (invariant I8).
    func openDay(_ context: CommandContext, in tx: borrowing Transaction) throws -> Day {
        if let countedDay { return countedDay }
        return try OpenBusinessDay.run(check.branch, natural: day.natural(at: context.now), context, in: tx)
    }

    /// Writes the changes and tells everyone: one check frame, one table frame when the tile changed, one
    /// audit event.
    @discardableResult
    mutating func record(
        _ action: String, reason: String? = nil, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> CheckView {
        try check.reckon()
        check.version = was.version + 1
        CheckStore.update(check, was: was, organization, at: context.now, in: tx)
        return tell(action, reason: reason, context, in: tx)
    }

    /// Tells everyone of a check that is written.
    mutating func tell(
        _ action: String, reason: String?, _ context: CommandContext, in tx: borrowing Transaction
    ) -> CheckView {
        let view = showView(context)
        showTile(as: TileState.Face(was), context, in: tx)
        context.audit(
            action, entity: "check", id: check.id.raw, branch: check.branch, before: was.summary,
            after: check.summary, reason: reason)
        return view
    }

    @discardableResult
    func showView(_ context: CommandContext) -> CheckView {
        let view = CheckView(check).encoded()
        context.show(
            Frame(
                branch: check.branch, type: "check.changed", entity: "check", id: check.id.raw,
                version: check.version, text: view.text))
        return view
    }

    /// Moves the table's tile on when it now says something else than `before`; nil: whatever it said.
    mutating func showTile(
        as before: TileState.Face?, _ context: CommandContext, in tx: borrowing Transaction
    ) {
        guard var table, before != TileState.Face(check) else { return }
        if !tableMovedOn {
            table.version += 1
            TableStore.bump(table, organization, in: tx)
        }
        tableMovedOn = false
        context.show(TableTile(table, check).frame(check.branch))
        self.table = table
    }

    /// Frees the table and lets the party go, when the check is over.
    mutating func leave(_ context: CommandContext, in tx: borrowing Transaction) {
        check.closedAt = context.now
        if let seating = check.seating { TableStore.leave(seating, organization, now: context.now, in: tx) }
    }
}

extension TableTile {
    /// The frame that tells every screen.
    func frame(_ branch: ID<Branch>) -> Frame {
        Frame(
            branch: branch, type: "table.changed", entity: "table", id: table.id.raw, version: table.version,
            text: TableTile.shape.text(of: self))
    }
}

extension Check {
    /// What the audit trail keeps of it.
    var summary: JSON {
        [
            "no": .integer(no), "state": .string(state.rawValue), "version": .integer(version),
            "table": .text(table?.name), "guests": .integer(Int64(guests)),
            "lines": .integer(Int64(lines.count)),
            "gross": .integer(money.gross), "discount": .integer(money.discount),
            "comp": .integer(money.comp),
            "total": .integer(money.total), "paid": .integer(money.paid),
        ]
    }
}
