/// Ways in and out: NAT, private doors, balancers, names, content networks, firewalls.
enum PriceNetwork {
    /// Adds the lines of a resource; false when it is none of these.
    static func add(_ resource: Resource, _ pricing: inout Pricing) -> Bool {
        let region = resource.region
        let origin = resource.origin
        switch resource.type {
        case "AWS::EC2::NatGateway":
            pricing.add(.network, "NAT gateways", "nat", .hour, in: region, origin: origin)
        case "AWS::EC2::EIP":
            pricing.add(.network, "Public addresses", "ipv4", .hour, in: region, origin: origin)
        case "AWS::EC2::VPCEndpoint": endpoint(resource, &pricing)
        case "AWS::ElasticLoadBalancingV2::LoadBalancer": balancer(in: region, origin: origin, &pricing)
        case "AWS::Route53::HostedZone":
            pricing.add(.names, "Zones of names", "zone", .month, in: region, origin: origin)
        case "AWS::Route53::HealthCheck":
            pricing.add(.names, "Health checks", "health-check", .month, in: region, origin: origin)
        case "AWS::CloudFront::Distribution": distribution(resource, &pricing)
        case "AWS::WAFv2::WebACL": firewall(resource, &pricing)
        case "AWS::Shield::Subscription":
            pricing.add(
                .firewall, "Shield Advanced, for at least a year", "shield", .month, in: region,
                origin: origin)
        default: return false
        }
        return true
    }

    private static func endpoint(_ resource: Resource, _ pricing: inout Pricing) {
        let kind = resource.properties["VpcEndpointType"]?.string
        guard kind == "Interface" else {
            pricing.note("Gateway endpoints (S3, DynamoDB) cost nothing.")
            return
        }
        let zones = max(1, resource.properties["SubnetIds"]?.items.count ?? 1)
        pricing.add(
            .network, "Private doors to services, one a zone", "endpoint", .hour, in: resource.region,
            pieces: zones...zones, origin: resource.origin)
        pricing.add(
            .network, "Data through private doors", "endpoint", .gb, in: resource.region,
            thousandths: 500...5_000,
            use: "0.5 to 5 GB a door are assumed", origin: resource.origin)
    }

    static func balancer(in region: String, origin: String, _ pricing: inout Pricing) {
        pricing.add(.balancer, "Load balancers", "alb", .hour, in: region, origin: origin)
        // A unit holds 25 new connections a second, 3,000 open ones or a GB an hour.
        let transfer = pricing.usage.transfer
        let high = max(1_000, transfer.upperBound * 1_000 / 730 + 1_000)
        pricing.add(
            .balancer, "Load balancers' units of use", "lcu", .hour, in: region,
            thousandths: (100 * 730)...(high * 730),
            use: "0.1 to \(high / 1_000) units an hour; \(pricing.usage.basis)",
            origin: origin)
        pricing.add(
            .network, "Public addresses of balancers, one a zone", "ipv4", .hour, in: region,
            pieces: zones(pricing)...zones(pricing), origin: origin)
    }

    private static func zones(_ pricing: Pricing) -> Int { max(2, pricing.graph.profile.network?.zones ?? 2) }

    private static func distribution(_ resource: Resource, _ pricing: inout Pricing) {
        let count = max(1, pricing.graph.resources.filter { $0.type == resource.type }.count)
        let usage = pricing.usage
        pricing.add(
            .cdn, "Content network's data", "cdn", .gb, in: resource.region,
            thousandths: (usage.transfer.lowerBound * 1_000 / count)...(usage.transfer.upperBound * 1_000
                / count),
            use: usage.basis, origin: resource.origin)
        pricing.add(
            .cdn, "Content network's requests", "cdn-requests", .million, in: resource.region,
            thousandths: (usage.requests.lowerBound / count)...(usage.requests.upperBound / count),
            use: usage.basis,
            origin: resource.origin)
    }

    private static func firewall(_ resource: Resource, _ pricing: inout Pricing) {
        let rules = resource.properties["Rules"]?.items.count ?? 0
        pricing.add(.firewall, "Firewalls", "waf-acl", .month, in: resource.region, origin: resource.origin)
        pricing.add(
            .firewall, "Firewalls' rules", "waf-rule", .month, in: resource.region, pieces: rules...rules,
            origin: resource.origin)
        pricing.add(
            .firewall, "Requests that firewalls look at", "waf-requests", .million, in: resource.region,
            thousandths: pricing.usage.requests, use: pricing.usage.basis, origin: resource.origin)
    }
}

extension Price {
    /// Balancers that the cluster's controller makes: one for each group of Ingress objects.
    static func balancersOfCluster(_ pricing: inout Pricing) {
        var seen: Set<String> = []
        for object in pricing.graph.objects where object.body["kind"]?.string == "Ingress" {
            let annotations = object.body.at("metadata", "annotations")
            let name = object.body.at("metadata", "name")?.string ?? object.file
            let group = annotations?["alb.ingress.kubernetes.io/group.name"]?.string ?? name
            guard seen.insert("\(object.region) \(group)").inserted else { continue }
            PriceNetwork.balancer(in: object.region, origin: object.origin, &pricing)
        }
    }

    /// Data that leaves, and what passes the NAT gateways.
    static func traffic(_ pricing: inout Pricing) {
        let profile = pricing.graph.profile
        let usage = pricing.usage
        let region = profile.regions.primary
        pricing.add(
            .transfer, "Data to the internet", "transfer-out", .gb, in: region,
            thousandths: (usage.transfer.lowerBound * 1_000)...(usage.transfer.upperBound * 1_000),
            use: usage.basis,
            origin: "capacity")
        let gateways = pricing.graph.resources.filter { $0.type == "AWS::EC2::NatGateway" }
        for region in Set(gateways.map(\.region)).sorted() {
            pricing.add(
                .network, "Data through NAT gateways", "nat", .gb, in: region,
                thousandths: 5_000...(max(50, usage.transfer.upperBound) * 1_000),
                use: "5 GB, to as much as leaves to the internet", origin: "network.nat")
        }
        guard let standby = profile.regions.standby, profile.data.database != nil else { return }
        let files = usage.files.upperBound
        pricing.add(
            .transfer, "Copies to \(standby) and other regions", "transfer-region", .gb, in: region,
            thousandths: 5_000...(max(50, files * 2) * 1_000),
            use: "5 GB to \(max(50, files * 2)) GB of changes are assumed", origin: "regions")
    }
}
