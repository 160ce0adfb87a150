import YAML

/// Networks, and what watches them.
enum NetworkRules {
    static let all: [Rule] = [
        rule(
            "single-nat", .warning, "Each zone has its own way out.",
            why: "One NAT gateway takes all zones with it, and traffic between zones is charged.", single),
        rule(
            "nat-comment-differs", .warning, "What a comment promises is made.",
            why: "Who reads the comment believes in a redundancy that is not there.", comment),
        rule(
            "subnet-without-route", .error, "Every subnet is associated with a route table.",
            why: "EC2: a subnet without one uses the main table, which has no way in or out.", routes),
        rule(
            "subnet-tags-for-elb", .error, "Subnets bear the role tags of the load balancer controller.",
            why: "Without kubernetes.io/role/elb it finds no subnet and makes no balancer.", tags),
        rule(
            "sg-incomplete", .error, "Every store that is used has an opened port, and nothing else has.",
            why: "A missing rule is a time-out that looks like a broken program.", groups),
        rule(
            "no-vpc-endpoints", .warning, "Traffic to the cloud's own services stays inside.",
            why: "Images, secrets and logs otherwise pass the NAT gateway and are charged by the GB.",
            endpoints),
        rule(
            "no-flow-logs", .warning, "The network keeps flow logs.",
            why: "Without them nobody can say afterwards who spoke to whom; PCI DSS 10.", flowLogs),
        rule(
            "no-audit-trail", .warning, "The account keeps an audit trail.",
            why: "CloudTrail, Config and GuardDuty answer who did what; PCI DSS 10, SOC 2 CC7.", trail),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "network", check: check)
    }

    private static func zones(_ guide: Guide) -> Int {
        Set(guide.aws("ec2", "create-subnet").compactMap { $0.option("--availability-zone")?.text }).count
    }

    private static func gateways(_ guide: Guide) -> [ShellCommand] { guide.aws("ec2", "create-nat-gateway") }

    private static func single(_ guide: Guide) -> [Spot] {
        guard gateways(guide).count == 1, let only = gateways(guide).first, only.loop == nil, zones(guide) > 1
        else { return [] }
        return [Spot(only.line, "one NAT gateway for \(zones(guide)) zones")]
    }

    private static func comment(_ guide: Guide) -> [Spot] {
        gateways(guide).filter {
            $0.loop == nil && gateways(guide).count < max(zones(guide), 2)
                && $0.comment.lowercased().holds(any: [
                    "each az", "each zone", "every az", "per az", "per zone",
                ])
        }.map { Spot($0.line, "the comment says one in each zone") }
    }

    private static func routes(_ guide: Guide) -> [Spot] {
        let subnets = guide.aws("ec2", "create-subnet")
        let tied = guide.aws("ec2", "associate-route-table")
        guard let first = subnets.first, tied.count < subnets.count, tied.allSatisfy({ $0.loop == nil })
        else {
            return []
        }
        return [Spot(first.line, "\(subnets.count) subnets, \(tied.count) associated with a route table")]
    }

    private static func tags(_ guide: Guide) -> [Spot] {
        guard guide.codeSays("eks create-cluster") else { return [] }
        let bare = guide.aws("ec2", "create-subnet").filter {
            let tags = $0.option("--tag-specifications")?.text ?? ""
            return tags.lowercased().holds(any: ["public", "private"]) && !tags.holds("kubernetes.io/role/")
        }
        return bare.first.map { [Spot($0.line, "\(bare.count) subnets without kubernetes.io/role/elb")] }
            ?? []
    }

    private static func groups(_ guide: Guide) -> [Spot] {
        let rules = guide.aws("ec2", "authorize-security-group-ingress")
        guard let first = rules.first else { return [] }
        let ports = Set(rules.flatMap { $0.values(of: "--port") }.flatMap { $0.text.numbers })
        var missing: [String] = []
        if guide.codeSays("redis_host", "redis://", "elasticache create"), !ports.contains(6379) {
            missing.append("Redis (6379)")
        }
        if guide.codeSays("aws kafka create"), ports.isDisjoint(with: [9092, 9094, 9096, 9098]) {
            missing.append("Kafka (9096)")
        }
        if guide.codeSays("eks create-nodegroup"), !ports.contains(10250) {
            missing.append("cluster to nodes (10250)")
        }
        guard !missing.isEmpty else { return [] }
        return [Spot(first.line, "no rule for " + missing.joined(separator: ", "))]
    }

    private static func endpoints(_ guide: Guide) -> [Spot] {
        guide.codeSays("create-vpc-endpoint", "describe-vpc-endpoints") || guide.says("aws::ec2::vpcendpoint")
            ? [] : [Spot(1, "no VPC endpoint is made")]
    }

    private static func flowLogs(_ guide: Guide) -> [Spot] {
        guide.codeSays("create-flow-logs", "describe-flow-logs") || guide.says("aws::ec2::flowlog")
            ? [] : [Spot(1, "no flow logs are kept")]
    }

    private static func trail(_ guide: Guide) -> [Spot] {
        guard !guide.codeSays("cloudtrail create-trail"), !guide.says("aws::cloudtrail::trail") else {
            return []
        }
        let claim = guide.firstProse(["pci dss", "pci-dss", "soc 2", "hipaa"])
        return [
            Spot(claim ?? 1, claim == nil ? "no audit trail is kept" : "claimed, but no audit trail is kept")
        ]
    }
}
