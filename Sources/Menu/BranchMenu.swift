public import Base
public import Organizations
public import Store

/// The menu as one branch sells it within one transaction: the organization's menu, what is left here, and
/// the local clock.
public struct BranchMenu: Sendable {
    /// The whole menu.
    public let snapshot: MenuSnapshot
    /// The branch.
    public let branch: ID<Branch>
    /// What isn't simply to be had here.
    public let availability: AvailabilityBoard
    /// The branch's zone.
    public let zone: LocalZone

    /// Reads it in one round trip; the menu itself comes from the process when its version is known there.
    ///
    /// - Throws: `notFound` when the organization has no such branch.
    public static func load(
        _ branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> BranchMenu {
        try read(try tx.read([query(branch, of: organization)])[0], branch, of: organization, in: tx)
    }

    /// The read behind `load`, for a caller that sends it together with its own.
    public static func query(_ branch: ID<Branch>, of organization: ID<Organization>) -> KeyedRead {
        SnapshotStore.branchQuery(organization, branch)
    }

    /// Reads the answer of `query`; a menu whose version is new to the process costs a round trip more.
    ///
    /// - Throws: `notFound` when the organization has no such branch.
    public static func read(
        _ rows: Rows, _ branch: ID<Branch>, of organization: ID<Organization>,
        in tx: borrowing Transaction
    ) throws -> BranchMenu {
        let statement = query(branch, of: organization).statement
        guard let seen = try SnapshotStore.branch(rows, statement) else { throw MenuRefusal.notFound }
        let snapshot =
            try MenuCache.shared.snapshot(organization, seen.stamp)
            ?? SnapshotStore.load(organization, in: tx)
        return BranchMenu(
            snapshot: snapshot, branch: branch, availability: AvailabilityBoard(seen.availability),
            zone: seen.zone)
    }

    /// What one piece costs here and now; see `MenuSnapshot.quote`.
    public func quote(
        _ product: ID<Product>, portion: ID<Portion>? = nil, options: [OptionChoice] = [],
        quantity: Quantity = .one, at now: Instant, _ orderType: OrderType
    ) throws(MenuRefusal) -> PricedProduct {
        try snapshot.quote(
            product, portion: portion, options: options, quantity: quantity,
            at: SaleMoment(branch: branch, at: now, zone: zone, orderType: orderType),
            availability: availability)
    }
}
