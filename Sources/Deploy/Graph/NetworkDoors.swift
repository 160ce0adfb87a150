/// Security groups, private doors to services, and the record of who talked to whom.
extension Draft {
    /// Adds the groups of what runs, and of the load balancer where it is ours.
    mutating func drawGroups(_ block: Block, _ at: Place) {
        let ports = Set(profile.services.filter { !$0.isWorker }.map(\.port)).sorted()
        let workers: ResourceID = at("WorkersGroup")
        add(
            workers, "AWS::EC2::SecurityGroup", .network, at, from: "services",
            [
                "GroupName": .text("\(profile.names.prefix)-workers-sg"),
                "GroupDescription": .text("What runs of \(profile.names.prefix)"),
                "VpcId": .reference(at("Vpc")),
                "SecurityGroupEgress": .list(
                    [
                        Self.rule(443, "0.0.0.0/0", "Services of AWS, payment providers, registries"),
                        Self.rule(587, "0.0.0.0/0", "Mail"),
                    ]
                        + [(5432, "Database"), (6379, "Cache"), (9096, "Events"), (9098, "Events by role")]
                        .map {
                            Self.rule($0.0, block.text, $0.1)
                        }),
                "Tags": .named("\(profile.names.prefix)-workers-sg"),
            ])
        for port in ports {
            add(
                at("WorkersAmongThemselves\(port)"), "AWS::EC2::SecurityGroupIngress", .network, at,
                from: "services",
                [
                    "GroupId": .attribute(workers, "GroupId"), "IpProtocol": "tcp",
                    "FromPort": .integer(port),
                    "ToPort": .integer(port), "SourceSecurityGroupId": .attribute(workers, "GroupId"),
                    "Description": "Services among themselves",
                ])
            add(
                at("WorkersToThemselves\(port)"), "AWS::EC2::SecurityGroupEgress", .network, at,
                from: "services",
                [
                    "GroupId": .attribute(workers, "GroupId"), "IpProtocol": "tcp",
                    "FromPort": .integer(port),
                    "ToPort": .integer(port), "DestinationSecurityGroupId": .attribute(workers, "GroupId"),
                    "Description": "Services among themselves",
                ])
        }
        if profile.shape == .ecsFargate { drawEntranceGroup(ports, at) }
    }

    private mutating func drawEntranceGroup(_ ports: [Int], _ at: Place) {
        let entrance: ResourceID = at("EntranceGroup")
        add(
            entrance, "AWS::EC2::SecurityGroup", .network, at, from: "services",
            waive: LinterWaiver.because(
                "Port 80 answers with a redirect to HTTPS and nothing else.", "CKV_AWS_260"),
            [
                "GroupName": .text("\(profile.names.prefix)-lb-sg"),
                "GroupDescription": .text("The public entrance of \(profile.names.prefix)"),
                "VpcId": .reference(at("Vpc")),
                "SecurityGroupIngress": .list(entranceRules),
                "SecurityGroupEgress": .list(
                    ports.map { port in
                        [
                            "IpProtocol": "tcp", "FromPort": .integer(port), "ToPort": .integer(port),
                            "DestinationSecurityGroupId": .attribute(at("WorkersGroup"), "GroupId"),
                            "Description": "To the services",
                        ]
                    }),
                "Tags": .named("\(profile.names.prefix)-lb-sg"),
            ])
        for port in ports {
            add(
                at("WorkersFromEntrance\(port)"), "AWS::EC2::SecurityGroupIngress", .network, at,
                from: "services",
                [
                    "GroupId": .attribute(at("WorkersGroup"), "GroupId"), "IpProtocol": "tcp",
                    "FromPort": .integer(port), "ToPort": .integer(port),
                    "SourceSecurityGroupId": .attribute(entrance, "GroupId"),
                    "Description": "From the entrance",
                ])
        }
    }

    /// Everybody, or somebody else's content network alone: past it nobody reaches the balancer.
    private var entranceRules: [Value] {
        guard profile.edge.provider == .cloudflare else {
            return [
                Self.rule(443, "0.0.0.0/0", "HTTPS"), Self.rule(80, "0.0.0.0/0", "Redirected to HTTPS"),
            ]
        }
        return OutsideAddresses.cloudflare.map { Self.rule(443, $0, "HTTPS from the content network") }
    }

    /// A rule for one port and a range of addresses.
    static func rule(_ port: Int, _ range: String, _ why: String) -> Value {
        [
            "IpProtocol": "tcp", "FromPort": .integer(port), "ToPort": .integer(port), "CidrIp": .text(range),
            "Description": .text(why),
        ]
    }

    /// A group that only the workers reach, at one or more ports.
    mutating func drawInnerGroup(
        _ id: String, _ part: NamedPart, _ ports: [Int], _ what: String, _ at: Place, from origin: String
    ) {
        let name = profile.name(part)
        add(
            at(id), "AWS::EC2::SecurityGroup", .data, at, from: origin,
            [
                "GroupName": .text(name), "GroupDescription": .text("\(what) of \(profile.names.prefix)"),
                "VpcId": vpc(at),
                "SecurityGroupIngress": .list(
                    ports.map { port in
                        [
                            "IpProtocol": "tcp", "FromPort": .integer(port), "ToPort": .integer(port),
                            "SourceSecurityGroupId": workers(at),
                            "Description": .text("From what runs to the \(what.lowercased())"),
                        ]
                    }),
                "SecurityGroupEgress": [
                    [
                        "IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "CidrIp": "127.0.0.1/32",
                        "Description": "Nothing goes out from here",
                    ]
                ], "Tags": .named(name),
            ])
    }

    /// Adds private doors to services, so that secrets, images and logs do not leave the network.
    mutating func drawEndpoints(_ network: NetworkPlan, _ at: Place) {
        guard let block = network.ranges.first(where: { $0.region == at.region })?.range else { return }
        let inner = network.endpoints.filter { $0 != "s3" }.flatMap { Self.services[$0] ?? [$0] }
        if network.endpoints.contains("s3") {
            let doors = network.nat == .perZone ? network.zones : 1
            add(
                at("S3Endpoint"), "AWS::EC2::VPCEndpoint", .network, at, from: "network.endpoints",
                [
                    "VpcId": .reference(at("Vpc")), "ServiceName": .text("com.amazonaws.\(at.region).s3"),
                    "VpcEndpointType": "Gateway",
                    "RouteTableIds": .list(
                        (1...doors).map { .reference(at("PrivateRoutes\($0)")) } + [
                            .reference(at("DataRoutes"))
                        ]),
                ])
        }
        guard !inner.isEmpty, at.runs else { return }
        add(
            at("EndpointGroup"), "AWS::EC2::SecurityGroup", .network, at, from: "network.endpoints",
            [
                "GroupName": .text("\(profile.names.prefix)-endpoints-sg"),
                "GroupDescription": .text("Private doors of \(profile.names.prefix)"),
                "VpcId": .reference(at("Vpc")),
                "SecurityGroupIngress": [Self.rule(443, block, "From the network")],
                "SecurityGroupEgress": [Self.rule(443, block, "Back into the network")],
                "Tags": .named("\(profile.names.prefix)-endpoints-sg"),
            ])
        for service in inner {
            add(
                at(service.graphName + "Endpoint"), "AWS::EC2::VPCEndpoint", .network, at,
                from: "network.endpoints",
                [
                    "VpcId": .reference(at("Vpc")),
                    "ServiceName": .text("com.amazonaws.\(at.region).\(service)"),
                    "VpcEndpointType": "Interface", "PrivateDnsEnabled": true,
                    "SubnetIds": .list(privateSubnets(at)),
                    "SecurityGroupIds": [.attribute(at("EndpointGroup"), "GroupId")],
                ])
        }
    }

    private static let services = [
        "ecr": ["ecr.api", "ecr.dkr"], "secrets": ["secretsmanager"], "logs": ["logs"], "sts": ["sts"],
        "kms": ["kms"], "ssm": ["ssm", "ssmmessages"],
    ]

    /// Adds the record of the network's connections.
    mutating func drawFlowLog(_ network: NetworkPlan, _ at: Place) {
        guard let days = network.flowLogDays else { return }
        drawLogs(
            "FlowLogs", "/aws/vpc/\(profile.names.prefix)", days, .network, at, from: "network.flow-logs")
        add(
            at("FlowLogRole"), "AWS::IAM::Role", .network, at, from: "network.flow-logs",
            [
                "RoleName": .text(at.global("\(profile.names.prefix)-flow-logs")),
                "AssumeRolePolicyDocument": .trust("vpc-flow-logs.amazonaws.com", account: account),
                "Policies": .inline(
                    "write",
                    [
                        .allow(
                            ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                            on: [.attribute(at("FlowLogs"), "Arn")])
                    ]),
            ])
        add(
            at("FlowLog"), "AWS::EC2::FlowLog", .network, at, from: "network.flow-logs",
            [
                "ResourceType": "VPC", "ResourceId": .reference(at("Vpc")), "TrafficType": "ALL",
                "LogDestinationType": "cloud-watch-logs", "LogGroupName": .reference(at("FlowLogs")),
                "DeliverLogsPermissionArn": .attribute(at("FlowLogRole"), "Arn"),
                "MaxAggregationInterval": 60,
                "Tags": .named("\(profile.names.prefix)-flow-logs"),
            ])
    }

    /// Adds a group of logs, encrypted, kept for so many days.
    mutating func drawLogs(
        _ id: String, _ name: String, _ days: Int, _ layer: Layer, _ at: Place, from origin: String,
        key own: Value? = nil
    ) {
        add(
            at(id), "AWS::Logs::LogGroup", layer, at, from: origin, keep: .retain,
            [
                "LogGroupName": .text(name), "RetentionInDays": .integer(Self.retention(days)),
                "KmsKeyId": own ?? key("data", at),
            ])
    }

    /// The least number of days not below the wish that CloudWatch knows.
    static func retention(_ days: Int) -> Int {
        let known = [
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
            3653,
        ]
        return known.first { $0 >= days } ?? 3653
    }
}
