import Base

/// What of an account belongs to a system, by names.
struct PolicyScope {
    let graph: Graph
    private let account: String
    private let system: String

    init(_ graph: Graph) {
        self.graph = graph
        account = graph.profile.environment.account
        system = "\(graph.profile.system)-\(graph.profile.environment.name)"
    }

    private var regions: [String] {
        let all = graph.profile.regions.all
        return all.contains("us-east-1") ? all : all + ["us-east-1"]
    }

    /// Only the system's regions, and us-east-1, where global services answer.
    var regional: JSON {
        ["StringEquals": ["aws:RequestedRegion": .array(regions.map { .string($0) })]]
    }

    /// Roles are handed only to the services that their trust names.
    var passing: JSON {
        var services: Set<String> = []
        for resource in graph.resources where resource.type == "AWS::IAM::Role" {
            for statement in resource.properties.at("AssumeRolePolicyDocument", "Statement")?.items ?? [] {
                guard let principal = statement.at("Principal", "Service") else { continue }
                services.formUnion(
                    principal.items.isEmpty ? [principal.string ?? ""] : principal.items.compactMap(\.string))
            }
        }
        return [
            "Sid": "PassRoles", "Effect": "Allow", "Action": ["iam:PassRole"],
            "Resource": .array(roles.map { .string($0) }),
            "Condition": [
                "StringEquals": ["iam:PassedToService": .array(services.sorted().map { .string($0) })]
            ],
        ]
    }

    private var roles: [String] { arns("iam", "AWS::IAM::Role", "RoleName", kinds: ["role"], region: "") }

    /// The things of a service that are the system's; nil where the service names them by itself.
    func resources(of service: String) -> [String]? {
        let found: [String]
        switch service {
        case "cloudformation": found = ["arn:aws:cloudformation:*:\(account):stack/\(system)-*/*"]
        case "ssm": found = ["arn:aws:ssm:*:\(account):parameter\(ParameterName.root(of: graph.profile))*"]
        case "iam":
            found =
                roles + [
                    "arn:aws:iam::\(account):oidc-provider/*",
                    "arn:aws:iam::\(account):role/aws-service-role/*",
                ]
        case "s3": found = buckets
        case "secretsmanager":
            found = values("AWS::SecretsManager::Secret", "Name").map {
                "arn:aws:secretsmanager:*:\(account):secret:\($0)-*"
            }
        case "sqs": found = arns("sqs", "AWS::SQS::Queue", "QueueName", kinds: [""])
        case "sns": found = arns("sns", "AWS::SNS::Topic", "TopicName", kinds: [""])
        case "dynamodb": found = arns("dynamodb", "AWS::DynamoDB::Table", "TableName", kinds: ["table"])
        case "ecr": found = arns("ecr", "AWS::ECR::Repository", "RepositoryName", kinds: ["repository"])
        default: return named(service)
        }
        return found
    }

    private func named(_ service: String) -> [String]? {
        switch service {
        case "rds":
            return arns("rds", "AWS::RDS::DBInstance", "DBInstanceIdentifier", kinds: ["db"], mark: ":")
                + arns("rds", "AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", kinds: ["subgrp"], mark: ":")
                + arns("rds", "AWS::RDS::DBParameterGroup", "DBParameterGroupName", kinds: ["pg"], mark: ":")
                + [
                    "arn:aws:rds:*:\(account):snapshot:*", "arn:aws:rds:*:\(account):auto-backup:*",
                    "arn:aws:rds:*:\(account):og:*",
                ]
        case "eks":
            let clusters =
                values("AWS::EKS::Cluster", "Name") + (graph.profile.platform.existing.map { [$0] } ?? [])
            return Set(clusters).sorted().flatMap { name in
                [
                    "cluster/\(name)", "nodegroup/\(name)/*", "addon/\(name)/*",
                    "podidentityassociation/\(name)/*",
                ].map {
                    "arn:aws:eks:*:\(account):\($0)"
                }
            }
        case "ecs":
            let clusters = values("AWS::ECS::Cluster", "ClusterName")
            return clusters.flatMap { name in
                ["cluster/\(name)", "service/\(name)/*", "task/\(name)/*"].map {
                    "arn:aws:ecs:*:\(account):\($0)"
                }
            }
                + values("AWS::ECS::TaskDefinition", "Family").map {
                    "arn:aws:ecs:*:\(account):task-definition/\($0):*"
                }
        case "kafka-cluster":
            return values("AWS::MSK::Cluster", "ClusterName").flatMap { name in
                ["cluster", "topic"].map { "arn:aws:kafka:*:\(account):\($0)/\(name)/*" }
            }
        case "cloudwatch":
            return ["arn:aws:cloudwatch:*:\(account):alarm:*", "arn:aws:cloudwatch::\(account):dashboard/*"]
        default: return nil
        }
    }

    private var buckets: [String] {
        let own = values("AWS::S3::Bucket", "BucketName") + ["\(system)-\(account)-hesap-state"]
        return own.flatMap { ["arn:aws:s3:::\($0)", "arn:aws:s3:::\($0)/*"] }
    }

    private func arns(
        _ service: String, _ type: String, _ property: String, kinds: [String], region: String = "*",
        mark: String = "/"
    ) -> [String] {
        values(type, property).flatMap { name in
            kinds.map { "arn:aws:\(service):\(region):\(account):\($0.isEmpty ? "" : $0 + mark)\(name)" }
        }
    }

    private func values(_ type: String, _ property: String) -> [String] {
        Set(graph.resources.filter { $0.type == type }.compactMap { $0.properties[property]?.string })
            .sorted()
    }

    /// Where names do not tell, the region does. A bare `nil` here would be JSON's `null`, and a policy with
    /// an empty condition is none that IAM takes.
    func condition(isScoped: Bool) -> JSON? { isScoped ? JSON?.none : .some(regional) }
}
