public import Base
public import Organizations
public import Store

/// The body that takes a station out of use.
public struct StationArchive: Shaped, Equatable {
    /// The version that the caller saw.
    public let version: Int64
    /// Who cooks instead what it cooked.
    public let instead: ID<Station>?

    /// Takes it out of use as it was at `version`.
    public init(version: Int64, instead: ID<Station>? = nil) {
        self.version = version
        self.instead = instead
    }

    /// The wire's form.
    public static let shape = Shape<StationArchive>.object(
        "StationArchive", StationArchive.init(version:instead:),
        Field("version", \.version, .integer(1...1_000_000_000), "The version that the caller saw."),
        Field(
            optional: "instead", \.instead, .id(),
            "The station that cooks from now on what this one cooked; needed when the routing names it."))
}

/// Takes a station out of use. Its finished tickets stay what they are.
public enum ArchiveStation {
    /// KIT-012 A station with open tickets stays in use, and so does one whose dishes nobody else would cook.
    ///
    /// - Throws: `notFound`, `staleVersion`, `stationBusy`, `stationRouted`.
    @discardableResult
    public static func run(
        _ id: ID<Station>, _ body: StationArchive, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Station {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let stations = try StationStore.lockedStations(organization, of: branch, in: tx)
        guard let before = stations.first(where: { $0.id == id }) else { throw KitchenRefusal.notFound }
        guard before.version == body.version else {
            throw KitchenRefusal.staleVersion(current: before.version)
        }
        try StationStore.keepTicketsOut(in: tx)
        guard try !StationStore.isBusy(organization, id, of: branch, in: tx) else {
            throw KitchenRefusal.stationBusy
        }
        let rules = try StationStore.rules(organization, of: branch, in: tx)
        if rules.contains(where: { $0.station == id }) {
            guard let instead = body.instead, instead != id, stations.contains(where: { $0.id == instead })
            else { throw KitchenRefusal.stationRouted }
            try SetRouting.run(
                rules.map { $0.station == id ? $0.cooked(at: instead) : $0 }, at: branch, context, in: tx)
        }
        let after = before.moved(to: before.position)
        StationStore.archive(organization, after, at: context.now, in: tx)
        after.show("station.archived", type: "station.archived", before: before, context)
        return after
    }
}

/// Puts a branch's stations into another order.
public enum OrderStations {
    /// - Parameter order: every station that is in use, once.
    /// - Throws: `orderDiffers`.
    @discardableResult
    public static func run(
        _ order: [ID<Station>], at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> StationsView {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let stations = try StationStore.lockedStations(organization, of: branch, in: tx)
        guard order.count == stations.count, Set(order) == Set(stations.map(\.id)) else {
            throw KitchenRefusal.orderDiffers
        }
        let known = Dictionary(uniqueKeysWithValues: stations.map { ($0.id, $0) })
        var ordered: [Station] = []
        for (position, station) in order.compactMap({ known[$0] }).enumerated() {
            guard station.position != position else {
                ordered.append(station)
                continue
            }
            let moved = station.moved(to: position)
            StationStore.update(organization, moved, in: tx)
            moved.show("station.changed", before: station, context)
            ordered.append(moved)
        }
        return StationsView(items: ordered.map(\.view))
    }
}

extension RoutingRule {
    /// The same rule for another station.
    fileprivate func cooked(at station: ID<Station>) -> RoutingRule {
        RoutingRule(station: station, product: product, category: category, orderType: orderType)
    }
}
