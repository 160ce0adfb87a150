/// One line of a month's costs.
public struct PriceLine: Sendable, Equatable {
    /// What it belongs to, the word that documents' rows are compared by.
    public var group: CostGroup
    /// What costs, for people.
    public var label: String
    /// Where.
    public var region: String
    /// How much of it in a month, in thousandths of the unit.
    public var amount: ClosedRange<Int>
    /// The unit's word: `hours`, `GB`.
    public var unit: String
    /// The price of a unit.
    public var price: PriceRange
    /// What the amount was taken from when it depends on use; nil for what costs the same every month.
    public var use: String?

    /// The month's cost.
    public var monthly: Cost {
        Cost(
            low: Self.product(amount.lowerBound, price.low), high: Self.product(amount.upperBound, price.high)
        )
    }

    private static func product(_ thousandths: Int, _ micros: Int) -> Int {
        (thousandths * micros + 500) / 1_000
    }
}

/// What costs belong to.
public enum CostGroup: String, Sendable, CaseIterable {
    /// Control planes of clusters.
    case cluster
    /// Machines and tasks that run services.
    case compute
    /// Databases with their storage, copies and backups.
    case database
    /// Caches.
    case cache
    /// Event logs and queues.
    case events
    /// Load balancers.
    case balancer
    /// NAT, private doors, public addresses.
    case network
    /// Data that leaves.
    case transfer
    /// Content networks.
    case cdn
    /// Buckets.
    case storage
    /// Image repositories.
    case images
    /// Secrets and keys.
    case secrets
    /// Names and health checks.
    case names
    /// Firewalls and Shield.
    case firewall
    /// Logs, alarms, dashboards.
    case watching
    /// Trails and detectors.
    case audit
}

/// A price that no source gives.
public struct MissingPrice: Sendable, Equatable, Hashable {
    /// What has no price.
    public var item: String
    /// What it would be counted by; nil when nothing says how it is priced.
    public var unit: PriceUnit?
    /// Where.
    public var region: String
    /// The resource that needs it.
    public var origin: String

    /// `AmazonRDS db.x2g.large (hour) in eu-central-1, for data.database`.
    public var text: String {
        let unit = unit.map { " (\($0.rawValue))" } ?? ""
        return "\(item)\(unit) in \(region), for \(origin)"
    }
}

/// A month of a system, line by line.
public struct PriceSheet: Sendable, Equatable {
    /// The environment's name.
    public var environment: String
    /// The lines, by group.
    public var lines: [PriceLine]
    /// Prices that no source gives: when there are any, there is no total.
    public var missing: [MissingPrice]
    /// What is used and costs the system nothing, with the reason.
    public var notes: [String]
    /// What the profile allows a month, in dollars.
    public var budget: Int

    /// The sum of the lines; nil when a price is missing.
    public var total: Cost? { missing.isEmpty ? Cost.sum(lines.map(\.monthly)) : nil }

    /// The sum of a group's lines.
    public func sum(of group: CostGroup) -> Cost {
        Cost.sum(lines.filter { $0.group == group }.map(\.monthly))
    }

    /// Whether the least that the month costs is above the budget.
    public var isOverBudget: Bool { (total?.low ?? 0) > budget * 1_000_000 }

    /// The status of the command: 2 when a price is missing, 1 when the budget does not do, otherwise 0.
    public var status: Int32 { missing.isEmpty ? isOverBudget ? 1 : 0 : 2 }
}
