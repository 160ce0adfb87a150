public import Base
import Organizations
import struct FoundationEssentials.UUID

/// Everything that a branch's menu depends on at a moment: two equal ones mean the same view.
///
/// A version of the menu is one row of one transaction; what is left is compared entry by entry; of the clock
/// only the day (tax rates), the windows that are open (price rules) and the ends that have passed (sold out
/// until) count.
public struct MenuMoment: Sendable, Hashable {
    private let stamp: MenuCache.Stamp
    private let zone: LocalZone
    private let entries: [UUID: Availability]
    private let ended: Set<UUID>
    private let day: Day
    private let open: Set<ID<PriceRule>>

    init(_ menu: BranchMenu, at now: Instant) {
        let local = menu.zone.local(now)
        stamp = menu.snapshot.stamp
        zone = menu.zone
        entries = menu.availability.entries
        ended = Set(entries.values.filter { $0.state(at: now) != $0.state }.map(\.subject))
        day = local.day
        open = Set(menu.snapshot.rules.filter { $0.isOpen(at: local) }.map(\.id))
    }
}

extension BranchMenu {
    /// What `view(at:)` depends on at that moment.
    public func moment(at now: Instant) -> MenuMoment { MenuMoment(self, at: now) }
}
