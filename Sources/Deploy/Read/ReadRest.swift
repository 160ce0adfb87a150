/// Fills in what follows from the whole profile: the entrance that services share, secrets that alarms need,
/// how many connections a copy may hold.
struct ReadRest {
    let reading: ProfileReading

    init(_ reading: ProfileReading) { self.reading = reading }

    func complete(_ profile: inout Profile) {
        entrance(&profile)
        secrets(&profile)
        connections(&profile)
    }

    private func entrance(_ profile: inout Profile) {
        let shared = profile.services.filter {
            $0.host == nil && !$0.behindCDN && !$0.isInternal && !$0.isWorker
        }
        guard profile.gateway == nil, !shared.isEmpty, let domain = profile.domains.first else { return }
        profile.gateway = GatewayPlan(host: domain.name, rates: [], tls: "1.2", log: true)
        reading.byDefault(
            "gateway.host", domain.name, why: "services without a host of their own share the domain's")
    }

    private func secrets(_ profile: inout Profile) {
        for target in profile.alarms.to {
            guard case .slack(let use) = target else {
                if case .pager(let use) = target { given(use, &profile) }
                continue
            }
            given(use, &profile)
        }
        if profile.delivery?.notify == true { given("slack", &profile) }
        metrics(&profile)
    }

    /// Whoever reads the figures from elsewhere than the copy's own machine shows a token.
    private func metrics(_ profile: inout Profile) {
        let use = Profile.metricsToken
        guard profile.shape != .host, !profile.data.secrets.contains(where: { $0.use == use }) else { return }
        profile.data.secrets.append(
            SecretPlan(use: use, generated: true, fields: [], length: 32, rotateDays: nil))
        reading.byDefault("data.\(use)", "{secret: generated}", why: "Prometheus shows it at /metrics")
    }

    private func given(_ use: String, _ profile: inout Profile) {
        guard !profile.data.secrets.contains(where: { $0.use == use }) else { return }
        profile.data.secrets.append(
            SecretPlan(use: use, generated: false, fields: ["url"], length: 64, rotateDays: nil))
        reading.byDefault(
            "data.\(use)", "{secret: given}", why: "alarms go there; people fill it in after the apply")
    }

    private func connections(_ profile: inout Profile) {
        guard var database = profile.data.database else { return }
        if let parameter = database.parameters.first(where: { $0.name == "max_connections" }),
            let number = Int(parameter.value)
        {
            if let written = database.connections, written != number {
                reading.fault(
                    at: "data.database.connections",
                    "data.database.connections is \(written), and parameters.max_connections \(number); "
                        + "one is enough"
                )
            }
            database.connections = number
        }
        let copies = profile.services.filter { $0.uses.contains("database") }.reduce(0) { $0 + $1.scale.max }
        if let most = database.poolMax, copies > 0, copies * database.poolPerTask > most {
            database.poolPerTask = max(most / copies, 1)
            reading.byDefault(
                "data.database.pool.per-task", "\(database.poolPerTask)",
                why: "\(most) connections over \(copies) copies at most")
        }
        profile.data.database = database
    }
}
