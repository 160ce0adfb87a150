import Base

/// GP troubleshooting 3: slow answers.
enum LatencyCauses {
    static func all(_ profile: Profile) -> [Check] {
        guard profile.services.contains(where: { $0.notInRelease == nil && !$0.isWorker }) else { return [] }
        return [
            Check("high-latency", "", "GP troubleshooting 3: High Latency") { look throws(Blocked) in
                guard let arn = try Targets.balancerFacts(look)["LoadBalancerArn"]?.text else {
                    return .fail("cause: there is no balancer; do: apply the profile")
                }
                let balancer = ["Name=LoadBalancer,Value=\(TargetGroups.dimension(arn))"]
                let slow = try Figures.most("AWS/ApplicationELB", "TargetResponseTime", balancer, look) ?? 0
                let limit = max(1, (profile.targets?.p95 ?? 2000) / 1000)
                guard slow >= limit else { return .pass("answers took \(slow) s at most in the last hour") }
                return .fail(
                    try cause(look)
                        ?? "cause: neither the database nor the copies are busy; do: look at the traces")
            }
        ]
    }

    private static func cause(_ look: Look) throws(Blocked) -> String? {
        let database = ["Name=DBInstanceIdentifier,Value=\(look.profile.name(.database))"]
        if look.profile.data.database != nil {
            let size = look.profile.data.database?.size ?? ""
            if size.hasPrefix("db.t"),
                let credits = try Figures.most("AWS/RDS", "CPUCreditBalance", database, look), credits < 10
            {
                return "cause: \(size) has used up its credits; do: take a class without credits (m or r)"
            }
            if let busy = try Figures.most("AWS/RDS", "CPUUtilization", database, look), busy >= 85 {
                return
                    "cause: the database's processors are at \(busy) %; do: look for its slowest statements, or a larger class"
            }
            if let queue = try Figures.most("AWS/RDS", "DiskQueueDepth", database, look), queue >= 20 {
                return
                    "cause: the database waits for its disk (\(queue) in line); do: more iops in data.database"
            }
        }
        guard look.profile.shape == .eks else { return nil }
        for scaler in try look.kube(["get", "hpa"]).list("items") {
            let most = scaler.at("spec", "maxReplicas")?.number ?? .max
            if let now = scaler.at("status", "currentReplicas")?.number, now >= most {
                let name = scaler.at("metadata", "name")?.text ?? "a scaler"
                return "cause: \(name) is at its most, \(most) copies; do: raise scale.max"
            }
        }
        return nil
    }
}

/// GP troubleshooting 4: certificates.
enum CertificateCauses {
    static func all(_ profile: Profile) -> [Check] {
        let hosts = PublicChecks.doors(profile)
        guard !hosts.isEmpty else { return [] }
        return [
            Check("certificate-issues", profile.regions.primary, "GP troubleshooting 4: Certificate Issues") {
                look throws(Blocked) in
                let list = try look.aws(["acm", "list-certificates"]).list("CertificateSummaryList")
                for host in hosts {
                    let fitting = list.filter { certificate in
                        let names =
                            [certificate["DomainName"]?.text].compactMap(\.self)
                            + certificate.list("SubjectAlternativeNameSummaries").compactMap(\.text)
                        return names.contains { HostName($0).covers(host) }
                    }
                    guard let arn = fitting.first?["CertificateArn"]?.text else {
                        return .fail(
                            "cause: no certificate of \(profile.regions.primary) is for \(host); do: apply the profile"
                        )
                    }
                    if let why = try fault(arn, host, look) { return .fail(why) }
                }
                return .pass("every host has one that is issued and in use")
            }
        ]
    }

    private static func fault(_ arn: String, _ host: String, _ look: Look) throws(Blocked) -> String? {
        let found = try look.aws(["acm", "describe-certificate", "--certificate-arn", arn])["Certificate"]
        switch found?["Status"]?.text {
        case "ISSUED":
            return found?.list("InUseBy").isEmpty == true
                ? "cause: the certificate of \(host) is issued and nothing uses it; do: apply the profile"
                : nil
        case "PENDING_VALIDATION":
            let record = found?.list("DomainValidationOptions").first?["ResourceRecord"]
            let name = record?["Name"]?.text ?? "its record"
            return
                "cause: \(name) is not seen by the world; do: look at the zone's delegation (`hesap deploy verify --only delegation`)"
        case "FAILED":
            return
                "cause: validation failed (\(found?["FailureReason"]?.text ?? "no reason")); do: look at CAA records of the domain"
        case let other:
            return
                "cause: the certificate of \(host) is \(other ?? "unknown"); do: ask for a new one by apply"
        }
    }
}
