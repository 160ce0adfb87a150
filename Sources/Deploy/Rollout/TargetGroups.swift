import Base

/// The balancer's groups of targets: health, errors and latency as it sees them.
struct TargetGroups {
    let account: Account
    let region: String

    /// Targets of a group that it takes for healthy, and the reason of one that is not.
    func healthy(_ group: String) throws(RolloutFault) -> (count: Int, failure: String?) {
        let reply = account.aws(region, ["elbv2", "describe-target-health", "--target-group-arn", group])
        guard reply.isGood, let json = reply.json else {
            throw RolloutFault("the targets cannot be seen", reply)
        }
        let targets = json.list("TargetHealthDescriptions")
        let bad = targets.first {
            !["healthy", "draining"].contains($0.at("TargetHealth", "State")?.text ?? "")
        }
        let why = bad.map { target in
            let health = target["TargetHealth"]
            return [health?["State"]?.text, health?["Reason"]?.text, health?["Description"]?.text]
                .compactMap(\.self).joined(separator: ", ")
        }
        return (targets.filter { $0.at("TargetHealth", "State")?.text == "healthy" }.count, why)
    }

    /// Requests, server errors and latency of a group since a moment.
    func readings(
        _ group: String, balancer: String, since: Instant, now: Instant, health: SlotHealth, alarms: [String]
    ) throws(RolloutFault) -> Readings {
        Readings(
            requests: try sum("RequestCount", group, balancer, since, now),
            errors: try sum("HTTPCode_Target_5XX_Count", group, balancer, since, now),
            p95: try latency(group, balancer, since, now), alarms: alarms, health: health)
    }

    private func statistics(
        _ metric: String, _ group: String, _ balancer: String, _ since: Instant, _ now: Instant,
        _ more: [String]
    ) throws(RolloutFault) -> [JSON] {
        // The service counts in seconds and refuses a span of none.
        let end = now.advanced(seconds: 1)
        let reply = account.aws(
            region,
            [
                "cloudwatch", "get-metric-statistics", "--namespace", "AWS/ApplicationELB", "--metric-name",
                metric, "--start-time", since.rfc3339, "--end-time", end.rfc3339, "--period", "60",
                "--dimensions", "Name=TargetGroup,Value=\(Self.dimension(group))",
                "Name=LoadBalancer,Value=\(Self.dimension(balancer))",
            ] + more)
        guard reply.isGood, let json = reply.json else {
            throw RolloutFault("\(metric) cannot be read", reply)
        }
        return json.list("Datapoints")
    }

    private func sum(
        _ metric: String, _ group: String, _ balancer: String, _ since: Instant, _ now: Instant
    ) throws(RolloutFault) -> Int {
        try statistics(metric, group, balancer, since, now, ["--statistics", "Sum"])
            .reduce(0) { $0 + ($1["Sum"]?.number ?? 0) }
    }

    private func latency(_ group: String, _ balancer: String, _ since: Instant, _ now: Instant)
        throws(RolloutFault) -> Int?
    {
        let points = try statistics(
            "TargetResponseTime", group, balancer, since, now, ["--extended-statistics", "p95"])
        return points.compactMap { $0.at("ExtendedStatistics", "p95") }.compactMap { value in
            switch value {
            case .real(let seconds): Int(seconds * 1000)
            case .integer(let seconds): Int(seconds) * 1000
            default: nil
            }
        }.max()
    }

    /// What CloudWatch calls a balancer or a group: the last part of its resource name.
    static func dimension(_ name: String) -> String {
        for kind in ["targetgroup/", "loadbalancer/"] {
            if let range = name.firstRange(of: kind) {
                return kind == "targetgroup/"
                    ? String(name[range.lowerBound...]) : String(name[range.upperBound...])
            }
        }
        return name
    }

    /// Alarms of the system that are on.
    func alarms(prefix: String) throws(RolloutFault) -> [String] {
        let reply = account.aws(
            region,
            ["cloudwatch", "describe-alarms", "--state-value", "ALARM", "--alarm-name-prefix", prefix])
        guard reply.isGood, let json = reply.json else {
            throw RolloutFault("the alarms cannot be read", reply)
        }
        let ringing = json.list("MetricAlarms").filter { ($0["StateValue"]?.text ?? "ALARM") == "ALARM" }
        return ringing.compactMap { $0["AlarmName"]?.text }
    }

    /// How many findings of each weight the image's scan has; the registry tells it with the image, or when
    /// it is asked for the scan.
    private func findings(_ repository: String, _ digest: String, known: JSON) throws(RolloutFault) -> JSON? {
        if let counts = known.at("imageScanFindingsSummary", "findingSeverityCounts") { return counts }
        var state = known.at("imageScanStatus", "status")?.text
        var counts: JSON?
        if state == nil {
            let scan = account.aws(
                region,
                [
                    "ecr", "describe-image-scan-findings", "--repository-name", repository, "--image-id",
                    "imageDigest=sha256:\(digest)",
                ])
            state = scan.json?.at("imageScanStatus", "status")?.text
            counts = scan.json?.at("imageScanFindings", "findingSeverityCounts")
        }
        guard state == "COMPLETE" || state == "ACTIVE" else {
            throw RolloutFault("the scan of \(repository)@sha256:\(digest) is not complete")
        }
        return counts
    }

    /// The image exists under its digest, and its scan found nothing grave.
    func checkImage(_ repository: String, _ image: String, scans: Bool) throws(RolloutFault) {
        guard let digest = HostRollout.digest(of: image) else {
            throw RolloutFault("\(image) is no digest: sha256: and 64 digits are expected")
        }
        let reply = account.aws(
            region,
            [
                "ecr", "describe-images", "--repository-name", repository, "--image-ids",
                "imageDigest=sha256:\(digest)",
            ])
        guard reply.isGood, let found = reply.json?.at("imageDetails", "0") else {
            throw RolloutFault("\(repository) has no image sha256:\(digest)", reply)
        }
        guard scans else { return }
        let counts = try findings(repository, digest, known: found)
        let grave = ["CRITICAL", "HIGH"].compactMap { name in
            counts?[name]?.number.flatMap { $0 > 0 ? "\($0) \(name)" : nil }
        }
        guard grave.isEmpty else {
            throw RolloutFault("the image's scan found \(grave.joined(separator: ", "))")
        }
    }
}
