import Base
import Kitchen
import Organizations
import Store
import struct FoundationEssentials.UUID

/// The statement that locks a check and tells whether it is as it was.
enum StampStore {
    /// A check's row under its lock.
    struct Locked {
        let stamp: CheckStamp
        /// The branch's and the organization's rows.
        let place: String
        /// This transaction, as it will stand on the rows that it writes.
        let transaction: String
        /// The check's table, locked too and moved on by one version.
        let table: DiningTable?
    }

    /// Locks the check's row, then its table's, in one statement and always in this order. The table moves on
    /// by a version at once: hardly any step leaves its tile as it was.
    static func lockQuery(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ check: ID<Check>
    ) -> SQL {
        """
        with held as materialized (
            select version, xmin::text as written, dining_table from checks
            where organization = \(organization) and branch = \(branch) and id = \(check) for update),
        place as (
            update dining_tables set version = version + 1
            where organization = \(organization) and id = (select dining_table from held)
            returning id, floor, name, seats, shape, x, y, width, height, version, arranged)
        select held.version, held.written, pg_current_xact_id()::xid::text, kitchen.tickets, kitchen.versions,
            (\(part: BranchDay.stampQuery(organization, branch))),
            place.id, place.floor, place.name, place.seats, place.shape, place.x, place.y, place.width, place.height,
            place.version, place.arranged
        from held
        cross join lateral (\(part: KitchenStages.stampStatement(of: check.raw, organization))) as kitchen
        left join place on true
        """
    }

    /// nil when the branch has no such check.
    static func read(_ rows: Rows, _ statement: SQL) throws -> Locked? {
        let found = try rows.decoded(
            as: (
                Int64, String, String, Int64, Int64, String?, ID<DiningTable>?, ID<Floor>?, String?, Int?,
                TableShape?, Int?, Int?, Int?, Int?, Int64?, Int64?
            ).self, statement: statement
        ).first
        guard let found else { return nil }
        var table: DiningTable?
        if let id = found.6, let floor = found.7, let name = found.8, let seats = found.9,
            let shape = found.10,
            let x = found.11, let y = found.12, let width = found.13, let height = found.14,
            let version = found.15, let arranged = found.16
        {
            table = DiningTable(
                id: id, floor: floor, name: name, seats: seats, shape: shape,
                place: TablePlace(x: x, y: y, width: width, height: height), version: version,
                arranged: arranged)
        }
        return Locked(
            stamp: CheckStamp(
                version: found.0, written: found.1, tickets: found.3, ticketVersions: found.4),
            place: found.5 ?? "", transaction: found.2, table: table)
    }
}
