import Base
import Drawers
import Kitchen
import Organizations
import Store

/// How the frequent steps of a check take it up and leave it: as this process knows it, proven by its stamp
/// under the lock of its row.
extension HeldCheck {
    /// Locks a check and takes it as this process committed it last; reads it as a whole when it doesn't know
    /// it, or when it has changed since.
    ///
    /// - Parameter also: statements that the step needs besides, sent along; answered in order.
    /// - Throws: `unknown_check` when this branch, or this actor's view, has no such check.
    static func resume(
        _ id: ID<Check>, _ branch: ID<Branch>, also: [SQL] = [], _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> (held: HeldCheck, also: ArraySlice<Rows>) {
        let organization = context.actor.organization
        guard context.actor.reaches(branch) else { throw CheckRefusal.unknownCheck }
        let stamps = StampStore.lockQuery(organization, branch, id)
        let drawer = context.actor.device.map { TenderStore.drawerQuery(organization, $0) }
        let known = CheckCache.shared.check(id, at: branch, of: organization)
        let whole = wholeQueries(organization, branch, id)
        let first = [stamps] + (drawer.map { [$0] } ?? []) + also
        let rows = try tx.all(known == nil ? first + whole : first)
        guard let locked = try StampStore.read(rows[0], stamps) else { throw CheckRefusal.unknownCheck }
        var held: HeldCheck
        if let known, known.stamp == locked.stamp, known.day.stamp == locked.place {
            held = HeldCheck(
                organization: organization, was: known.check, check: known.check, table: locked.table,
                day: known.day)
        } else {
            let answers = known == nil ? Array(rows[first.count...]) : try tx.all(whole)
            held = try HeldCheck(answers, whole, organization, locked.table)
        }
        if let drawer { held.drawer = try TenderStore.readDrawer(rows[1], drawer) }
        // Only what was read as it stands under the lock may be proven later.
        held.stamp = locked.stamp.version == held.was.version ? locked.stamp : nil
        held.transaction = locked.transaction
        held.tableMovedOn = true
        return (held, rows[(first.count - also.count)..<first.count])
    }

    private static func wholeQueries(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ id: ID<Check>
    ) -> [SQL] {
        CheckStore.queries(organization, branch, id, lock: false)
            + [BranchDay.query(organization, branch), KitchenStages.statement(of: [id.raw], organization)]
    }

    private init(
        _ rows: [Rows], _ statements: [SQL], _ organization: ID<Organization>, _ table: DiningTable?
    ) throws {
        guard var check = try CheckStore.readAll(rows[0...3], statements[0...3]).first,
            let day = try BranchDay.read(rows[4], statements[4])
        else { throw CheckRefusal.unknownCheck }
        check.learn(try KitchenStages.read(rows[5], statements[5])[check.id.raw] ?? .none)
        self.init(organization: organization, was: check, check: check, table: table, day: day)
    }

    /// Remembers the check as it is recorded now, once that is committed.
    ///
    /// Only for a step that did nothing in the kitchen but place `tickets` new tickets.
    func remember(tickets: Int = 0, in tx: borrowing Transaction) {
        guard let stamp, let transaction else { return }
        let placed = stamp.placing(tickets)
        var check = check
        check.changed = check.version
        let next = CheckStamp(
            version: check.version, written: transaction, tickets: placed.tickets,
            ticketVersions: placed.ticketVersions)
        let known = CheckCache.Known(organization: organization, check: check, stamp: next, day: day)
        tx.afterCommit { CheckCache.shared.keep(known) }
    }
}
