public import Base
public import Store
public import struct FoundationEssentials.UUID

/// Whether a product or option can be had at a branch: one fact for every screen and every order.
public struct Availability: Sendable, Hashable {
    /// How it is told.
    public enum State: String, CaseIterable, Sendable, SQLValue {
        /// It can be had.
        case on
        /// It cannot, until someone or `until` says otherwise.
        case off
        /// So much is left; each order takes from it.
        case counted
    }

    /// The product's or option's id.
    public let subject: UUID
    /// How it is told.
    public let state: State
    /// What is left, when counted; never below zero (I9).
    public let remaining: Quantity?
    /// When it can be had again without anyone saying so; nil: not by itself.
    public let until: Instant?
    /// Counts its changes.
    public let version: Int64

    /// What holds at a moment: after `until` it can be had again.
    func state(at now: Instant) -> State {
        if let until, until <= now { return .on }
        return state
    }

    /// Whole pieces left, when counted.
    var pieces: Int64? { remaining.map { $0.thousandths / 1000 } }

    /// MENU-004 A counted thing is taken whole or not at all, and what remains is never below zero (I9).
    func taking(_ quantity: Quantity, at now: Instant) throws(MenuRefusal) -> Quantity? {
        switch state(at: now) {
        case .on: return nil
        case .off: throw .soldOut(subject: subject, remaining: 0)
        case .counted:
            let left = remaining ?? .zero
            guard left >= quantity, let rest = try? left.subtracting(quantity) else {
                throw .soldOut(subject: subject, remaining: left.thousandths / 1000)
            }
            return rest
        }
    }
}

/// Everything at a branch that isn't simply to be had, as one transaction saw it.
public struct AvailabilityBoard: Sendable {
    /// The entries by subject; whoever has none can be had.
    public let entries: [UUID: Availability]

    /// A board with these entries.
    public init(_ entries: [Availability]) {
        self.entries = Dictionary(entries.map { ($0.subject, $0) }) { first, _ in first }
    }

    /// A board on which all can be had.
    public static let open = AvailabilityBoard([])

    /// Throws `soldOut` for the first subject of which too little is left.
    public func check(_ demands: [AvailabilityDemand], at now: Instant) throws(MenuRefusal) {
        for demand in AvailabilityDemand.summed(demands) {
            _ = try entries[demand.subject]?.taking(demand.quantity, at: now)
        }
    }

    /// How a subject stands at a moment, and how many pieces are left when it is counted.
    public func standing(of subject: UUID, at now: Instant) -> (state: Availability.State, pieces: Int64?) {
        guard let entry = entries[subject] else { return (.on, nil) }
        let state = entry.state(at: now)
        return (state, state == .counted ? entry.pieces : nil)
    }
}

extension AvailabilityDemand {
    /// One demand per subject, in the order of their ids: the order in which rows are locked.
    static func summed(_ demands: [AvailabilityDemand]) -> [AvailabilityDemand] {
        var sums: [UUID: Int64] = [:]
        for demand in demands {
            let (sum, overflow) = sums[demand.subject, default: 0].addingReportingOverflow(
                demand.quantity.thousandths)
            sums[demand.subject] = overflow ? .max : sum
        }
        return sums.map { AvailabilityDemand(subject: $0.key, quantity: Quantity(thousandths: $0.value)) }
            .sorted { $0.subject.text < $1.subject.text }
    }
}
