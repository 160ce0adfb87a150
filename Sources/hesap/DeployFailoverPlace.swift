import Base
import Deploy

/// Chooses how a system fails over: between two clusters of its own, or between regions.
struct FailoverPlace {
    /// What was chosen.
    struct Chosen {
        let driver: any FailoverDriver
        /// The writer that is left.
        let writer: String
        /// Makes the old writer a standby, also long after the failover.
        let rebuild: () throws(FailoverFault) -> Void
    }

    private let place: DeployPlace
    private let arguments: Arguments

    init(_ place: DeployPlace, _ arguments: Arguments) throws {
        self.place = place
        self.arguments = arguments
    }

    /// The driver; an unfinished failover goes on away from the writer that it left.
    func driver(unfinished: String?) throws -> Chosen {
        place.profile.shape == .host ? try host(unfinished) : try region(unfinished)
    }

    private func region(_ unfinished: String?) throws -> Chosen {
        let regions = place.profile.regions
        guard let standby = arguments.option("to") ?? regions.standby else {
            throw Failure("The profile has no standby region.", status: 3)
        }
        guard regions.all.contains(standby) else { throw Usage("The profile has no region \(standby).") }
        // Back to the first region the way begins at the standby; any other way is said.
        let usual = standby == regions.primary ? regions.standby ?? regions.primary : regions.primary
        let from = unfinished ?? arguments.option("from") ?? usual
        guard regions.all.contains(from), from != standby else {
            throw Usage("--from \(from) is no other region of the profile than --to \(standby).")
        }
        let driver = RegionFailover(
            try place.account(), place.profile.standingReady(in: standby), from: from, to: standby)
        return Chosen(driver: driver, writer: from) { () throws(FailoverFault) in
            try driver.rebuild()
        }
    }

    private func host(_ unfinished: String?) throws -> Chosen {
        var pair = try place.pair()
        // After a failover the service file already points to the new writer.
        if let unfinished, pair.writer.name != unfinished { pair = pair.exchanged }
        if unfinished == nil, arguments.has("rebuild") { pair = pair.exchanged }
        let url = place.profile.services.first { !$0.isWorker }.map { service in
            (
                url:
                    "http://127.0.0.1:\(HostRender.port(of: service, in: place.profile))\(service.probes.ready)",
                name: service.name
            )
        }
        let driver = HostFailover(place.world, pair, ready: url) { print($0) }
        return Chosen(driver: driver, writer: pair.writer.name) { () throws(FailoverFault) in
            try driver.rebuild()
        }
    }
}
