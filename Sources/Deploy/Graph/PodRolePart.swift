/// Roles of pods: each service may do what it uses and nothing else, by Pod Identity.
extension Draft {
    /// Adds a region's roles and their ties to accounts of the cluster.
    mutating func drawPodRoles(_ at: Place) {
        for service in profile.services {
            let statements = permissions(of: service, at)
            drawPodRole(
                service.name.graphName, service.name, statements, at, from: "services.\(service.name)")
        }
        if profile.observation.traces.contains(.xray) {
            drawPodRole(
                "Collector", Profile.collector, [Self.writeTraces], at, from: "observation.traces")
        }
        drawControllers(at)
        drawSecretReader(at)
    }

    private mutating func drawPodRole(
        _ id: String, _ part: String, _ statements: [Value], _ at: Place, from origin: String
    ) {
        let namespace = profile.platform.namespace
        let serviceAccount = profile.name(.account, part)
        let body: Value = [
            "RoleName": .text(profile.role(of: part, region: at.region)),
            "AssumeRolePolicyDocument": podTrust(namespace, serviceAccount),
        ]
        add(
            at(id + "Role"), "AWS::IAM::Role", .platform, at, from: origin,
            body.with(
                "Policies", statements.isEmpty ? nil : .inline("\(profile.system)-\(part)-policy", statements)
            ))
        drawTie(id, namespace, serviceAccount, at, from: origin)
    }

    private mutating func drawTie(
        _ id: String, _ namespace: String, _ serviceAccount: String, _ at: Place, from origin: String
    ) {
        add(
            at(id + "Identity"), "AWS::EKS::PodIdentityAssociation", .platform, at, from: origin,
            needs: profile.platform.existing == nil ? [at("EksPodIdentityAgentAddon")] : [],
            [
                "ClusterName": .text(clusterName), "Namespace": .text(namespace),
                "ServiceAccount": .text(serviceAccount), "RoleArn": .attribute(at(id + "Role"), "Arn"),
            ])
    }

    /// The role by which External Secrets reads: assumed by the controller of our own cluster, or by a token
    /// of our account in somebody else's.
    private mutating func drawSecretReader(_ at: Place) {
        let part = Profile.secretReader
        let isOurs = profile.platform.existing == nil
        if let existing = profile.platform.existing {
            look(
                Self.issuer, at, "who signs the tokens of the accounts of \(existing)",
                ["eks", "describe-cluster", "--name", existing], "cluster.identity.oidc.issuer",
                cut: "https://")
        }
        let body: Value = [
            "RoleName": .text(profile.role(of: part, region: at.region)),
            "AssumeRolePolicyDocument": isOurs ? controllerTrust(at) : accountTrust(part),
        ]
        add(
            at("SecretReaderRole"), "AWS::IAM::Role", .platform, at, from: "services",
            needs: isOurs && profile.platform.addons.contains("external-secrets")
                ? [at("ExternalSecretsRole")] : [],
            body.with("Policies", .inline("\(profile.system)-\(part)-policy", readSecrets(at))))
    }

    /// Who signs the tokens of an existing cluster's accounts.
    static let issuer = "cluster-issuer"

    /// The controller's own role may pass itself on to ours.
    private func controllerTrust(_ at: Place) -> Value {
        let controller = at.global("\(profile.names.prefix)-external-secrets")
        return .policy([
            [
                "Effect": "Allow", "Principal": ["AWS": .text("arn:aws:iam::\(account):role/\(controller)")],
                "Action": ["sts:AssumeRole", "sts:TagSession"],
            ]
        ])
    }

    /// A token of one account of an existing cluster, made for AWS. The issuer's address is part of the
    /// conditions' names, so the document is a text.
    private func accountTrust(_ part: String) -> Value {
        let subject = "system:serviceaccount:\(profile.platform.namespace):\(profile.name(.account, part))"
        return .join([
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","#,
            #""Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"#,
            .text(#""arn:aws:iam::\#(account):oidc-provider/"#), .lookup(LookupID(Self.issuer)),
            #""},"Condition":{"StringEquals":{""#, .lookup(LookupID(Self.issuer)),
            .text(#":sub":"\#(subject)",""#), .lookup(LookupID(Self.issuer)),
            #":aud":"sts.amazonaws.com"}}}]}"#,
        ])
    }

    // MARK: What services may do

    /// What a service may do by what it uses.
    func permissions(of service: ServicePlan, _ at: Place) -> [Value] {
        var statements: [Value] = []
        var keys: [Value] = []
        for bucket in profile.data.buckets where service.uses.contains(bucket.use) {
            statements.append(
                .allow(
                    ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                    on: [.text("arn:aws:s3:::\(bucket.name)/*")]))
            statements.append(.allow(["s3:ListBucket"], on: [.text("arn:aws:s3:::\(bucket.name)")]))
            keys.append(key("data", at))
        }
        if service.uses.contains("keys") { keys.append(key("data", at)) }
        if !keys.isEmpty {
            statements.append(.allow(["kms:Decrypt", "kms:GenerateDataKey"], on: [key("data", at)]))
        }
        if profile.modules.contains(.payments),
            service.roles.contains("processor") || service.roles.isEmpty || service.roles.contains("gateway")
        {
            statements.append(
                .allow(
                    [
                        "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:ChangeMessageVisibility",
                    ], on: [.text(arn("sqs", at, profile.name(.webhookQueue)))]))
        }
        return statements
    }

    /// Reading the system's secrets and nobody else's.
    func readSecrets(_ at: Place) -> [Value] {
        let names = resources.filter {
            $0.type == "AWS::SecretsManager::Secret" && $0.region == profile.regions.primary
        }
        .compactMap { resource -> Value? in
            guard case .text(let name)? = resource.properties["Name"] else { return nil }
            return .text(arn("secretsmanager", at, "secret:\(name)-??????"))
        }
        guard !names.isEmpty else { return [] }
        return [
            .allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], on: names),
            .allow(["kms:Decrypt"], on: [key("secrets", at)]),
        ]
    }

    /// Writing traces.
    static let writeTraces = Value.allow(
        [
            "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
        ],
        on: ["*"])

    // MARK: The cluster's controllers

    private mutating func drawControllers(_ at: Place) {
        guard profile.platform.existing == nil else { return }
        let addons = profile.platform.addons
        if addons.contains("load-balancer") {
            drawController(
                "LoadBalancerController", "kube-system", "aws-load-balancer-controller",
                Self.balancerControl(account, at.region), at)
        }
        if addons.contains("external-secrets") {
            drawController(
                "ExternalSecrets", "external-secrets", "external-secrets",
                [
                    .allow(
                        ["sts:AssumeRole", "sts:TagSession"],
                        on: [.text(profile.roleARN(of: Profile.secretReader, region: at.region))])
                ], at)
        }
        if addons.contains("autoscaler") {
            let own: Value = [
                "StringEquals": ["aws:ResourceTag/k8s.io/cluster-autoscaler/\(clusterName)": "owned"]
            ]
            drawController(
                "Autoscaler", "kube-system", "cluster-autoscaler",
                [
                    .allow(
                        [
                            "autoscaling:DescribeAutoScalingGroups",
                            "autoscaling:DescribeAutoScalingInstances",
                            "autoscaling:DescribeLaunchConfigurations",
                            "autoscaling:DescribeScalingActivities",
                            "autoscaling:DescribeTags", "ec2:DescribeInstanceTypes",
                            "ec2:DescribeLaunchTemplateVersions", "ec2:DescribeImages",
                            "ec2:GetInstanceTypesFromInstanceRequirements", "eks:DescribeNodegroup",
                        ], on: ["*"]),
                    .allow(
                        [
                            "autoscaling:SetDesiredCapacity",
                            "autoscaling:TerminateInstanceInAutoScalingGroup",
                        ],
                        on: [.text(arn("autoscaling", at, "autoScalingGroup:*:autoScalingGroupName/eks-*"))],
                        if: own),
                ], at)
        }
    }

    private mutating func drawController(
        _ id: String, _ namespace: String, _ serviceAccount: String, _ statements: [Value], _ at: Place
    ) {
        add(
            at(id + "Role"), "AWS::IAM::Role", .platform, at, from: "platform.addons",
            [
                "RoleName": .text(at.global("\(profile.names.prefix)-\(serviceAccount)")),
                "AssumeRolePolicyDocument": podTrust(namespace, serviceAccount),
                "Policies": .inline("control", statements),
            ])
        drawTie(id, namespace, serviceAccount, at, from: "platform.addons")
    }

    private static func balancerControl(_ account: String, _ region: String) -> [Value] {
        let own: Value = ["Null": ["aws:ResourceTag/elbv2.k8s.aws/cluster": "false"]]
        let made: Value = ["Null": ["aws:RequestTag/elbv2.k8s.aws/cluster": "false"]]
        let balancers = Value.text("arn:aws:elasticloadbalancing:\(region):\(account):*")
        return [
            .allow(
                [
                    "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeInternetGateways", "ec2:DescribeVpcs", "ec2:DescribeVpcPeeringConnections",
                    "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeInstances",
                    "ec2:DescribeNetworkInterfaces", "ec2:DescribeTags", "ec2:DescribeRouteTables",
                    "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:Describe*", "acm:ListCertificates",
                    "acm:DescribeCertificate", "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
                    "shield:GetSubscriptionState", "shield:DescribeProtection",
                ], on: ["*"]),
            .allow(
                ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"],
                on: [balancers, .text("arn:aws:wafv2:\(region):\(account):*")]),
            .allow(
                ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
                on: [balancers], if: made),
            .allow(
                [
                    "elasticloadbalancing:CreateListener", "elasticloadbalancing:DeleteListener",
                    "elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteRule",
                    "elasticloadbalancing:AddTags", "elasticloadbalancing:SetWebAcl",
                    "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule",
                    "elasticloadbalancing:AddListenerCertificates",
                    "elasticloadbalancing:RemoveListenerCertificates",
                    "elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets",
                ], on: [balancers]),
            .allow(
                [
                    "elasticloadbalancing:ModifyLoadBalancerAttributes",
                    "elasticloadbalancing:SetIpAddressType",
                    "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets",
                    "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:ModifyTargetGroup",
                    "elasticloadbalancing:ModifyTargetGroupAttributes",
                    "elasticloadbalancing:DeleteTargetGroup",
                    "elasticloadbalancing:RemoveTags",
                ], on: [balancers], if: own),
            .allow(
                ["ec2:CreateSecurityGroup", "ec2:CreateTags"],
                on: [
                    .text("arn:aws:ec2:\(region):\(account):security-group/*"),
                    .text("arn:aws:ec2:\(region):\(account):vpc/*"),
                ]),
            .allow(
                [
                    "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress",
                    "ec2:DeleteSecurityGroup",
                    "ec2:DeleteTags",
                ], on: [.text("arn:aws:ec2:\(region):\(account):security-group/*")], if: own),
        ]
    }
}
