/// What a command of `aws` is called in a policy.
enum PolicyCalls {
    /// The actions of a command's words after `aws`: `["ssm", "put-parameter", …]` is `ssm:PutParameter`.
    static func actions(of words: [String]) -> [String] {
        guard words.count > 1 else { return [] }
        let (service, verb) = (words[0], words[1])
        if let known = special["\(service) \(verb)"] { return known }
        if verb == "wait", words.count > 2 { return waits(service, words[2]) }
        return ["\(prefixes[service] ?? service):\(pascal(verb))"]
    }

    private static let prefixes = [
        "s3api": "s3", "elbv2": "elasticloadbalancing", "configservice": "config",
        "elb": "elasticloadbalancing",
        "sesv2": "ses", "logs": "logs",
    ]

    /// Commands whose action has another name, or several.
    private static let special: [String: [String]] = [
        "s3api head-bucket": ["s3:ListBucket"], "s3api list-objects-v2": ["s3:ListBucket"],
        "s3api list-object-versions": ["s3:ListBucketVersions"], "s3api head-object": ["s3:GetObject"],
        "s3api put-public-access-block": ["s3:PutBucketPublicAccessBlock"],
        "s3api get-public-access-block": ["s3:GetBucketPublicAccessBlock"],
        "s3api put-bucket-encryption": ["s3:PutEncryptionConfiguration"],
        "s3api get-bucket-encryption": ["s3:GetEncryptionConfiguration"],
        "s3api put-bucket-lifecycle-configuration": ["s3:PutLifecycleConfiguration"],
        "s3api get-bucket-location": ["s3:GetBucketLocation"],
        "s3 sync": ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        "s3 cp": ["s3:GetObject", "s3:PutObject"], "s3 rm": ["s3:ListBucket", "s3:DeleteObject"],
        "ecr get-login-password": [
            "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage", "ecr:BatchGetImage",
        ],
        "eks update-kubeconfig": ["eks:DescribeCluster"], "logs tail": ["logs:FilterLogEvents"],
        "cloudformation deploy": ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
        "budgets create-budget": ["budgets:ModifyBudget"], "budgets describe-budget": ["budgets:ViewBudget"],
        // What is done to topics is asked of the log itself.
        "kafka create-topic": ["kafka-cluster:Connect", "kafka-cluster:CreateTopic"],
        "kafka list-topics": ["kafka-cluster:Connect", "kafka-cluster:DescribeTopic"],
        // Everybody may ask who they are.
        "sts get-caller-identity": [],
    ]

    private static func waits(_ service: String, _ what: String) -> [String] {
        switch service {
        case "cloudformation":
            [
                what.hasPrefix("change-set")
                    ? "cloudformation:DescribeChangeSet" : "cloudformation:DescribeStacks"
            ]
        case "rds": [what.contains("snapshot") ? "rds:DescribeDBSnapshots" : "rds:DescribeDBInstances"]
        case "ecs": [what.hasPrefix("tasks") ? "ecs:DescribeTasks" : "ecs:DescribeServices"]
        case "elasticache": ["elasticache:DescribeReplicationGroups"]
        case "eks": [what.hasPrefix("nodegroup") ? "eks:DescribeNodegroup" : "eks:DescribeCluster"]
        case "ec2": [what.hasPrefix("nat") ? "ec2:DescribeNatGateways" : "ec2:Describe" + pascal(what)]
        case "cloudfront":
            [what.hasPrefix("invalidation") ? "cloudfront:GetInvalidation" : "cloudfront:GetDistribution"]
        case "acm": ["acm:DescribeCertificate"]
        case "route53": ["route53:GetChange"]
        case "elbv2": ["elasticloadbalancing:DescribeTargetHealth"]
        default: ["\(service):Describe*"]
        }
    }

    /// `describe-db-instances` is `DescribeDBInstances`.
    static func pascal(_ verb: String) -> String {
        let whole = [
            "db": "DB", "acl": "ACL", "vpc": "Vpc", "mfa": "MFA", "ssl": "SSL", "url": "Url", "arns": "ARNs",
        ]
        return verb.split(separator: "-").map { part in
            whole[String(part)] ?? part.prefix(1).uppercased() + part.dropFirst()
        }
        .joined()
    }
}
