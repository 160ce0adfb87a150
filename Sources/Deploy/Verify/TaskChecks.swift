import Base

/// Services of ECS.
enum TaskChecks {
    static func all(_ profile: Profile) -> [Check] {
        guard profile.shape == .ecsFargate else { return [] }
        return profile.services.flatMap { service -> [Check] in
            let found = [stable(service, profile)] + (service.hasDoor ? [colours(service, profile)] : [])
            guard let reason = service.notInRelease else { return found }
            return found.map { check in
                Check(check.kind, check.subject, check.item) { _ in
                    Judgement(verdict: .notInRelease, evidence: reason)
                }
            }
        }
    }

    private static func stable(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("tasks", service.name, "EPS services stable") { look throws(Blocked) in
            let cluster = profile.platform.existing ?? profile.name(.cluster)
            let names = Colour.allCases.map { profile.workload(service, $0) }
            let found = try look.aws(
                ["ecs", "describe-services", "--cluster", cluster, "--services"] + names)
            let running = found.list("services").filter { ($0["desiredCount"]?.number ?? 0) > 0 }
            guard let one = running.first else { return .fail("no colour has copies") }
            var complaints: [String] = []
            let desired = one["desiredCount"]?.number ?? 0
            let up = one["runningCount"]?.number ?? 0
            if up < desired { complaints.append("\(up) of \(desired) run") }
            if one.list("deployments").count != 1 {
                complaints.append("\(one.list("deployments").count) deployments")
            }
            let breaker = one.at("deploymentConfiguration", "deploymentCircuitBreaker", "enable")
            if breaker?.isTrue != true { complaints.append("the circuit breaker is off") }
            return .unless(complaints, "\(up) run in one deployment, the circuit breaker is on")
        }
    }

    private static func colours(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("target-health", service.name, "BIL blue-green health") { look throws(Blocked) in
            let weights = Colour.allCases.map { colour in
                look.account.parameter(profile.regions.primary, profile.weightParameter(service, colour))
                    .flatMap { Int($0) } ?? 0
            }
            let colour: Colour = weights[1] > weights[0] ? .green : .blue
            let name = String.targetName(profile.names.prefix, "\(service.name)-\(colour.rawValue)")
            let group = try look.aws(["elbv2", "describe-target-groups", "--names", name])
            guard let arn = group.at("TargetGroups", "0", "TargetGroupArn")?.text else {
                return .fail("there is no target group \(name)")
            }
            let targets = try look.aws(["elbv2", "describe-target-health", "--target-group-arn", arn])
                .list("TargetHealthDescriptions")
            let healthy = targets.filter { $0.at("TargetHealth", "State")?.text == "healthy" }.count
            return healthy > 0 && healthy == targets.count
                ? .pass("\(healthy) of \(colour.rawValue) are healthy")
                : .fail("\(healthy) of \(targets.count) of \(colour.rawValue) are healthy")
        }
    }
}
