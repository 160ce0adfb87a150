/// One column of a growth table: what so many sales a day ask for.
public struct GrowthStage: Sendable, Equatable {
    /// Its heading: `month 6`.
    public var name: String
    /// Customers, when the table says.
    public var tenants: Int?
    /// Sales a day.
    public var perDay: Int
    /// Thousandths of a sale a second, over the whole day.
    public var meanSales: Int
    /// Thousandths of a sale in the busiest second.
    public var peakSales: Int
    /// Requests in the busiest second.
    public var peakRequests: Int
    /// Copies in the busiest hour, by service.
    public var copies: [(service: String, copies: Int)]
    /// Connections of all copies in the busiest hour.
    public var connections: Int
    /// GB in the database.
    public var storage: Int
    /// GB sent in a month.
    public var bandwidth: Int
    /// Thousandths of a megabit a second in the busiest second.
    public var peakKilobits: Int
    /// A month's cost, of everything whose price is known.
    public var monthly: Cost
    /// Whether a price is missing in it.
    public var isPartial: Bool

    /// Copies of all services.
    public var allCopies: Int { copies.reduce(0) { $0 + $1.copies } }

    /// Whether two say the same.
    public static func == (one: GrowthStage, other: GrowthStage) -> Bool {
        one.name == other.name && one.perDay == other.perDay && one.connections == other.connections
            && one.copies.map(\.copies) == other.copies.map(\.copies) && one.monthly == other.monthly
    }
}

/// A limit that growth runs into.
public struct GrowthLimit: Sendable, Equatable {
    /// What breaks: `connections`, `copies of sales`.
    public var what: String
    /// Sales a day that it still carries.
    public var perDay: Int
    /// The limit itself, in words.
    public var limit: String
    /// What to change.
    public var remedy: String
}

/// What a guide plans to run beside what is needed.
public struct PhaseJudgement: Sendable, Equatable {
    /// Its number, from 1.
    public var phase: Int
    /// What the guide plans.
    public var planned: PhasePlan
    /// Processors that the growth's column asks for, in thousandths.
    public var processors: Int
    /// MiB of memory.
    public var memory: Int
    /// Sales a day of that column.
    public var perDay: Int
}

/// A system under growth.
public struct CapacitySheet: Sendable {
    /// The environment.
    public var environment: String
    /// Whether the growth is the profile's own, or assumed for want of one.
    public var isAssumed: Bool
    /// The columns.
    public var stages: [GrowthStage]
    /// What breaks, the first first.
    public var limits: [GrowthLimit]
    /// The guide's phases.
    public var phases: [PhaseJudgement]
    /// The policies of services over the traces.
    public var scaling: [ScalingOutcome]
    /// What warming beforehand does.
    public var warming: [WarmingEffect]

    /// 1 when a policy fails, or a column of the growth lies beyond a limit; otherwise 0.
    public var status: Int32 {
        let breaks = stages.contains { stage in limits.contains { $0.perDay < stage.perDay } }
        return breaks || scaling.contains { !$0.faults.isEmpty } ? 1 : 0
    }
}

/// A service's policy over the traces.
public struct ScalingOutcome: Sendable, Equatable {
    /// Its name.
    public var service: String
    /// Its policy.
    public var policy: AutoscalingPolicy
    /// Requests a second at the last column, in the mean.
    public var base: Int
    /// What became of each trace.
    public var results: [AutoscalingResult]

    /// All that is wrong.
    public var faults: [AutoscalingFault] {
        AutoscalingFault.allCases.filter { fault in results.contains { $0.faults.contains(fault) } }
    }
}

/// A spike with copies added beforehand and without.
public struct WarmingEffect: Sendable, Equatable {
    /// The service.
    public var service: String
    /// What brings the spike.
    public var event: String
    /// Requests a second before it.
    public var base: Int
    /// How many times as many in it.
    public var factor: Int
    /// Without.
    public var cold: AutoscalingResult
    /// With.
    public var warm: AutoscalingResult
}
