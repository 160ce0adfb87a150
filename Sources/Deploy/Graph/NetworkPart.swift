/// Networks: a range of addresses in each region, cut into public, private and data subnets.
extension Draft {
    /// Adds a region's network, or looks up the network of the cluster that exists.
    mutating func drawNetwork(_ at: Place) {
        if let network = profile.network {
            drawOwnNetwork(network, at)
        } else if let cluster = profile.platform.existing {
            lookUpNetwork(of: cluster, at)
        }
        add(
            at("PrivateZone"), "AWS::Route53::HostedZone", .network, at, from: "network",
            [
                "Name": .text(profile.privateZone),
                "HostedZoneConfig": ["Comment": "Names inside that are repointed when something takes over"],
                "VPCs": [["VPCId": vpc(at), "VPCRegion": .text(at.region)]],
            ])
    }

    // MARK: What others use of it

    /// The network.
    func vpc(_ at: Place) -> Value {
        profile.network == nil ? .lookup("cluster-vpc") : .reference(at("Vpc"))
    }

    /// Subnets for what runs.
    func privateSubnets(_ at: Place) -> [Value] { subnets("PrivateSubnet", at) }

    /// Subnets without a way out, for what is kept.
    func dataSubnets(_ at: Place) -> [Value] { subnets("DataSubnet", at) }

    private func subnets(_ kind: String, _ at: Place) -> [Value] {
        guard let network = profile.network else {
            return [.lookup("cluster-subnet-1"), .lookup("cluster-subnet-2")]
        }
        return (1...network.zones).map { .reference(at("\(kind)\($0)")) }
    }

    /// The group that everything of ours that runs is in.
    func workers(_ at: Place) -> Value {
        profile.network == nil
            ? .lookup("cluster-security-group") : .attribute(at("WorkersGroup"), "GroupId")
    }

    // MARK: An existing cluster's

    private mutating func lookUpNetwork(of cluster: String, _ at: Place) {
        let describe = ["eks", "describe-cluster", "--name", cluster]
        look(
            "cluster-vpc", at, "the network of the cluster \(cluster)", describe,
            "cluster.resourcesVpcConfig.vpcId")
        look(
            "cluster-security-group", at, "the security group of the nodes of \(cluster)", describe,
            "cluster.resourcesVpcConfig.clusterSecurityGroupId")
        let subnets = [
            "ec2", "describe-subnets", "--filters",
            "Name=tag:kubernetes.io/cluster/\(cluster),Values=owned,shared",
            "Name=tag:kubernetes.io/role/internal-elb,Values=1",
        ]
        let meaning =
            "of the cluster \(cluster) (tags kubernetes.io/cluster/\(cluster) and role/internal-elb)"
        look(
            "cluster-subnet-1", at, "the first private subnet \(meaning)", subnets,
            "sort_by(Subnets,&AvailabilityZone)[0].SubnetId")
        look(
            "cluster-subnet-2", at, "a private subnet in another zone \(meaning)", subnets,
            "sort_by(Subnets,&AvailabilityZone)[-1].SubnetId")
    }

    // MARK: Our own

    private mutating func drawOwnNetwork(_ network: NetworkPlan, _ at: Place) {
        guard let block = network.ranges.first(where: { $0.region == at.region }).map({ Block($0.range) })
        else { return }
        add(
            at("Vpc"), "AWS::EC2::VPC", .network, at, from: "network.cidr",
            [
                "CidrBlock": .text(block.text), "EnableDnsSupport": true, "EnableDnsHostnames": true,
                "Tags": .named(profile.name(.vpc)),
            ])
        drawSubnets(network, block, at)
        drawWaysOut(network, at)
        drawGroups(block, at)
        drawEndpoints(network, at)
        drawFlowLog(network, at)
    }

    private mutating func drawSubnets(_ network: NetworkPlan, _ block: Block, _ at: Place) {
        let kinds = [("Public", 0, "public"), ("Private", 10, "private"), ("Data", 20, "db")]
        let cluster = profile.name(.cluster)
        for (kind, first, name) in kinds {
            for (index, zone) in at.zones(network.zones).enumerated() {
                var marks: [Tag] = []
                if profile.shape == .eks, kind != "Data" {
                    marks = [
                        Tag(key: "kubernetes.io/cluster/\(cluster)", value: "shared"),
                        Tag(
                            key: kind == "Public"
                                ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb", value: "1"),
                    ]
                }
                add(
                    at("\(kind)Subnet\(index + 1)"), "AWS::EC2::Subnet", .network, at, from: "network.zones",
                    waive: LinterWaiver.because("Zones are resolved values here, as all is.", "W3010"),
                    [
                        "VpcId": .reference(at("Vpc")), "CidrBlock": .text(block.subnet(first + index + 1)),
                        "AvailabilityZone": .text(zone), "MapPublicIpOnLaunch": false,
                        "Tags": .named("\(name)-subnet-\(zone.suffix(2))", marks),
                    ])
            }
        }
    }

    private mutating func drawWaysOut(_ network: NetworkPlan, _ at: Place) {
        let vpc: Value = .reference(at("Vpc"))
        add(
            at("InternetGateway"), "AWS::EC2::InternetGateway", .network, at, from: "network",
            ["Tags": .named(profile.name(.internetGateway))])
        add(
            at("InternetGatewayAttachment"), "AWS::EC2::VPCGatewayAttachment", .network, at, from: "network",
            ["VpcId": vpc, "InternetGatewayId": .reference(at("InternetGateway"))])
        let attached = [at("InternetGatewayAttachment")]
        drawTable("Public", 0, at, ["GatewayId": .reference(at("InternetGateway"))], needs: attached)
        for index in 1...network.zones { associate("Public", index, table: "PublicRoutes", at) }
        // A region in which nothing runs needs no way out yet: its doors cost by the hour.
        let doors = network.nat == .perZone ? network.zones : 1
        for index in 1...doors where !at.runs { drawTable("Private", index, at, nil) }
        for index in 1...doors where at.runs {
            add(
                at("NatAddress\(index)"), "AWS::EC2::EIP", .network, at, from: "network.nat", needs: attached,
                ["Domain": "vpc", "Tags": .named("\(profile.names.prefix)-nat-\(index)")])
            add(
                at("NatGateway\(index)"), "AWS::EC2::NatGateway", .network, at, from: "network.nat",
                [
                    "AllocationId": .attribute(at("NatAddress\(index)"), "AllocationId"),
                    "SubnetId": .reference(at("PublicSubnet\(index)")),
                    "Tags": .named("nat-gateway-\(at.zones(index).last?.suffix(2) ?? "")"),
                ])
            drawTable("Private", index, at, ["NatGatewayId": .reference(at("NatGateway\(index)"))])
        }
        for index in 1...network.zones {
            associate("Private", index, table: "PrivateRoutes\(min(index, doors))", at)
        }
        drawTable("Data", 0, at, nil)
        for index in 1...network.zones { associate("Data", index, table: "DataRoutes", at) }
    }

    private mutating func drawTable(
        _ kind: String, _ index: Int, _ at: Place, _ way: Value?, needs: [ResourceID] = []
    ) {
        let table = at("\(kind)Routes" + (index == 0 ? "" : "\(index)"))
        add(
            table, "AWS::EC2::RouteTable", .network, at, from: "network",
            [
                "VpcId": .reference(at("Vpc")),
                "Tags": .named("\(kind.lowercased())-rt" + (index == 0 ? "" : "-\(index)")),
            ])
        guard case .object(let fields)? = way else { return }
        add(
            at("\(kind)Way" + (index == 0 ? "" : "\(index)")), "AWS::EC2::Route", .network, at,
            from: "network",
            needs: needs,
            .object(
                [
                    Value.Field("RouteTableId", .reference(table)),
                    Value.Field("DestinationCidrBlock", "0.0.0.0/0"),
                ] + fields))
    }

    private mutating func associate(_ kind: String, _ index: Int, table: String, _ at: Place) {
        add(
            at("\(kind)SubnetRoutes\(index)"), "AWS::EC2::SubnetRouteTableAssociation", .network, at,
            from: "network",
            [
                "SubnetId": .reference(at("\(kind)Subnet\(index)")), "RouteTableId": .reference(at(table)),
            ])
    }
}

/// A range of addresses, IPv4.
struct Block: Sendable, Equatable {
    /// In CIDR notation.
    let text: String
    private let base: Int

    /// A range; its form was checked when the profile was read.
    init(_ text: String) {
        self.text = text
        let octets = text.split(separator: "/").first?.split(separator: ".").compactMap { Int($0) } ?? []
        base = octets.reduce(0) { $0 * 256 + $1 }
    }

    /// The range of 256 addresses with that number inside.
    func subnet(_ number: Int) -> String {
        let start = base + number * 256
        let octets = [24, 16, 8, 0].map { String(start >> $0 & 255) }
        return octets.joined(separator: ".") + "/24"
    }
}
