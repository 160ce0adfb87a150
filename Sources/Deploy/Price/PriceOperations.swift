/// Watching and audit.
enum PriceOperations {
    /// Adds the lines of a resource; false when it is none of these.
    static func add(_ resource: Resource, _ pricing: inout Pricing) -> Bool {
        let region = resource.region
        let origin = resource.origin
        switch resource.type {
        case "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm":
            pricing.add(.watching, "Alarms", "alarm", .month, in: region, origin: origin)
        case "AWS::CloudWatch::Dashboard":
            pricing.add(.watching, "Dashboards", "dashboard", .month, in: region, origin: origin)
        case "AWS::Logs::LogGroup": logs(resource, &pricing)
        case "AWS::SNS::Topic":
            pricing.add(
                .watching, "Notices", "sns", .million, in: region, thousandths: 1...10,
                use: "1,000 to 10,000 a topic are assumed", origin: origin)
        case "AWS::CloudTrail::Trail":
            pricing.note("The first trail of an account costs nothing but its bucket.")
        case "AWS::Config::ConfigurationRecorder":
            pricing.add(
                .audit, "Config's records", "config-items", .million, in: region, thousandths: 1...10,
                use: "1,000 to 10,000 changes a month are assumed", origin: origin)
        case "AWS::GuardDuty::Detector":
            pricing.add(
                .audit, "GuardDuty's events", "guardduty-events", .million, in: region,
                thousandths: 1_000...10_000,
                use: "1 to 10 million events are assumed", origin: origin)
            pricing.add(
                .audit, "GuardDuty's logs", "guardduty-logs", .gb, in: region, thousandths: 1_000...50_000,
                use: "1 to 50 GB are assumed", origin: origin)
        case "AWS::SecurityHub::Hub":
            pricing.add(
                .audit, "Security Hub's checks", "security-checks", .million, in: region, thousandths: 5...50,
                use: "5,000 to 50,000 checks a month are assumed", origin: origin)
        case "AWS::DLM::LifecyclePolicy", "AWS::Backup::BackupPlan":
            pricing.add(
                .storage, "Snapshots of volumes", "ebs-snapshot", .gbMonth, in: region,
                thousandths: 5_000...100_000,
                use: "5 to 100 GB are assumed", origin: origin)
        default: return false
        }
        return true
    }

    private static func logs(_ resource: Resource, _ pricing: inout Pricing) {
        let groups = max(1, pricing.graph.resources.filter { $0.type == resource.type }.count)
        let logs = pricing.usage.logs
        let taken =
            (logs.lowerBound * 1_000 / groups)...(max(logs.lowerBound + 1, logs.upperBound) * 1_000 / groups)
        pricing.add(
            .watching, "Logs taken in", "logs", .gb, in: resource.region, thousandths: taken,
            use: pricing.usage.basis, origin: resource.origin)
        let months = max(1, (resource.properties["RetentionInDays"]?.number ?? 30) / 30)
        pricing.add(
            .watching, "Logs kept", "logs", .gbMonth, in: resource.region,
            thousandths: taken.lowerBound...(taken.upperBound * months),
            use: "for as long as each group keeps them",
            origin: resource.origin)
    }
}

/// Types that Amazon takes nothing for, or whose cost another type's line holds.
enum FreeTypes {
    static let all: Set<String> = Set(
        """
        AWS::EC2::VPC AWS::EC2::Subnet AWS::EC2::InternetGateway AWS::EC2::VPCGatewayAttachment AWS::EC2::RouteTable
        AWS::EC2::Route AWS::EC2::SubnetRouteTableAssociation AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupIngress
        AWS::EC2::SecurityGroupEgress AWS::EC2::FlowLog AWS::EC2::LaunchTemplate AWS::EC2::VPCDHCPOptionsAssociation
        AWS::EC2::NetworkAcl AWS::EC2::NetworkAclEntry AWS::EC2::SubnetNetworkAclAssociation AWS::EC2::EIPAssociation
        AWS::IAM::Role AWS::IAM::Policy AWS::IAM::ManagedPolicy AWS::IAM::OIDCProvider AWS::IAM::InstanceProfile
        AWS::IAM::RolePolicy AWS::RDS::DBSubnetGroup AWS::RDS::DBParameterGroup AWS::RDS::OptionGroup
        AWS::RDS::EventSubscription AWS::ElastiCache::SubnetGroup AWS::ElastiCache::ParameterGroup
        AWS::ElastiCache::User AWS::ElastiCache::UserGroup AWS::MSK::Configuration AWS::MSK::ClusterPolicy
        AWS::MSK::BatchScramSecret AWS::KMS::Alias AWS::S3::BucketPolicy AWS::SecretsManager::ResourcePolicy
        AWS::SecretsManager::RotationSchedule AWS::SecretsManager::SecretTargetAttachment AWS::SSM::Parameter
        AWS::EKS::Addon AWS::EKS::AccessEntry AWS::EKS::PodIdentityAssociation AWS::ECS::Cluster
        AWS::ECS::ClusterCapacityProviderAssociations AWS::ECS::TaskDefinition AWS::ECS::TaskSet
        AWS::ApplicationAutoScaling::ScalableTarget AWS::ApplicationAutoScaling::ScalingPolicy
        AWS::ElasticLoadBalancingV2::TargetGroup AWS::ElasticLoadBalancingV2::Listener
        AWS::ElasticLoadBalancingV2::ListenerRule AWS::ElasticLoadBalancingV2::ListenerCertificate
        AWS::Route53::RecordSet AWS::Route53::RecordSetGroup AWS::CertificateManager::Certificate
        AWS::CloudFront::OriginAccessControl AWS::CloudFront::Function AWS::CloudFront::CachePolicy
        AWS::CloudFront::OriginRequestPolicy AWS::CloudFront::ResponseHeadersPolicy AWS::CloudFront::KeyGroup
        AWS::CloudFront::CloudFrontOriginAccessIdentity AWS::CloudFront::PublicKey
        AWS::WAFv2::WebACLAssociation AWS::WAFv2::LoggingConfiguration AWS::WAFv2::IPSet AWS::Shield::Protection
        AWS::SNS::Subscription AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::Logs::MetricFilter
        AWS::Logs::ResourcePolicy AWS::Logs::LogStream AWS::Logs::SubscriptionFilter AWS::Config::DeliveryChannel
        AWS::Config::ConfigRule AWS::IoT::Thing AWS::IoT::Policy AWS::IoT::TopicRule AWS::IoT::ThingType
        AWS::ServiceDiscovery::PrivateDnsNamespace AWS::ServiceDiscovery::Service AWS::Backup::BackupVault
        AWS::Backup::BackupSelection AWS::Scheduler::Schedule AWS::Scheduler::ScheduleGroup AWS::Events::Rule
        AWS::ECR::RepositoryPolicy AWS::ECR::ReplicationConfiguration AWS::ECR::RegistryPolicy
        AWS::CodeDeploy::Application AWS::CodeDeploy::DeploymentGroup AWS::Budgets::Budget
        AWS::XRay::Group AWS::XRay::SamplingRule AWS::SSM::Document AWS::CloudFormation::Stack
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
