/// How a type of resource takes tags.
enum TagShape: Sendable, Equatable {
    /// `[{Key, Value}]` under this name.
    case list(String)
    /// `{key: value}` under this name.
    case map(String)

    /// The shape of a type; nil for types without tags.
    static func of(_ type: String) -> TagShape? {
        if let special = special[type] { return special }
        return plain.contains(type) ? .list("Tags") : nil
    }

    /// Puts tags behind those that the properties have already.
    func add(_ tags: [Tag], to properties: Value) -> Value {
        guard case .object(var fields) = properties else { return properties }
        switch self {
        case .list(let name):
            let more = tags.map { tag -> Value in ["Key": .text(tag.key), "Value": .text(tag.value)] }
            if case .list(let own)? = properties[name] {
                fields.removeAll { $0.name == name }
                fields.append(Value.Field(name, .list(own + more)))
            } else {
                fields.append(Value.Field(name, .list(more)))
            }
        case .map(let name):
            let more = tags.map { Value.Field($0.key, .text($0.value)) }
            if case .object(let own)? = properties[name] {
                fields.removeAll { $0.name == name }
                fields.append(Value.Field(name, .object(own + more)))
            } else {
                fields.append(Value.Field(name, .object(more)))
            }
        }
        return .object(fields)
    }

    private static let special: [String: TagShape] = [
        "AWS::SSM::Parameter": .map("Tags"), "AWS::MSK::Cluster": .map("Tags"),
        "AWS::EKS::Nodegroup": .map("Tags"), "AWS::Backup::BackupVault": .map("BackupVaultTags"),
        "AWS::Backup::BackupPlan": .map("BackupPlanTags"),
        "AWS::Route53::HostedZone": .list("HostedZoneTags"),
        "AWS::Route53::HealthCheck": .list("HealthCheckTags"), "AWS::SecurityHub::Hub": .map("Tags"),
        "AWS::Budgets::Budget": .list("ResourceTags"),
    ]

    private static let plain: Set<String> = [
        "AWS::CertificateManager::Certificate", "AWS::CloudFront::Distribution", "AWS::CloudTrail::Trail",
        "AWS::CloudWatch::Alarm", "AWS::DLM::LifecyclePolicy", "AWS::DynamoDB::Table", "AWS::EC2::EIP",
        "AWS::EC2::FlowLog", "AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::RouteTable",
        "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC", "AWS::ECR::Repository",
        "AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::ECS::TaskDefinition", "AWS::EKS::AccessEntry",
        "AWS::EKS::Addon", "AWS::EKS::Cluster", "AWS::EKS::PodIdentityAssociation",
        "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::SubnetGroup",
        "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::GuardDuty::Detector", "AWS::IAM::OIDCProvider", "AWS::IAM::Role", "AWS::IoT::Policy",
        "AWS::IoT::TopicRule", "AWS::KMS::Key", "AWS::KMS::ReplicaKey", "AWS::Logs::LogGroup",
        "AWS::MSK::Replicator", "AWS::RDS::DBInstance", "AWS::RDS::DBParameterGroup",
        "AWS::RDS::DBSubnetGroup", "AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue",
        "AWS::SecretsManager::Secret", "AWS::Shield::Protection", "AWS::WAFv2::WebACL",
    ]
}
