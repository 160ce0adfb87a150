public import Base
public import Organizations
public import Printing
public import Store

/// Which printer a station's slips come out of; stations without one have their screens only.
public enum StationPrinters {
    /// The printers of a branch's stations.
    public static func of(
        _ branch: ID<Branch>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [ID<Station>: ID<Printer>] {
        try StationStore.printers(organization, of: branch, in: tx)
    }

    /// From now on, these stations' slips come out of this printer.
    ///
    /// - Throws: `notFound` when one of the stations isn't in the branch.
    public static func assign(
        _ stations: [ID<Station>], to printer: Printer, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        let known = Set(try StationStore.stations(organization, of: printer.branch, in: tx).map(\.id))
        guard known.isSuperset(of: stations) else { throw KitchenRefusal.notFound }
        guard !stations.isEmpty else { return }
        StationStore.write(organization, printer: printer.id, of: Array(Set(stations)), in: tx)
        context.audit(
            "printer.stations", entity: "printer", id: printer.id.raw, branch: printer.branch,
            after: .array(stations.map { .string($0.description) }))
    }
}
