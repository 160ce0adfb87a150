/// A region as a place for resources: their names in the graph bear the region, except in the primary one.
struct Place: Sendable, Equatable {
    /// The region.
    let region: String
    /// Whether writes go here.
    let isPrimary: Bool
    /// Whether services run here, or would at once.
    let runs: Bool

    /// The name in the graph of a thing here: `Database`, `DatabaseEuWest1`.
    func callAsFunction(_ name: String) -> ResourceID { ResourceID(name + suffix) }

    /// What names in the graph have behind: `EuWest1`; nothing in the primary region.
    private var suffix: String {
        isPrimary
            ? "" : region.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The first zones of availability.
    func zones(_ count: Int) -> [String] { RegionCatalogue.letters(region).prefix(count).map { region + $0 } }

    /// A name that is unique in the account, not only in the region: the primary's as it is, others with the
    /// region behind.
    func global(_ name: String) -> String { isPrimary ? name : "\(name)-\(region)" }
}

extension Profile {
    /// Every region, the primary first.
    var places: [Place] {
        regions.all.map { region in
            let isPrimary = region == regions.primary
            let isWarm = region == regions.standby && recovery?.mode == "warm"
            return Place(
                region: region, isPrimary: isPrimary, runs: isPrimary || isWarm)
        }
    }

    /// The same system with another region standing ready: what must exist before it can take over from the
    /// primary, when it is a region for later, or one that waits cold.
    public func standingReady(in region: String) -> Profile {
        guard region != regions.primary, regions.all.contains(region) else { return self }
        var other = self
        other.regions.later = regions.all.filter { $0 != region && $0 != regions.primary }
        other.regions.standby = region
        other.recovery?.mode = "warm"
        return other
    }

    /// The primary region.
    var home: Place {
        Place(region: regions.primary, isPrimary: true, runs: true)
    }

    /// Where the content network's firewall and certificates must stand. Their names differ from those of
    /// regional things, so that nothing stands behind them.
    var edgePlace: Place {
        let region = "us-east-1"
        return Place(region: region, isPrimary: true, runs: false)
    }
}
