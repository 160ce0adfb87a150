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

    /// From now on, a station's slips come out of this printer, or of none.
    ///
    /// - Throws: `notFound` when the branch has no such station or printer.
    public static func give(
        _ printer: ID<Printer>?, to station: ID<Station>, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        let stations = try StationStore.stations(organization, of: branch, in: tx)
        let printers = try FindPrinters.all(of: organization, branch, in: tx)
        guard let found = stations.first(where: { $0.id == station }) else { throw KitchenRefusal.notFound }
        guard printer == nil || printers.contains(where: { $0.id == printer }) else {
            throw KitchenRefusal.notFound
        }
        let before = try StationStore.printers(organization, of: branch, in: tx)[station]
        let json: (ID<Printer>?) -> JSON = { $0.map { .string($0.description) } ?? .null }
        StationStore.write(organization, printer: printer, of: station, in: tx)
        context.show(
            Frame(
                branch: branch, type: "station.printer", entity: "station", id: station.raw,
                version: found.version, data: ["printer": json(printer)], audience: .boss))
        context.audit(
            "station.printer", entity: "station", id: station.raw, branch: branch,
            before: ["printer": json(before)],
            after: ["printer": json(printer)])
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
