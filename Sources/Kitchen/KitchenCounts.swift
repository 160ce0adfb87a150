public import Base
import struct FoundationEssentials.UUID

/// How much of everything the stations have to make: the all-day view.
public enum KitchenCounts {
    /// So much of something.
    public struct Count: Sendable, Hashable {
        /// The kitchen's name for it.
        public let name: String
        /// How much, over all tickets.
        public let quantity: Quantity
    }

    /// KIT-009 Dishes sent or in work, by name; held, done and cancelled ones don't count. The most first.
    public static func allDay(_ tickets: [KitchenTicket]) throws(MoneyFault) -> [Count] {
        var sums: [String: Quantity] = [:]
        for item in tickets.flatMap(\.items) where item.state == .sent || item.state == .inPrep {
            sums[item.name] = try (sums[item.name] ?? .zero).adding(item.quantity)
        }
        return sorted(sums)
    }

    /// The same of what is added to or chosen for them (a dish's modifier counts as often as the dish); what
    /// is left out needs no making.
    public static func production(_ tickets: [KitchenTicket]) throws(MoneyFault) -> [Count] {
        var sums: [String: Quantity] = [:]
        for item in tickets.flatMap(\.items) where item.state == .sent || item.state == .inPrep {
            for modifier in item.modifiers where modifier.kind != .remove {
                sums[modifier.text] = try (sums[modifier.text] ?? .zero).adding(item.quantity)
            }
        }
        return sorted(sums)
    }

    private static func sorted(_ sums: [String: Quantity]) -> [Count] {
        sums.map { Count(name: $0.key, quantity: $0.value) }.sorted { left, right in
            left.quantity != right.quantity
                ? left.quantity > right.quantity : TurkishText.precedes(left.name, right.name)
        }
    }
}

/// How far the parts of one round have come at all its stations, as the pass sees it.
public enum PassState: String, CaseIterable, Sendable {
    /// Nothing is ready.
    case waiting
    /// Something is ready, something isn't.
    case partly
    /// Everything that was fired is ready or served.
    case ready

    /// KIT-010 A round is ready only when every station's part is; held and cancelled dishes don't count.
    public static func of(_ tickets: [KitchenTicket]) -> PassState {
        let fired = tickets.flatMap(\.items).map(\.state).filter { $0 != .held && $0 != .voided }
        let done = fired.count { $0 == .ready || $0 == .served }
        if done == 0 { return .waiting }
        return done == fired.count ? .ready : .partly
    }
}
