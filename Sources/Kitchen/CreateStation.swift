public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// The body that makes a station.
public struct StationDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID?
    /// Its name by language.
    public let name: LocalText
    /// Minutes until a ticket turns yellow.
    public let warnMinutes: Int
    /// Minutes until it turns red.
    public let lateMinutes: Int
    /// Its place in the list, from 0.
    public let position: Int

    /// A station to be; without `id` it gets one.
    public init(
        id: UUID? = nil, name: LocalText, warnMinutes: Int = Station.usualWarnMinutes,
        lateMinutes: Int = Station.usualLateMinutes, position: Int = 0
    ) {
        self.id = id
        self.name = name
        self.warnMinutes = warnMinutes
        self.lateMinutes = lateMinutes
        self.position = position
    }

    /// The wire's form.
    public static let shape = Shape<StationDraft>.object(
        "StationDraft", StationDraft.init(id:name:warnMinutes:lateMinutes:position:),
        Field(optional: "id", \.id, .uuid), Field("name", \.name, LocalText.shape),
        Field("warnMinutes", \.warnMinutes, .int(0...600), absent: Station.usualWarnMinutes),
        Field("lateMinutes", \.lateMinutes, .int(0...600), absent: Station.usualLateMinutes),
        Field("position", \.position, .int(0...100_000), absent: 0))
}

/// The body that changes a station; what is left out stays.
public struct StationChange: Shaped, Equatable {
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// Its name by language.
    public let name: LocalText?
    /// Minutes until a ticket turns yellow.
    public let warnMinutes: Int?
    /// Minutes until it turns red.
    public let lateMinutes: Int?
    /// Minutes within which a ticket can be called back.
    public let recallMinutes: Int?
    /// How many of the last finished tickets can be called back.
    public let recallLast: Int?
    /// Its place in the list, from 0.
    public let position: Int?
    /// Whether it has asked for a pause.
    public let paused: Bool?

    /// A change of it as it was at `version`; nil stays as it is.
    public init(
        version: Int64, name: LocalText? = nil, warnMinutes: Int? = nil, lateMinutes: Int? = nil,
        recallMinutes: Int? = nil, recallLast: Int? = nil, position: Int? = nil, paused: Bool? = nil
    ) {
        self.version = version
        self.name = name
        self.warnMinutes = warnMinutes
        self.lateMinutes = lateMinutes
        self.recallMinutes = recallMinutes
        self.recallLast = recallLast
        self.position = position
        self.paused = paused
    }

    /// The wire's form.
    public static let shape = Shape<StationChange>.object(
        "StationChange",
        StationChange.init(
            version:name:warnMinutes:lateMinutes:recallMinutes:recallLast:position:paused:),
        Field("version", \.version, .integer(1...1_000_000_000)),
        Field(optional: "name", \.name, LocalText.shape),
        Field(optional: "warnMinutes", \.warnMinutes, .int(0...600)),
        Field(optional: "lateMinutes", \.lateMinutes, .int(0...600)),
        Field(optional: "recallMinutes", \.recallMinutes, .int(0...1440)),
        Field(optional: "recallLast", \.recallLast, .int(0...200)),
        Field(optional: "position", \.position, .int(0...100_000)), Field(optional: "paused", \.paused, .flag)
    )
}

/// Sets up a station in a branch.
public enum CreateStation {
    /// - Throws: `idTaken`, `unknownReference`, `invalidStation`.
    @discardableResult
    public static func run(
        _ draft: StationDraft, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Station {
        try context.require(.editMenu, subject: nil, in: tx)
        let station = Station(
            id: draft.id.map { ID($0) } ?? context.surroundings.newID(), branch: branch, name: draft.name,
            warnMinutes: draft.warnMinutes, lateMinutes: draft.lateMinutes,
            recallMinutes: Station.usualRecallMinutes, recallLast: Station.usualRecallLast,
            position: draft.position, paused: false, version: 1)
        try station.check()
        StationStore.insert(context.actor.organization, station, in: tx)
        station.show("station.created", before: nil, context)
        return station
    }
}

/// Sets up a station in a branch whose kitchen begins with it, or gets another one.
public enum AddStation {
    /// KIT-011 The first station of a branch cooks everything, until the routing says otherwise; so nothing
    /// on the menu is without a station.
    ///
    /// - Throws: as `CreateStation` does.
    @discardableResult
    public static func run(
        _ draft: StationDraft, at branch: ID<Branch>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Station {
        let organization = context.actor.organization
        let known = try StationStore.lockedStations(organization, of: branch, in: tx)
        let last = StationDraft(
            id: draft.id, name: draft.name, warnMinutes: draft.warnMinutes, lateMinutes: draft.lateMinutes,
            position: (known.last?.position ?? -1) + 1)
        let station = try CreateStation.run(last, at: branch, context, in: tx)
        if known.isEmpty, try StationStore.rules(organization, of: branch, in: tx).isEmpty {
            try SetRouting.run([RoutingRule(station: station.id)], at: branch, context, in: tx)
        }
        return station
    }
}

/// Renames a station, moves its thresholds, or pauses it.
public enum ChangeStation {
    /// Pausing is the kitchen's own; everything else is the menu editor's.
    ///
    /// - Throws: `notFound`, `staleVersion`, `invalidStation`.
    @discardableResult
    public static func run(
        _ id: ID<Station>, _ change: StationChange, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Station {
        let onlyPause = change == StationChange(version: change.version, paused: change.paused)
        try context.require(onlyPause ? .bump : .editMenu, subject: id.raw, in: tx)
        let organization = context.actor.organization
        guard let before = try StationStore.locked(organization, id, in: tx), before.branch == branch else {
            throw KitchenRefusal.notFound
        }
        guard before.version == change.version else {
            throw KitchenRefusal.staleVersion(current: before.version)
        }
        let after = Station(
            id: id, branch: before.branch, name: change.name ?? before.name,
            warnMinutes: change.warnMinutes ?? before.warnMinutes,
            lateMinutes: change.lateMinutes ?? before.lateMinutes,
            recallMinutes: change.recallMinutes ?? before.recallMinutes,
            recallLast: change.recallLast ?? before.recallLast, position: change.position ?? before.position,
            paused: change.paused ?? before.paused, version: before.version + 1)
        try after.check()
        StationStore.update(organization, after, in: tx)
        after.show("station.changed", before: before, context)
        return after
    }
}

extension Station {
    /// The same station at this place in the list, one change later.
    func moved(to position: Int) -> Station {
        Station(
            id: id, branch: branch, name: name, warnMinutes: warnMinutes, lateMinutes: lateMinutes,
            recallMinutes: recallMinutes, recallLast: recallLast, position: position, paused: paused,
            version: version + 1)
    }

    /// KIT-008 A station has a name, and turns yellow no later than red.
    func check() throws(KitchenRefusal) {
        guard !name.isEmpty, warnMinutes <= lateMinutes else { throw .invalidStation }
    }

    func show(
        _ action: String, type: String = "station.changed", before: Station?, _ context: CommandContext
    ) {
        context.show(
            Frame(
                branch: branch, type: type, entity: "station", id: id.raw, version: version,
                text: StationView.shape.text(of: view)))
        context.audit(
            action, entity: "station", id: id.raw, branch: branch,
            before: before.map { StationView.shape.encode($0.view) }, after: StationView.shape.encode(view))
    }
}

extension Station {
    /// A branch's stations in their order.
    public static func all(
        at branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> StationsView {
        StationsView(items: try StationStore.stations(organization, of: branch, in: tx).map(\.view))
    }
}
