public import Base
public import Organizations
public import Store

/// Says anew which station of a branch cooks what.
public enum SetRouting {
    /// Replaces all rules of the branch; tickets that are in the kitchen already stay where they are.
    ///
    /// - Parameter version: how often the routing had been changed when the caller saw it; nil: whatever it
    ///   is now.
    /// - Throws: `notFound` when a rule names a station of another branch, `repeatedRule` when two say
    ///   different things of the same, `staleVersion`.
    @discardableResult
    public static func run(
        _ rules: [RoutingRule], version: Int64? = nil, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> RoutingView {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let changes = try StationStore.nextRouting(organization, of: branch, in: tx)
        if let version, version != changes - 1 { throw KitchenRefusal.staleVersion(current: changes - 1) }
        let stations = Set(try StationStore.stations(organization, of: branch, in: tx).map(\.id))
        guard rules.allSatisfy({ stations.contains($0.station) }) else { throw KitchenRefusal.notFound }
        guard Set(rules.map(\.subject)).count == rules.count else { throw KitchenRefusal.repeatedRule }
        let before = try StationStore.rules(organization, of: branch, in: tx)
        StationStore.write(organization, rules: rules, of: branch, in: tx)
        context.show(
            Frame(
                branch: branch, type: "routing.changed", entity: "routing", id: branch.raw,
                version: changes, data: ["rules": .integer(Int64(rules.count))], audience: .boss))
        context.audit(
            "routing.set", entity: "routing", id: branch.raw, branch: branch,
            before: .array(before.map(\.json)), after: .array(rules.map(\.json)))
        return RoutingView(rules: rules, version: changes)
    }
}

extension RoutingRule {
    /// What a rule is about, its station aside.
    var subject: [String] {
        [product?.text ?? "", category?.text ?? "", orderType?.rawValue ?? ""]
    }

    var json: JSON {
        [
            "station": .string(station.description), "product": product.map { .string($0.text) } ?? .null,
            "category": category.map { .string($0.text) } ?? .null,
            "orderType": orderType.map { .string($0.rawValue) } ?? .null,
        ]
    }
}

/// Puts a paired device at one or several stations: it then works on their tickets only.
public enum AssignDevice {
    /// - Parameter stations: none: the device is unrestricted (the pass).
    /// - Throws: `notFound` when one of the stations isn't in the branch.
    public static func run(
        _ device: ID<Device>, to stations: [ID<Station>], at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        try context.require(.pairDevice, subject: device.raw, in: tx)
        let organization = context.actor.organization
        let known = Set(try StationStore.stations(organization, of: branch, in: tx).map(\.id))
        guard known.isSuperset(of: stations) else { throw KitchenRefusal.notFound }
        let before = try StationStore.stations(organization, ofDevice: device, in: tx)
        StationStore.write(organization, stations: Array(Set(stations)), ofDevice: device, in: tx)
        let list: ([ID<Station>]) -> JSON = { .array($0.map { .string($0.description) }) }
        context.show(
            Frame(
                branch: branch, type: "device.changed", entity: "device", id: device.raw,
                version: context.now.microseconds, data: ["stations": list(stations)]))
        context.audit(
            "device.stationed", entity: "device", id: device.raw, branch: branch, before: list(before),
            after: list(stations))
    }
}
