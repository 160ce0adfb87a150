import Base

/// EPS troubleshooting: a service that does not start, and one that needs much memory.
enum TaskCauses {
    static let causes = [
        Cause(
            sign: "CannotPullContainer", cause: "the image cannot be pulled",
            remedy: "publish it; look at the execution role and the way out of the subnet"),
        Cause(
            sign: "ResourceInitializationError", cause: "a secret cannot be read before the start",
            remedy: "look at the execution role and at the secrets endpoint of the network"),
        Cause(
            sign: "OutOfMemory", cause: "it needs more memory than its size",
            remedy: "raise size.memory in the profile"),
        Cause(
            sign: "failed ELB health checks", cause: "the balancer does not find it healthy",
            remedy: "its stores are the usual reason: see database-connection"),
        Cause(
            sign: "failed container health checks", cause: "it says that it is not well",
            remedy: "read its log"),
        Cause(
            sign: "unable to place a task", cause: "there is no room for it",
            remedy: "look at the quota of processors: `hesap deploy doctor`"),
        Cause(
            sign: "Essential container", cause: "the program ended by itself", remedy: "read its log below"),
        Cause(
            sign: "AccessDenied", cause: "its role may not do what it needs",
            remedy: "look at the role's policy; `apply` writes it"),
    ]

    private static func cluster(_ profile: Profile) -> String {
        profile.platform.existing ?? profile.name(.cluster)
    }

    static func check(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("service-wont-start", service.name, "EPS troubleshooting: Service Won't Start") {
            look throws(Blocked) in
            let names = Colour.allCases.map { profile.workload(service, $0) }
            let found = try look.aws(
                ["ecs", "describe-services", "--cluster", cluster(profile), "--services"] + names)
            let sick = found.list("services").first {
                ($0["runningCount"]?.number ?? 0) < ($0["desiredCount"]?.number ?? 0)
            }
            guard let sick, let name = sick["serviceName"]?.text else {
                return .pass("as many run as should")
            }
            let events = sick.list("events").prefix(10).compactMap { $0["message"]?.text }.joined(
                separator: "\n")
            let tasks = try look.aws([
                "ecs", "list-tasks", "--cluster", cluster(profile), "--service-name", name,
                "--desired-status", "STOPPED",
            ]).list("taskArns").compactMap(\.text)
            var said = events
            if !tasks.isEmpty {
                let stopped = try look.aws(
                    ["ecs", "describe-tasks", "--cluster", cluster(profile), "--tasks"] + tasks.prefix(10))
                let reasons = stopped.list("tasks").flatMap { task in
                    [task["stoppedReason"]?.text] + task.list("containers").map { $0["reason"]?.text }
                }
                said = reasons.compactMap(\.self).joined(separator: "\n") + "\n" + events
            }
            let cause = Cause.of(said, among: causes)
            return .fail("\(name): \(cause?.text ?? "ECS says: \(said.prefix(300))")")
        }
    }

    /// Per cent of its memory above which a service is about to be ended.
    static let memoryMost = 90

    static func memory(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("high-memory", service.name, "EPS troubleshooting: High Memory Usage") { look throws(Blocked) in
            var most = 0
            for colour in Colour.allCases {
                let figure = try Figures.most(
                    "AWS/ECS", "MemoryUtilization",
                    [
                        "Name=ClusterName,Value=\(cluster(profile))",
                        "Name=ServiceName,Value=\(profile.workload(service, colour))",
                    ], look)
                most = max(most, figure ?? 0)
            }
            guard most >= memoryMost else { return .pass("\(most) % at most in the last hour") }
            return .fail(
                "cause: it uses \(most) % of \(service.size.memory) MiB; do: raise size.memory in the profile"
            )
        }
    }
}

/// Figures of CloudWatch.
enum Figures {
    /// The largest of the last hour; nil when there is none.
    static func most(_ namespace: String, _ metric: String, _ dimensions: [String], _ look: Look)
        throws(Blocked) -> Int?
    {
        let now = look.world.now
        let answer = try look.aws(
            [
                "cloudwatch", "get-metric-statistics", "--namespace", namespace, "--metric-name", metric,
                "--start-time", now.advanced(seconds: -3600).rfc3339, "--end-time", now.rfc3339, "--period",
                "300",
                "--statistics", "Maximum", "--dimensions",
            ] + dimensions)
        return answer.list("Datapoints").compactMap { $0["Maximum"]?.number }.max()
    }
}
