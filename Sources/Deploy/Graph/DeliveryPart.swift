/// The role by which the workflow of a repository delivers: no key lives anywhere, only a branch is trusted.
extension Draft {
    /// Adds the identity of the workflows and the role that they assume.
    mutating func drawDelivery() {
        guard let delivery = profile.delivery else { return }
        let at = profile.home
        let issuer = "token.actions.githubusercontent.com"
        add(
            at("WorkflowIdentity"), "AWS::IAM::OIDCProvider", .platform, at, from: "ci",
            [
                "Url": .text("https://\(issuer)"), "ClientIdList": ["sts.amazonaws.com"],
                "Tags": .named("\(profile.names.prefix)-workflows"),
            ])
        let condition: Value = .object([
            Value.Field("\(issuer):aud", "sts.amazonaws.com"),
            Value.Field(
                "\(issuer):sub", .text("repo:\(delivery.repository):ref:refs/heads/\(delivery.branch)")),
        ])
        add(
            at("DeliveryRole"), "AWS::IAM::Role", .platform, at, from: "ci",
            [
                "RoleName": .text(profile.deliveryRole), "MaxSessionDuration": 3600,
                "AssumeRolePolicyDocument": .policy([
                    [
                        "Effect": "Allow", "Principal": ["Federated": .reference(at("WorkflowIdentity"))],
                        "Action": "sts:AssumeRoleWithWebIdentity", "Condition": ["StringEquals": condition],
                    ]
                ]), "Policies": .inline("deliver", deliveryPermissions(at)),
            ])
        guard profile.shape == .eks, profile.platform.existing == nil else { return }
        add(
            at("DeliveryAccess"), "AWS::EKS::AccessEntry", .platform, at, from: "ci",
            [
                "ClusterName": .reference(at("Cluster")),
                "PrincipalArn": .attribute(at("DeliveryRole"), "Arn"),
                "AccessPolicies": [
                    [
                        "PolicyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
                        "AccessScope": [
                            "Type": "namespace", "Namespaces": [.text(profile.platform.namespace)],
                        ],
                    ]
                ],
            ])
    }

    /// What a roll-out watches and the checks after it look at: nothing of it names a secret's value.
    private static let looks = [
        "acm:ListCertificates", "application-autoscaling:DescribeScalableTargets",
        "cloudfront:ListDistributions", "cloudtrail:GetTrailStatus", "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricStatistics", "config:DescribeConfigurationRecorderStatus",
        "ec2:DescribeFlowLogs", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs", "ecr:DescribeRepositories",
        "ecs:ListTasks", "elasticache:DescribeReplicationGroups", "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancers", "guardduty:ListDetectors", "logs:DescribeLogGroups",
        "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "route53:GetHostedZone",
        "route53:ListHostedZonesByName", "wafv2:GetWebACLForResource",
    ]

    private func deliveryPermissions(_ at: Place) -> [Value] {
        let images = profile.services.map(\.image).unique.map {
            Value.text(arn("ecr", at, "repository/\($0)"))
        }
        let parameters: Value = .text(arn("ssm", at, "parameter\(ParameterName.root(of: profile))*"))
        var statements: [Value] = [
            .allow(["ecr:GetAuthorizationToken"], on: ["*"]),
            .allow(
                [
                    "ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart",
                    "ecr:CompleteLayerUpload", "ecr:PutImage", "ecr:BatchGetImage", "ecr:DescribeImages",
                    "ecr:DescribeImageScanFindings", "ecr:GetDownloadUrlForLayer",
                ], on: images),
            .allow(["ssm:GetParameter", "ssm:GetParameters", "ssm:PutParameter"], on: [parameters]),
            .allow(
                ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                on: [.text("arn:aws:s3:::\(StateBucket.name(of: profile))/*")]),
            .allow(Self.looks, on: ["*"]),
            .allow(
                ["logs:FilterLogEvents", "logs:GetLogEvents"],
                on: [.text(arn("logs", at, "log-group:\(profile.name(.logs, "*")):*"))]),
        ]
        if profile.shape == .eks {
            statements.append(
                .allow(["eks:DescribeCluster"], on: [.text(arn("eks", at, "cluster/\(clusterName)"))]))
        } else {
            statements += taskDelivery(at)
        }
        let buckets = profile.screens.map(\.bucket).unique
        let kept = (buckets + profile.data.buckets.map(\.name)).unique
        if !kept.isEmpty {
            statements.append(
                .allow(
                    ["s3:GetBucketPublicAccessBlock"], on: kept.map { .text("arn:aws:s3:::\($0)") }))
        }
        if !buckets.isEmpty {
            statements.append(
                .allow(
                    ["s3:PutObject", "s3:DeleteObject", "s3:GetObject"],
                    on: buckets.map { .text("arn:aws:s3:::\($0)/*") }))
            statements.append(.allow(["s3:ListBucket"], on: buckets.map { .text("arn:aws:s3:::\($0)") }))
            statements.append(
                .allow(
                    [
                        "cloudfront:CreateInvalidation", "cloudfront:GetInvalidation",
                        "cloudfront:GetDistributionConfig", "cloudfront:UpdateDistribution",
                    ], on: [.text("arn:aws:cloudfront::\(account):distribution/*")],
                    if: ["StringEquals": ["aws:ResourceTag/hesap:system": .text(profile.system)]]))
        }
        return statements
    }

    private func taskDelivery(_ at: Place) -> [Value] {
        let services: Value = .text(arn("ecs", at, "service/\(clusterName)/*"))
        let roles =
            [Value.attribute(at("ExecutionRole"), "Arn")]
            + profile.services.map { Value.attribute(at($0.name.graphName + "Role"), "Arn") }
        return [
            .allow(["ecs:UpdateService", "ecs:DescribeServices"], on: [services]),
            .allow(["ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition"], on: ["*"]),
            .allow(
                ["ecs:RunTask", "ecs:DescribeTasks"],
                on: [
                    .text(arn("ecs", at, "task-definition/\(profile.names.prefix)-*")),
                    .text(arn("ecs", at, "task/\(clusterName)/*")),
                ]),
            .allow(
                ["iam:PassRole"], on: roles,
                if: ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]]),
            .allow(
                [
                    "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTargetGroups",
                ], on: ["*"]),
            .allow(
                ["elasticloadbalancing:ModifyRule"],
                on: [.text(arn("elasticloadbalancing", at, "listener-rule/app/*"))],
                if: ["StringEquals": ["aws:ResourceTag/hesap:system": .text(profile.system)]]),
            .allow(
                ["application-autoscaling:RegisterScalableTarget"],
                on: [.text(arn("application-autoscaling", at, "scalable-target/*"))]),
        ]
    }
}

extension Profile {
    /// The role that the delivering workflow assumes.
    public var deliveryRole: String { name(.role, "delivery") }
}
