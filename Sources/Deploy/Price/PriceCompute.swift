/// Control planes, machines and tasks.
enum PriceCompute {
    /// Adds the lines of a resource; false when it is none of these.
    static func add(_ resource: Resource, _ pricing: inout Pricing) -> Bool {
        switch resource.type {
        case "AWS::EKS::Cluster": cluster(resource, &pricing)
        case "AWS::EKS::Nodegroup": nodes(resource, &pricing)
        case "AWS::ECS::Service": tasks(resource, &pricing)
        default: return false
        }
        return true
    }

    private static func cluster(_ resource: Resource, _ pricing: inout Pricing) {
        let version = resource.properties["Version"]?.string ?? ""
        let standard = version.isEmpty || Versions.kubernetes.contains(version)
        pricing.add(
            .cluster, "Cluster's control plane, Kubernetes \(version)", standard ? "eks" : "eks-extended",
            .hour,
            in: resource.region, origin: resource.origin)
    }

    private static func nodes(_ resource: Resource, _ pricing: inout Pricing) {
        let properties = resource.properties
        let type = properties["InstanceTypes"]?.items.first?.string ?? "no instance type"
        let scaling = properties["ScalingConfig"]
        let least = scaling?["DesiredSize"]?.number ?? scaling?["MinSize"]?.number ?? 1
        pricing.add(
            .compute, "Nodes \(type), \(least) of at most \(scaling?["MaxSize"]?.number ?? least)", type,
            .hour,
            in: resource.region, pieces: least...least, hours: hours(pricing), origin: resource.origin)
        let disk = properties["DiskSize"]?.number ?? 20
        pricing.add(
            .compute, "Disks of nodes, \(disk) GB gp3 each", "ebs-gp3", .gbMonth, in: resource.region,
            pieces: (least * disk)...(least * disk), origin: resource.origin)
    }

    private static func tasks(_ resource: Resource, _ pricing: inout Pricing) {
        let name = resource.properties["ServiceName"]?.string ?? ""
        let copies = ReleaseSteps.firstCopies(name, pricing.graph.profile)
        guard copies > 0, case .reference(let id)? = resource.properties["TaskDefinition"],
            let task = pricing.graph[id]
        else { return }
        let cpu = task.properties["Cpu"]?.number ?? 256
        let memory = task.properties["Memory"]?.number ?? 512
        let isARM = task.properties.at("RuntimePlatform", "CpuArchitecture")?.string == "ARM64"
        let kind = isARM ? "fargate-arm" : "fargate"
        let hours = hours(pricing)
        for (part, item, thousandths) in [
            ("processors", "\(kind)-vcpu", cpu * 1_000 / 1_024),
            ("memory", "\(kind)-gb", memory * 1_000 / 1_024),
        ] {
            let amount = copies * thousandths * hours
            pricing.add(
                .compute, "Fargate \(part), the least copies of all services", item, .hour,
                in: resource.region,
                thousandths: amount...amount, origin: resource.origin)
        }
    }

    /// Hours that something runs in a month, less the nights when the environment is off.
    static func hours(_ pricing: Pricing) -> Int {
        guard let night = pricing.graph.profile.environment.nightOff else { return 730 }
        return 730 - nightHours(night) * 730 / 24
    }

    /// Hours of a window, `20:00-06:00`: ten.
    static func nightHours(_ window: String) -> Int {
        let ends = window.split(separator: "-").compactMap {
            $0.split(separator: ":").first.flatMap { Int($0) }
        }
        guard ends.count == 2 else { return 0 }
        return (ends[1] - ends[0] + 24) % 24
    }
}

extension Price {
    /// The share of nodes that exist already: what the pods reserve of them.
    static func sharedNodes(_ pricing: inout Pricing) {
        let profile = pricing.graph.profile
        let hasNodes = pricing.graph.resources.contains { $0.type == "AWS::EKS::Nodegroup" }
        guard profile.shape == .eks, profile.platform.existing != nil, !hasNodes else { return }
        let type = profile.platform.nodes?.type ?? "t3.large"
        guard let size = InstanceSize(type) else { return }
        let services = profile.services.filter { $0.notInRelease == nil }
        let share = { (copies: (ServicePlan) -> Int) in
            let processors = services.reduce(0) { $0 + $1.size.cpu * copies($1) } / size.processors
            let memory = services.reduce(0) { $0 + $1.size.memory * copies($1) } * 1_000 / size.memory
            return max(processors, memory)
        }
        let least = share { $0.scale.min }
        let most = max(least, share { $0.scale.max })
        pricing.add(
            .compute, "Share of the existing cluster's nodes, as \(type)", type, .hour,
            in: profile.regions.primary, thousandths: (least * 730)...(most * 730),
            use: "what the pods reserve, from the least to the most copies", origin: "services")
    }
}
