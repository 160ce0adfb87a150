/// The cluster of Kubernetes, its nodes and its add-ons.
extension Draft {
    /// Adds a region's cluster, or nodes to the one that exists.
    mutating func drawCluster(_ at: Place) {
        if let existing = profile.platform.existing {
            look(
                "pod-identity-agent", at,
                "the agent that gives pods their roles (add-on eks-pod-identity-agent of \(existing))",
                [
                    "eks", "describe-addon", "--cluster-name", existing, "--addon-name",
                    "eks-pod-identity-agent",
                ],
                "addon.addonName")
        } else {
            drawOwnCluster(at)
        }
        if let nodes = profile.platform.nodes { drawNodes(nodes, at) }
        if profile.platform.existing == nil { drawAddons(at) }
    }

    /// The cluster's name.
    var clusterName: String { profile.platform.existing ?? profile.name(.cluster) }

    /// What waits for the cluster to stand.
    private func cluster(_ at: Place) -> Value {
        profile.platform.existing.map { .text($0) } ?? .reference(at("Cluster"))
    }

    private mutating func drawOwnCluster(_ at: Place) {
        drawLogs(
            "ClusterLogs", "/aws/eks/\(clusterName)/cluster", profile.audit.logDays, .platform, at,
            from: "platform")
        add(
            at("ClusterRole"), "AWS::IAM::Role", .platform, at, from: "platform",
            [
                "RoleName": .text(at.global(profile.name(.clusterRole))),
                "AssumeRolePolicyDocument": .trust("eks.amazonaws.com", account: account),
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"],
            ])
        add(
            at("ClusterGroup"), "AWS::EC2::SecurityGroup", .platform, at, from: "platform",
            [
                "GroupName": .text(profile.name(.clusterGroup)),
                "GroupDescription": .text("Interface of the cluster \(clusterName)"), "VpcId": vpc(at),
                "SecurityGroupIngress": [
                    [
                        "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                        "SourceSecurityGroupId": workers(at),
                        "Description": "HTTPS from the nodes",
                    ]
                ],
                "SecurityGroupEgress": [
                    [
                        "IpProtocol": "tcp", "FromPort": 10250, "ToPort": 10250,
                        "DestinationSecurityGroupId": workers(at), "Description": "To the nodes",
                    ]
                ], "Tags": .named(profile.name(.clusterGroup)),
            ])
        let logs = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
        add(
            at("Cluster"), "AWS::EKS::Cluster", .platform, at, from: "platform", needs: [at("ClusterLogs")],
            [
                "Name": .text(clusterName), "Version": .text(profile.platform.kubernetes),
                "RoleArn": .attribute(at("ClusterRole"), "Arn"),
                "ResourcesVpcConfig": [
                    "SubnetIds": .list(privateSubnets(at)),
                    "SecurityGroupIds": [.attribute(at("ClusterGroup"), "GroupId")],
                    "EndpointPrivateAccess": true,
                    "EndpointPublicAccess": .truth(profile.platform.publicEndpoint),
                ],
                "EncryptionConfig": [["Provider": ["KeyArn": key("secrets", at)], "Resources": ["secrets"]]],
                "AccessConfig": [
                    "AuthenticationMode": "API", "BootstrapClusterCreatorAdminPermissions": true,
                ],
                "UpgradePolicy": ["SupportType": "STANDARD"], "DeletionProtection": true,
                "Logging": [
                    "ClusterLogging": ["EnabledTypes": .list(logs.map { ["Type": .text($0)] })]
                ],
            ])
    }

    // MARK: Nodes

    private mutating func drawNodes(_ nodes: NodePlan, _ at: Place) {
        add(
            at("NodeRole"), "AWS::IAM::Role", .platform, at, from: "platform.nodes",
            [
                "RoleName": .text(at.global(profile.name(.nodeRole))),
                "AssumeRolePolicyDocument": .trust("ec2.amazonaws.com"),
                "ManagedPolicyArns": .texts(
                    [
                        "AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy",
                        "AmazonEC2ContainerRegistryReadOnly",
                        "AmazonSSMManagedInstanceCore",
                    ].map { "arn:aws:iam::aws:policy/\($0)" }),
            ])
        drawNodeTemplate(at)
        let isStandby = !at.isPrimary
        let least = isStandby ? nodes.standbyMin : nodes.min
        let labels = Value.object(nodes.labels.map { Value.Field($0.key, .text($0.value)) })
        let arm = nodes.type.split(separator: ".").first?.dropFirst().contains("g") == true
        add(
            at("Nodes"), "AWS::EKS::Nodegroup", .platform, at, from: "platform.nodes",
            [
                "ClusterName": cluster(at), "NodegroupName": .text(profile.name(.nodes)),
                "NodeRole": .attribute(at("NodeRole"), "Arn"), "Subnets": .list(privateSubnets(at)),
                "InstanceTypes": [.text(nodes.type)],
                "AmiType": arm ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD",
                "ScalingConfig": [
                    "MinSize": .integer(least), "MaxSize": .integer(nodes.max),
                    "DesiredSize": .integer(isStandby ? least : max(least, nodes.desired)),
                ],
                "UpdateConfig": ["MaxUnavailable": 1],
                "LaunchTemplate": [
                    "Id": .reference(at("NodeTemplate")),
                    "Version": .attribute(at("NodeTemplate"), "LatestVersionNumber"),
                ], "Labels": labels,
            ])
    }

    private mutating func drawNodeTemplate(_ at: Place) {
        let groups: [Value] =
            profile.platform.existing == nil
            ? [.attribute(at("Cluster"), "ClusterSecurityGroupId"), workers(at)] : [workers(at)]
        let marks = ([Tag(key: "Name", value: profile.name(.nodes))] + tags).map { tag -> Value in
            ["Key": .text(tag.key), "Value": .text(tag.value)]
        }
        add(
            at("NodeTemplate"), "AWS::EC2::LaunchTemplate", .platform, at, from: "platform.nodes",
            [
                "LaunchTemplateName": .text(profile.name(.nodes)),
                "TagSpecifications": [["ResourceType": "launch-template", "Tags": .list(marks)]],
                "LaunchTemplateData": [
                    "MetadataOptions": [
                        "HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled",
                    ],
                    "BlockDeviceMappings": [
                        [
                            "DeviceName": "/dev/xvda",
                            "Ebs": [
                                "VolumeType": "gp3", "VolumeSize": 50, "Encrypted": true,
                                "DeleteOnTermination": true,
                            ],
                        ]
                    ],
                    "Monitoring": ["Enabled": true], "SecurityGroupIds": .list(groups),
                    "TagSpecifications": [
                        ["ResourceType": "instance", "Tags": .list(marks)],
                        ["ResourceType": "volume", "Tags": .list(marks)],
                    ],
                ],
            ])
    }

    // MARK: Add-ons

    private mutating func drawAddons(_ at: Place) {
        var addons: [(name: String, needsNodes: Bool, settings: Value?, account: String?)] = [
            ("vpc-cni", false, ["enableNetworkPolicy": "true"], nil), ("kube-proxy", false, nil, nil),
            ("eks-pod-identity-agent", false, nil, nil), ("coredns", true, nil, nil),
        ]
        if profile.platform.addons.contains("metrics") { addons.append(("metrics-server", true, nil, nil)) }
        if profile.platform.addons.contains("ebs") {
            addons.append(("aws-ebs-csi-driver", true, nil, "ebs-csi-controller-sa"))
        }
        if profile.observation.containerInsights {
            addons.append(("amazon-cloudwatch-observability", true, nil, "cloudwatch-agent"))
        }
        for addon in addons {
            let id = addon.name.graphName
            if let account = addon.account { drawAddonRole(addon.name, account, at) }
            let body: Value = [
                "ClusterName": cluster(at), "AddonName": .text(addon.name),
                "AddonVersion": pinned(addon.name, at), "ResolveConflicts": "OVERWRITE",
            ]
            let roles: Value? = addon.account.map {
                [["ServiceAccount": .text($0), "RoleArn": .attribute(at(id + "Role"), "Arn")]]
            }
            add(
                at(id + "Addon"), "AWS::EKS::Addon", .platform, at, from: "platform.addons",
                needs: addon.needsNodes ? [at("Nodes")] : [],
                body.with("ConfigurationValues", addon.settings.map { .jsonText($0) })
                    .with("PodIdentityAssociations", roles))
        }
    }

    /// The version that EKS names for this version of Kubernetes, noted once: it changes when the note does.
    private mutating func pinned(_ addon: String, _ at: Place) -> Value {
        let version = profile.platform.kubernetes
        look(
            "addon-\(addon)", at, "the version of \(addon) for Kubernetes \(version)",
            ["eks", "describe-addon-versions", "--addon-name", addon, "--kubernetes-version", version],
            "addons[0].addonVersions[?compatibilities[?defaultVersion]].addonVersion | [0]", isPinned: true)
        return .lookup(LookupID("addon-\(addon)"))
    }

    private mutating func drawAddonRole(_ addon: String, _ account: String, _ at: Place) {
        let policy =
            addon == "aws-ebs-csi-driver"
            ? "service-role/AmazonEBSCSIDriverPolicy" : "CloudWatchAgentServerPolicy"
        let namespace = addon == "aws-ebs-csi-driver" ? "kube-system" : "amazon-cloudwatch"
        add(
            at(addon.graphName + "Role"), "AWS::IAM::Role", .platform, at, from: "platform.addons",
            [
                "RoleName": .text(at.global("\(profile.names.prefix)-\(addon)")),
                "AssumeRolePolicyDocument": podTrust(namespace, account),
                "ManagedPolicyArns": [.text("arn:aws:iam::aws:policy/\(policy)")],
            ])
    }

    /// Permission for the pods of one account to assume a role.
    func podTrust(_ namespace: String, _ serviceAccount: String) -> Value {
        .policy([podStatement(namespace, serviceAccount)])
    }

    func podStatement(_ namespace: String, _ serviceAccount: String) -> Value {
        [
            "Effect": "Allow", "Principal": ["Service": "pods.eks.amazonaws.com"],
            "Action": ["sts:AssumeRole", "sts:TagSession"],
            "Condition": [
                "StringEquals": [
                    "aws:SourceAccount": .text(account),
                    "aws:RequestTag/kubernetes-namespace": .text(namespace),
                    "aws:RequestTag/kubernetes-service-account": .text(serviceAccount),
                    "aws:RequestTag/eks-cluster-name": .text(clusterName),
                ]
            ],
        ]
    }
}
