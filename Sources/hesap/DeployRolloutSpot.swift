import Deploy

/// One service in one region: what a roll-out takes in one piece.
struct RolloutSpot {
    let service: ServicePlan
    let region: String

    /// For people; the region only where there is more than one.
    func shown(_ place: DeployPlace) -> String {
        place.profile.regions.all.count > 1 ? "\(service.name) in \(region)" : service.name
    }
}

extension DeployPlace {
    /// The regions that run the system, the one with the traffic first.
    func regions() throws -> [String] {
        profile.shape == .host ? [profile.regions.primary] : RegionOrder.all(profile, try account())
    }

    /// The region with the traffic.
    func serving() throws -> String {
        profile.shape == .host ? profile.regions.primary : RegionOrder.serving(profile, try account())
    }

    /// The journal's lines of a service in a region.
    func lines(_ spot: RolloutSpot, _ journal: Journal) -> RolloutJournal {
        let region = spot.region == profile.regions.primary ? nil : spot.region
        return RolloutJournal(journal, service: spot.service.name, region: region)
    }

    /// Whether a roll-out was begun there and not ended.
    func isUnderWay(_ spot: RolloutSpot, _ journal: Journal) -> Bool {
        lines(spot, journal).load().map { !$0.isOver } ?? false
    }

    /// Whether an image has the traffic there already.
    func serves(_ spot: RolloutSpot, _ image: String) throws -> Bool {
        guard profile.shape != .host else { return false }
        let serving = RegionOrder.image(spot.service, in: spot.region, profile, try account())
        let digest = image.split(separator: "@").last.map(String.init) ?? image
        return serving?.hasSuffix(digest) == true
    }

    /// Does something with a service's roll-out.
    func rollout(
        _ spot: RolloutSpot, _ journal: Journal, _ work: (Rollout) throws(RolloutFault) -> RolloutState
    ) throws -> RolloutState {
        let rollout = Rollout(try driver(spot), world, journal: lines(spot, journal)) { print($0) }
        do throws(RolloutFault) {
            return try work(rollout)
        } catch {
            throw Failure(error.description, status: 2)
        }
    }

    /// The image that served before the last roll-out.
    func before(_ spot: RolloutSpot) -> String? {
        guard let driver = try? driver(spot) else { return nil }
        return driver.previous()
    }

    /// How this shape rolls out.
    private func driver(_ spot: RolloutSpot) throws -> any RolloutDriver {
        let service = spot.service
        return switch profile.shape {
        case .host:
            HostRollout(
                world, folder: folder, service: service.name, port: HostRender.port(of: service, in: profile),
                size: service.scale.min, hasDoor: !service.isWorker && !service.isInternal,
                paths: HostRollout.ProbePaths(live: service.probes.live, ready: service.probes.ready))
        case .ecsFargate: TaskRollout(try account(), profile, service, region: spot.region)
        case .eks: PodRollout(try account(), profile, service, region: spot.region)
        }
    }
}
