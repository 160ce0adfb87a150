import Base
import Organizations
import Printing
import Store
import struct FoundationEssentials.UUID

/// All SQL of stations, routing rules and the devices that stand at stations.
enum StationStore {
    typealias Row = (ID<Station>, ID<Branch>, LocalText, Int, Int, Int, Int, Int, Bool, Int64)

    private static let columns: SQL = """
        id, branch, name, warn_minutes, late_minutes, recall_minutes, recall_last, position, paused, version
        """

    static func station(_ row: Row) -> Station {
        Station(
            id: row.0, branch: row.1, name: row.2, warnMinutes: row.3, lateMinutes: row.4,
            recallMinutes: row.5,
            recallLast: row.6, position: row.7, paused: row.8, version: row.9)
    }

    static func stations(
        _ organization: ID<Organization>, of branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Station] {
        try tx.rows(
            """
            select \(part: columns) from kitchen_stations
            where organization = \(organization) and branch = \(branch) and archived_at is null order by position, id
            """, as: Row.self
        ).map(station)
    }

    static func station(
        _ organization: ID<Organization>, _ id: ID<Station>, in tx: borrowing Transaction
    ) throws -> Station? {
        try tx.row(
            """
            select \(part: columns) from kitchen_stations where organization = \(organization) and id = \(id)
            """, as: Row.self
        ).map(station)
    }

    static func locked(
        _ organization: ID<Organization>, _ id: ID<Station>, in tx: borrowing Transaction
    ) throws -> Station? {
        try tx.row(
            """
            select \(part: columns) from kitchen_stations
            where organization = \(organization) and id = \(id) and archived_at is null for update
            """, as: Row.self
        ).map(station)
    }

    /// A branch's stations that are in use, in their order, locked.
    static func lockedStations(
        _ organization: ID<Organization>, of branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Station] {
        try tx.rows(
            """
            select \(part: columns) from kitchen_stations
            where organization = \(organization) and branch = \(branch) and archived_at is null
            order by id for update
            """, as: Row.self
        ).map(station).sorted { ($0.position, $0.id.description) < ($1.position, $1.id.description) }
    }

    /// A branch's stations that are out of use, or one of them; locked against another return.
    static func archived(
        _ organization: ID<Organization>, of branch: ID<Branch>, only id: ID<Station>?,
        in tx: borrowing Transaction
    ) throws -> [Station] {
        let lock: SQL = id == nil ? "" : "for update"
        return try tx.rows(
            """
            select \(part: columns) from kitchen_stations
            where organization = \(organization) and branch = \(branch) and archived_at is not null
                and (\(id)::uuid is null or id = \(id)::uuid)
            order by archived_at desc, id \(part: lock)
            """, as: Row.self
        ).map(station)
    }

    /// Takes a station into use again, without printer and devices.
    static func restore(
        _ organization: ID<Organization>, _ station: Station, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update kitchen_stations set archived_at = null, position = \(station.position),
                version = \(station.version)
            where organization = \(organization) and id = \(station.id) and version = \(station.version - 1)
                and archived_at is not null
            """, affecting: 1)
    }

    /// Takes a station out of use: no device stands at it any more, and nothing of it is printed.
    static func archive(
        _ organization: ID<Organization>, _ station: Station, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            "delete from kitchen_station_devices where organization = \(organization) and station = \(station.id)"
        )
        tx.later(
            """
            update kitchen_stations set archived_at = \(now), printer = null, version = \(station.version)
            where organization = \(organization) and id = \(station.id) and version = \(station.version - 1)
            """, affecting: 1)
    }

    /// Nobody places tickets until this transaction ends, and whoever has done so has committed: what is read
    /// after this is all that there is, and whoever comes later sees what this transaction has changed.
    static func keepTicketsOut(in tx: borrowing Transaction) throws {
        try tx.run("lock table kitchen_tickets in share mode")
    }

    /// Whether a station has tickets that are not finished.
    static func isBusy(
        _ organization: ID<Organization>, _ station: ID<Station>, of branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> Bool {
        try tx.value(
            """
            select exists (select 1 from kitchen_tickets
                where organization = \(organization) and branch = \(branch) and station = \(station)
                    and bumped_at is null)
            """, as: Bool.self) ?? false
    }

    /// A station's slips come out of this printer, or of none.
    static func write(
        _ organization: ID<Organization>, printer: ID<Printer>?, of station: ID<Station>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update kitchen_stations set printer = \(printer)
            where organization = \(organization) and id = \(station)
            """, affecting: 1)
    }

    /// Counts one more change of a branch's routing; the row stays locked until the commit.
    static func nextRouting(
        _ organization: ID<Organization>, of branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Int64 {
        try tx.value(
            """
            insert into kitchen_routings (organization, branch, version) values (\(organization), \(branch), 1)
            on conflict (organization, branch) do update set version = kitchen_routings.version + 1
            returning version
            """, as: Int64.self) ?? 1
    }

    /// How often a branch's routing was changed.
    static func routingVersion(
        _ organization: ID<Organization>, of branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Int64 {
        try tx.value(
            """
            select version from kitchen_routings where organization = \(organization) and branch = \(branch)
            """, as: Int64.self) ?? 0
    }

    static func insert(_ organization: ID<Organization>, _ station: Station, in tx: borrowing Transaction) {
        tx.later(
            """
            insert into kitchen_stations (organization, \(part: columns))
            values (\(organization), \(station.id), \(station.branch), \(station.name), \(station.warnMinutes),
                \(station.lateMinutes), \(station.recallMinutes), \(station.recallLast), \(station.position),
                \(station.paused), \(station.version))
            """, affecting: 1)
    }

    static func update(_ organization: ID<Organization>, _ station: Station, in tx: borrowing Transaction) {
        tx.later(
            """
            update kitchen_stations set name = \(station.name), warn_minutes = \(station.warnMinutes),
                late_minutes = \(station.lateMinutes), recall_minutes = \(station.recallMinutes),
                recall_last = \(station.recallLast), position = \(station.position), paused = \(station.paused),
                version = \(station.version)
            where organization = \(organization) and id = \(station.id) and version = \(station.version - 1)
            """, affecting: 1)
    }

    /// The printers of a branch's stations.
    static func printers(
        _ organization: ID<Organization>, of branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [ID<Station>: ID<Printer>] {
        let rows = try tx.rows(
            """
            select id, printer from kitchen_stations
            where organization = \(organization) and branch = \(branch) and printer is not null
            """, as: (ID<Station>, ID<Printer>).self)
        return Dictionary(rows.map { ($0.0, $0.1) }) { first, _ in first }
    }

    static func write(
        _ organization: ID<Organization>, printer: ID<Printer>, of stations: [ID<Station>],
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update kitchen_stations set printer = \(printer)
            where organization = \(organization) and id = any(\(stations)::uuid[])
            """, affecting: stations.count)
    }

    /// What a round needs to know of the branch's stations; asked for only when this process has not seen it
    /// under this stamp.
    ///
    /// - Parameter stamp: of the branch's row, seen in this transaction or proven in it.
    static func routing(
        _ organization: ID<Organization>, _ branch: ID<Branch>, stamp: String, in tx: borrowing Transaction
    ) throws -> Routing {
        if let known = RoutingCache.shared.routing(of: branch, organization, stamp) { return known }
        let rows = try tx.rows(
            """
            select r.station, r.product, r.category, r.order_type, s.name, s.printer is not null
            from kitchen_routing r join kitchen_stations s on s.organization = r.organization and s.id = r.station
            where r.organization = \(organization) and r.branch = \(branch)
            order by r.product nulls last, r.category nulls last, r.order_type nulls last
            """, as: (ID<Station>, UUID?, UUID?, OrderType?, LocalText, Bool).self)
        let routing = Routing(
            rules: rows.map { RoutingRule(station: $0.0, product: $0.1, category: $0.2, orderType: $0.3) },
            names: Dictionary(rows.map { ($0.0, $0.4) }) { first, _ in first },
            printing: Set(rows.filter(\.5).map(\.0)))
        RoutingCache.shared.keep(routing, of: branch, organization, stamp)
        return routing
    }

    static func rules(
        _ organization: ID<Organization>, of branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [RoutingRule] {
        try tx.rows(
            """
            select station, product, category, order_type from kitchen_routing
            where organization = \(organization) and branch = \(branch)
            order by product nulls last, category nulls last, order_type nulls last
            """, as: (ID<Station>, UUID?, UUID?, OrderType?).self
        ).map { RoutingRule(station: $0.0, product: $0.1, category: $0.2, orderType: $0.3) }
    }

    /// Replaces a branch's rules.
    static func write(
        _ organization: ID<Organization>, rules: [RoutingRule], of branch: ID<Branch>,
        in tx: borrowing Transaction
    ) {
        tx.later("delete from kitchen_routing where organization = \(organization) and branch = \(branch)")
        guard !rules.isEmpty else { return }
        tx.later(
            """
            insert into kitchen_routing (organization, branch, station, product, category, order_type)
            select \(organization), \(branch), w.station, w.product, w.category, w.order_type
            from unnest(\(rules.map(\.station))::uuid[], \(rules.map(\.product))::uuid[],
                \(rules.map(\.category))::uuid[], \(rules.map(\.orderType))::text[])
                w (station, product, category, order_type)
            """, affecting: rules.count)
    }

    /// The stations that a device stands at; none: it is unrestricted.
    static func stations(
        _ organization: ID<Organization>, ofDevice device: ID<Device>, in tx: borrowing Transaction
    ) throws -> [ID<Station>] {
        try tx.rows(stations(organization, ofDevice: device), as: (ID<Station>).self)
    }

    static func stations(_ organization: ID<Organization>, ofDevice device: ID<Device>?) -> SQL {
        """
        select station from kitchen_station_devices
        where organization = \(organization) and device = \(device) order by station
        """
    }

    static func write(
        _ organization: ID<Organization>, stations: [ID<Station>], ofDevice device: ID<Device>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            "delete from kitchen_station_devices where organization = \(organization) and device = \(device)")
        guard !stations.isEmpty else { return }
        tx.later(
            """
            insert into kitchen_station_devices (organization, device, station)
            select \(organization), \(device), w.station from unnest(\(stations)::uuid[]) w (station)
            """, affecting: stations.count)
    }
}
