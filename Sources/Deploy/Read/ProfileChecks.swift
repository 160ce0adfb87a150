/// What must hold between the parts of a profile. Each breach here is an error; what may be waived is in
/// `ProfileLint`.
struct ProfileChecks {
    let reading: ProfileReading
    let profile: Profile

    init(_ reading: ProfileReading, _ profile: Profile) {
        self.reading = reading
        self.profile = profile
    }

    func run() {
        networks()
        hosts()
        services()
        nodes()
        database()
        cache()
        events()
        recovery()
        environment()
    }

    private func networks() {
        let ranges = profile.network?.ranges ?? []
        for (index, range) in ranges.enumerated() {
            guard let block = AddressBlock(range.range) else { continue }
            for other in ranges.prefix(index) {
                guard let earlier = AddressBlock(other.range), earlier.overlaps(block) else { continue }
                reading.fault(
                    at: "network.cidr.\(range.region)",
                    "network.cidr: \(range.range) of \(range.region) overlaps \(other.range) of "
                        + "\(other.region); "
                        + "regions that copy to each other need ranges of their own")
            }
        }
    }

    private func covered(_ host: String) -> Bool {
        profile.domains.contains { host == $0.name || host.hasSuffix(".\($0.name)") }
    }

    private func hosts() {
        var owners: [String: String] = [:]
        func own(_ host: String, _ path: String) {
            if !covered(host) {
                reading.fault(
                    at: path,
                    "\(path): no zone of domains covers \(host); add its domain (dns-record-missing)")
            }
            if let other = owners[host] {
                reading.fault(at: path, "\(path): \(host) is \(other)'s already (dns-target-conflict)")
            }
            owners[host] = path
        }
        for web in profile.web { own(web.host, "web.\(web.name)") }
        for service in profile.services {
            if let host = service.host { own(host, "services.\(service.name)") }
        }
        if let gateway = profile.gateway { own(gateway.host, "gateway") }
        for domain in profile.domains {
            guard let wildcard = domain.wildcard else { continue }
            guard let web = profile.web.first(where: { $0.name == wildcard }) else {
                reading.fault(
                    at: "domains.\(domain.name)",
                    "domains.\(domain.name).wildcard: there is no web.\(wildcard)"
                        + NearestName.hint(wildcard, among: profile.web.map(\.name)))
                continue
            }
            if web.host != "*.\(domain.name)" {
                reading.fault(
                    at: "web.\(web.name)", "web.\(web.name).host: *.\(domain.name) is wanted, as domains says"
                )
            }
        }
        var buckets: Set<String> = []
        for bucket in profile.web.map(\.bucket) + profile.data.buckets.map(\.name)
        where !buckets.insert(bucket).inserted {
            reading.fault(at: "web", "the bucket \(bucket) is named twice")
        }
    }

    private var kinds: [String] {
        let data = profile.data
        return [
            ("database", data.database != nil), ("cache", data.cache != nil), ("events", data.events != nil),
            ("keys", data.keys != nil),
        ].filter(\.1).map(\.0) + data.buckets.map(\.use) + data.secrets.map(\.use)
    }

    private func services() {
        var paths: [String: String] = [:]
        for service in profile.services {
            let path = "services.\(service.name)"
            for use in service.uses where !kinds.contains(use) {
                reading.fault(
                    at: "\(path).uses",
                    "\(path).uses: data has no \(use)" + NearestName.hint(use, among: kinds))
            }
            if service.isWorker || service.isInternal,
                service.host != nil || service.behindCDN || !service.paths.isEmpty
            {
                reading.fault(
                    at: path,
                    "\(path): a \(service.isWorker ? "worker" : "service inside") has no host and no "
                        + "path outside"
                )
            }
            if service.behindCDN, profile.web.isEmpty {
                reading.fault(at: path, "\(path).behind: there is no web that a content network serves")
            }
            if service.spot,
                service.roles.contains(where: { $0 != "notifier" && $0 != "analytics" && $0 != "relay" })
            {
                reading.fault(
                    at: "\(path).spot",
                    "\(path).spot: roles \(service.roles.joined(separator: ", ")) hold payments or "
                        + "sockets; a spare machine may go in two minutes (spot-for-payments)")
            }
            for way in service.paths where service.host == nil && !service.behindCDN {
                if let other = paths[way] { reading.fault(at: path, "\(path): \(way) is \(other)'s already") }
                paths[way] = service.name
            }
            let shares = service.host == nil && !service.behindCDN && !service.isInternal && !service.isWorker
            if shares, service.paths.isEmpty {
                reading.fault(
                    at: path,
                    "\(path): nothing reaches it; host, paths, internal: true or worker: true is missing")
            }
        }
        let isPublic = profile.services.contains { !$0.isWorker && !$0.isInternal } || !profile.web.isEmpty
        if isPublic, profile.domains.isEmpty {
            reading.fault(at: "", "domains is missing: {example.com: {zone: create}}")
        }
    }

    private func nodes() {
        guard let nodes = profile.platform.nodes else { return }
        if nodes.max < nodes.min {
            reading.fault(
                at: "platform.nodes", "platform.nodes: max \(nodes.max) is less than min \(nodes.min)")
        }
        if !(nodes.min...max(nodes.min, nodes.max)).contains(nodes.desired), !profile.environment.small {
            reading.fault(
                at: "platform.nodes", "platform.nodes.desired: \(nodes.desired) is not between min and max")
        }
        let largest = profile.services.map(\.size.cpu).max() ?? 0
        if let size = InstanceSize(nodes.type), largest > size.processors * 900 {
            reading.fault(
                at: "platform.nodes",
                "platform.nodes.type: a copy of \(largest)m does not fit on \(nodes.type)")
        }
    }

    private func recovery() {
        if profile.regions.standby != nil, profile.data.database?.standby == DatabaseStandby.none {
            reading.fault(
                at: "regions.standby",
                "regions.standby: no data reaches it; data.database needs a replica there or "
                    + "standby: cross-region-backups (dr-unreachable)")
        }
        guard let recovery = profile.recovery else { return }
        if recovery.lagAlarm > max(recovery.rpo, 1), profile.data.database?.standby == .replica {
            reading.fault(
                at: "dr.lag-alarm",
                "dr.lag-alarm: \(recovery.lagAlarm)s is more than the rpo of \(recovery.rpo)s; "
                    + "nobody would know before the promise is broken (rpo-unmeasured)")
        }
        if recovery.regionRTO != nil, profile.regions.standby == nil {
            reading.fault(at: "dr.region", "dr.region: regions.standby is missing (dr-unreachable)")
        }
    }

    private func environment() {
        if profile.environment.tier == .regulated, profile.environment.nightOff != nil {
            reading.fault(
                at: "environments.\(profile.environment.name).night-off",
                "environments.\(profile.environment.name).night-off: tier regulated does not sleep")
        }
        // In a cluster and on a machine copies follow the load alone.
        if profile.shape != .ecsFargate, profile.environment.nightOff != nil {
            reading.fault(
                at: "environments.\(profile.environment.name).night-off",
                "environments.\(profile.environment.name).night-off: only shape ecs-fargate acts by the clock"
            )
        }
        if profile.shape != .ecsFargate, let index = profile.peaks.firstIndex(where: { !$0.at.isEmpty }) {
            reading.fault(
                at: "peaks.\(index).at",
                "peaks.\(index).at: only shape ecs-fargate acts by the clock; raise scale.min before the peak "
                    + "(hesap deploy scale), or leave it out")
        }
        if profile.shape == .host, profile.data.cache != nil, profile.data.cache?.existing == nil {
            reading.fault(at: "data.cache", "data.cache: one machine needs none; leave it out")
        }
        if profile.shape == .host { ports() }
    }

    /// On one machine a service listens on twenty ports from its own on: ten of each colour.
    private func ports() {
        let services = profile.services
        for (index, service) in services.enumerated() {
            if let other = services[..<index].first(where: { abs($0.port - service.port) < 20 }) {
                reading.fault(
                    at: "services.\(service.name).port",
                    "services.\(service.name).port: \(service.port) is less than 20 from \(other.name)'s "
                        + "\(other.port); on one machine each service needs twenty ports")
            }
        }
    }
}
