extension ProfileChecks {
    func database() {
        guard let database = profile.data.database else { return }
        if Versions.reservedUsers.contains(database.user.lowercased()) {
            reading.fault(
                at: "data.database.user",
                "data.database.user: \(database.user) is reserved by the service (reserved-master-user); "
                    + "\(profile.system.replacing("-", with: "_"))_admin would do")
        }
        windows(database)
        if database.iops != nil, database.storage < 400 {
            reading.fault(
                at: "data.database.iops",
                "data.database.iops: below 400 GB gp3 has its 3000 and takes no other number; leave it out")
        }
        if let iops = database.iops, database.storage >= 400, iops < 12000 || iops > database.storage * 500 {
            reading.fault(
                at: "data.database.iops",
                "data.database.iops: 12000 to \(min(64000, database.storage * 500)) go with "
                    + "\(database.storage) GB")
        }
        if database.storageMax < database.storage {
            reading.fault(at: "data.database.storage-max", "data.database.storage-max is less than storage")
        }
        memory(database)
        budget(database)
        replicas(database)
        if let limit = profile.alarms.limits.first(where: { $0.name == "db-free-gb" }),
            limit.threshold >= database.storage * 1000
        {
            reading.fault(
                at: "alarms.db-free-gb",
                "alarms.db-free-gb: \(limit.threshold / 1000) GB free never happens with "
                    + "\(database.storage) GB"
            )
        }
    }

    private func windows(_ database: DatabasePlan) {
        compare(
            WeekWindow(daily: database.backupWindow), WeekWindow(weekly: database.upkeepWindow),
            "data.database",
            "backup-window \(database.backupWindow)", "upkeep \(database.upkeepWindow)")
        let environment = profile.environment
        guard let night = Night(environment.nightOff)?.hours(in: profile.regions.primary) else { return }
        for (name, window, what) in [
            ("backup-window", WeekWindow(daily: database.backupWindow), "makes no backups"),
            ("upkeep", WeekWindow(weekly: database.upkeepWindow), "is not kept up"),
        ] where window?.overlaps(night) == true {
            reading.fault(
                at: "data.database.\(name)",
                "data.database.\(name) is UTC and lies in the night-off of \(environment.name), "
                    + "\(environment.nightOff ?? "") in \(Night.timeZone(profile.regions.primary)): a database "
                    + "that is stopped \(what); leave it out, or choose hours in which it runs")
        }
    }

    private func compare(
        _ one: WeekWindow?, _ other: WeekWindow?, _ path: String, _ first: String, _ second: String
    ) {
        guard let one, let other else { return }
        if one.overlaps(other) {
            reading.fault(
                at: "\(path).upkeep",
                "\(path): \(first) and \(second) overlap; the service refuses them (windows-overlap)")
        } else if one.touches(other) {
            reading.note(at: "\(path).upkeep", "\(path): \(first) and \(second) touch")
        }
    }

    /// Connections that RDS gives a class when nothing else is said: memory through 9,531,392, at most 5,000.
    static func connections(of size: String) -> Int {
        guard let memory = InstanceSize(size)?.memory else { return 100 }
        return min(memory * 1_048_576 / 9_531_392, 5000)
    }

    private func memory(_ database: DatabasePlan) {
        guard let size = InstanceSize(database.size) else { return }
        func number(_ name: String) -> Int? {
            guard let parameter = database.parameters.first(where: { $0.name == name }) else { return nil }
            if parameter.value.hasPrefix("{") { return nil }
            guard let value = Int(parameter.value), value > 0 else {
                reading.fault(
                    at: "data.database.parameters.\(name)",
                    "data.database.parameters.\(name): a whole number is wanted, in the engine's unit")
                return nil
            }
            return value
        }
        let shared = number("shared_buffers").map { $0 / 128 } ?? size.memory / 4
        let work = (number("work_mem") ?? 0) / 1024
        let connections = database.connections ?? Self.connections(of: database.size)
        if shared * 10 > size.memory * 9 {
            reading.fault(
                at: "data.database.parameters.shared_buffers",
                "data.database.parameters.shared_buffers: \(shared) MiB of \(size.memory) MiB; the "
                    + "instance would stay "
                    + "in incompatible-parameters (parameter-exceeds-memory); it counts pages of 8 KiB")
        } else if shared + work * connections > size.memory {
            reading.fault(
                at: "data.database.parameters.work_mem",
                "data.database.parameters.work_mem: \(work) MiB for each of \(connections) connections "
                    + "is more than "
                    + "the \(size.memory) MiB of \(database.size) (parameter-exceeds-memory)")
        }
    }

    private func budget(_ database: DatabasePlan) {
        let given = database.connections ?? Self.connections(of: database.size)
        let copies = profile.services.filter { $0.uses.contains("database") }.reduce(0) { $0 + $1.scale.max }
        let wanted = copies * database.poolPerTask
        if wanted * 10 > given * 9 {
            reading.fault(
                at: database.connections == nil ? "data.database.class" : "data.database.connections",
                "data.database: \(copies) copies at most with \(database.poolPerTask) connections each "
                    + "are \(wanted), and a "
                    + "tenth of \(given) stays free for people (connection-budget); lower pool.per-task "
                    + "or the most copies"
            )
        }
        if database.poolPerTask < 2, copies > 0 {
            reading.fault(
                at: "data.database.pool",
                "data.database.pool: one connection a copy is left; raise max or lower copies")
        }
    }

    private func replicas(_ database: DatabasePlan) {
        for (index, replica) in database.replicas.enumerated() {
            let path = "data.database.replicas.\(index)"
            if !profile.regions.all.contains(replica.region) {
                reading.fault(
                    at: path,
                    "\(path): \(replica.region) is not among regions"
                        + NearestName.hint(replica.region, among: profile.regions.all))
            }
            if replica.region != profile.regions.primary, profile.data.keys?.multiRegion != true {
                reading.fault(
                    at: path,
                    "\(path): a copy in another region needs its key there; "
                        + "data.keys: {kms: {data: multi-region}} (replica-needs-key)")
            }
        }
        let elsewhere = database.replicas.contains { $0.region == profile.regions.standby }
        if database.standby == .replica, profile.regions.standby != nil, !elsewhere {
            reading.fault(
                at: "data.database.standby",
                "data.database.standby: replicas has none in \(profile.regions.standby ?? "") "
                    + "(dr-unreachable)"
            )
        }
    }

    func cache() {
        guard let cache = profile.data.cache else { return }
        if !cache.tls {
            reading.fault(
                at: "data.cache.tls",
                "data.cache.tls: sessions would travel in clear (redis-no-tls-auth); true is wanted")
        }
        if cache.existing == nil, !cache.auth {
            reading.fault(at: "data.cache.auth", "data.cache.auth: managed is wanted (redis-no-tls-auth)")
        }
        if cache.existing == nil, cache.nodes > 1, profile.environment.tier == .regulated, cache.nodes < 2 {
            reading.fault(at: "data.cache.nodes", "data.cache.nodes: two at least in tier regulated")
        }
        if cache.snapshotDays > 0 {
            compare(
                WeekWindow(daily: cache.snapshotWindow), WeekWindow(weekly: cache.upkeepWindow), "data.cache",
                "snapshot-window \(cache.snapshotWindow)", "upkeep \(cache.upkeepWindow)")
        }
    }

    func events() {
        guard let events = profile.data.events else { return }
        let zones = profile.network?.zones ?? 3
        if events.brokers % zones != 0 {
            let next = (events.brokers / zones + 1) * zones
            reading.fault(
                at: "data.events.brokers",
                "data.events.brokers: \(events.brokers) do not spread evenly over \(zones) zones; \(next) do")
        }
        if events.throughput != nil, let size = InstanceSize(events.size) {
            let needed = size.family == "m7g" ? "2xlarge" : "4xlarge"
            if let least = InstanceSize("kafka.\(size.family).\(needed)"), size.rank < least.rank {
                reading.fault(
                    at: "data.events.throughput",
                    "data.events.throughput: \(events.size) is too small for it; "
                        + "kafka.\(size.family).\(needed) and larger "
                        + "take it (msk-size-throughput)")
            }
        }
        if events.replicate, profile.regions.standby == nil {
            reading.fault(at: "data.events.standby", "data.events.standby: regions.standby is missing")
        }
        authorities(events)
    }

    /// Services sign in with a name and a secret; who comes with a certificate needs somebody who signed it,
    /// in the cluster's own region.
    private func authorities(_ events: EventsPlan) {
        if !events.auth.contains("scram") {
            reading.fault(
                at: "data.events.auth",
                "data.events.auth: scram is missing; the services sign in with a name and a secret")
        }
        let takesCertificates = events.auth.contains("tls")
        if !takesCertificates, !events.authorities.isEmpty {
            reading.fault(
                at: "data.events.authorities",
                "data.events.authorities: nobody is asked for a certificate; auth: [scram, tls] does")
        }
        let standby = events.replicate ? [profile.regions.standby].compactMap(\.self) : []
        for region in [profile.regions.primary] + standby
        where takesCertificates && events.authorities(in: region).isEmpty {
            reading.fault(
                at: events.authorities.isEmpty ? "data.events.auth" : "data.events.authorities",
                "data.events.auth: tls needs an authority of \(region) that signs certificates; "
                    + "authorities: [arn:aws:acm-pca:\(region):ACCOUNT:certificate-authority/ID]")
        }
    }
}
