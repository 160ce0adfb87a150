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
    /// - Parameter also: reads that the step needs besides, sent along; answered in order.
    /// - Throws: `unknown_check` when this branch, or this actor's view, has no such check.
    static func resume(
        _ id: ID<Check>, _ branch: ID<Branch>, also: [KeyedRead] = [], _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> (held: HeldCheck, also: [Rows]) {
        let organization = context.actor.organization
        guard context.actor.reaches(branch) else { throw CheckRefusal.unknownCheck }
        let drawer = context.actor.device.map { TenderStore.drawerQuery(organization, $0) }
        let reads = also + (drawer.map { [$0] } ?? [])
        if tx.trusts {
            var (held, read) = try recall(id, branch, reads, organization, in: tx)
            if let drawer { held.drawer = try TenderStore.readDrawer(read[also.count], drawer) }
            return (held, Array(read.prefix(also.count)))
        }
        let stamps = StampStore.lockQuery(organization, branch, id)
        let known = CheckCache.shared.check(id, at: branch, of: organization)
        let whole = wholeQueries(organization, branch, id)
        let (rows, read) = try tx.all(known == nil ? [stamps] + whole : [stamps], reads)
        guard let locked = try StampStore.read(rows[0], stamps) else { throw CheckRefusal.unknownCheck }
        var held: HeldCheck
        if let known, known.stamp == locked.stamp, known.day.stamp == locked.place {
            held = HeldCheck(
                organization: organization, was: known.check, check: known.check, table: locked.table,
                day: known.day)
        } else {
            let answers = known == nil ? Array(rows.dropFirst()) : try tx.all(whole)
            held = try HeldCheck(answers, whole, organization, locked.table)
        }
        if let drawer { held.drawer = try TenderStore.readDrawer(read[also.count], drawer) }
        // Only what was read as it stands under the lock may be proven later.
        held.stamp = locked.stamp.version == held.was.version ? locked.stamp : nil
        held.transaction = locked.transaction
        held.tableMovedOn = true
        return (held, Array(read.prefix(also.count)))
    }

    /// Takes a check and its table as this process committed them last; the proof is on its way.
    private static func recall(
        _ id: ID<Check>, _ branch: ID<Branch>, _ reads: [KeyedRead], _ organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> (held: HeldCheck, read: [Rows]) {
        guard let known = CheckCache.shared.check(id, at: branch, of: organization) else {
            throw CheckRefusal.unknownCheck
        }
        var proofs = [
            known.stamp.tickets > 0 || known.check.rounds > 0
                ? ProofStore.check(id, known.stamp, organization)
                : ProofStore.unsentCheck(id, known.stamp, organization),
            ProofStore.day(known.day, of: branch, organization),
        ]
        var table: DiningTable?
        if let name = known.check.table {
            guard let found = PlaceCache.shared.table(name.id, at: branch, organization) else {
                throw CheckRefusal.unknownCheck
            }
            proofs.append(ProofStore.table(found, organization))
            table = found.table
        }
        let read = try tx.read(reads + proofs)
        var held = HeldCheck(
            organization: organization, was: known.check, check: known.check, table: table, day: known.day)
        held.stamp = known.stamp
        if var moved = table {
            // Hardly any step leaves its tile as it was.
            moved.version += 1
            TableStore.bump(moved, organization, in: tx)
            held.table = moved
            held.tableMovedOn = true
        }
        return (held, read)
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
    ///
    /// - Parameter changed: the version of the last change that a till may not have missed; nil: this one.
    func remember(tickets: Int = 0, changed: Int64? = nil, in tx: borrowing Transaction) {
        guard let stamp else { return }
        let placed = stamp.placing(tickets)
        var check = check
        check.changed = changed ?? check.version
        let (organization, table, day, asked) = (organization, table, day, transaction)
        tx.afterCommit(knowing: { [check] told in
            guard let written = told ?? asked else { return }
            let next = CheckStamp(
                version: check.version, written: written, tickets: placed.tickets,
                ticketVersions: placed.ticketVersions)
            CheckCache.shared.keep(
                CheckCache.Known(organization: organization, check: check, stamp: next, day: day))
            guard let table else { return }
            PlaceCache.shared.keep(
                PlaceCache.Table(table: table, written: written, isFree: check.closedAt != nil),
                at: check.branch, organization)
        })
    }
}
