import Base

/// The regions that run a system, in the order in which a roll-out goes through them: first the one with the
/// traffic, where the migration is; then those that wait. A region that waits thus never has a version that
/// users have not proved, and what it still has meanwhile works with the new tables.
public enum RegionOrder {
    /// Every region whose services run.
    ///
    /// - Throws: nothing; a region that does not answer says nothing of who has the traffic.
    public static func all(_ profile: Profile, _ account: Account) -> [String] {
        let running = KubernetesObjects.regions(profile)
        guard running.count > 1 else { return running }
        let first = serving(profile, account)
        return [first] + running.filter { $0 != first }
    }

    /// The region with the traffic: the primary one, or where the last failover went.
    public static func serving(_ profile: Profile, _ account: Account) -> String {
        let notes = profile.regions.all.compactMap { account.parameter($0, parameter(profile)) }
        let region = notes.max()?.split(separator: " ").last.map(String.init)
        return region.flatMap { profile.regions.all.contains($0) ? $0 : nil } ?? profile.regions.primary
    }

    /// The image of a service that has a region's traffic, as it was written down.
    public static func image(
        _ service: ServicePlan, in region: String, _ profile: Profile, _ account: Account
    )
        -> String?
    {
        let colour = account.serving(profile, service, in: region)
        return account.parameter(region, profile.imageParameter(service, colour))
    }

    /// What a failover notes in each region that answers: its moment, and where the traffic went.
    static func note(
        _ region: String, at now: Instant, in place: String, _ profile: Profile, _ account: Account
    )
        -> Reply
    {
        account.put(place, parameter(profile), "\(now.rfc3339) \(region)")
    }

    private static func parameter(_ profile: Profile) -> String { profile.parameter("failover/serves") }
}
