public import Base
public import Organizations
public import Store

/// Takes a station into use again, after all others.
public enum RestoreStation {
    /// It cooks what the routing gives it from now on; in a kitchen that has no other, everything (KIT-011).
    ///
    /// - Throws: `notFound`, `staleVersion`.
    @discardableResult
    public static func run(
        _ id: ID<Station>, version: Int64, at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Station {
        try context.require(.editMenu, subject: nil, in: tx)
        let organization = context.actor.organization
        let known = try StationStore.lockedStations(organization, of: branch, in: tx)
        let found = try StationStore.archived(organization, of: branch, only: id, in: tx).first
        guard let before = found else { throw KitchenRefusal.notFound }
        guard before.version == version else {
            throw KitchenRefusal.staleVersion(current: before.version)
        }
        let after = before.moved(to: (known.last?.position ?? -1) + 1)
        StationStore.restore(organization, after, in: tx)
        if known.isEmpty, try StationStore.rules(organization, of: branch, in: tx).isEmpty {
            try SetRouting.run([RoutingRule(station: id)], at: branch, context, in: tx)
        }
        after.show("station.restored", before: before, context)
        return after
    }
}

extension Station {
    /// A branch's stations that are out of use, the newest first.
    public static func archived(
        at branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [StationView] {
        try StationStore.archived(organization, of: branch, only: nil, in: tx).map(\.view)
    }
}
