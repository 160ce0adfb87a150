/// What CloudFormation asks of the caller for each type, to create, read, change and delete it. It acts with
/// the deployer's own rights: there is no role behind it.
enum PolicyTypes {
    /// The actions of a type, `ec2:CreateVpc`.
    static func actions(of type: String) -> [String]? {
        guard let line = table[type] else { return nil }
        var service = ""
        return line.split(whereSeparator: \.isWhitespace).compactMap { word in
            guard word.hasSuffix(":") else { return service + word }
            service = String(word)
            return nil
        }
    }

    /// By type: a service, then its actions.
    private static let table: [String: String] = [
        "AWS::EC2::VPC": """
        ec2: CreateVpc DeleteVpc DescribeVpcs DescribeVpcAttribute ModifyVpcAttribute
        CreateTags DeleteTags DescribeNetworkAcls DescribeSecurityGroups
        DescribeVpcEncryptionControls
        """,
        "AWS::EC2::Subnet": """
        ec2: CreateSubnet DeleteSubnet DescribeSubnets ModifySubnetAttribute CreateTags
        DeleteTags DescribeNetworkAcls
        """,
        "AWS::EC2::InternetGateway": """
        ec2: CreateInternetGateway DeleteInternetGateway DescribeInternetGateways CreateTags
        DeleteTags
        """,
        "AWS::EC2::VPCGatewayAttachment": """
        ec2: AttachInternetGateway DetachInternetGateway DescribeInternetGateways
        DescribeVpnGateways
        """,
        "AWS::EC2::RouteTable": """
        ec2: CreateRouteTable DeleteRouteTable DescribeRouteTables CreateTags DeleteTags
        """,
        "AWS::EC2::Route": "ec2: CreateRoute DeleteRoute ReplaceRoute DescribeRouteTables",
        "AWS::EC2::SubnetRouteTableAssociation": """
        ec2: AssociateRouteTable DisassociateRouteTable DescribeRouteTables
        """,
        "AWS::EC2::EIP": "ec2: AllocateAddress ReleaseAddress DescribeAddresses CreateTags DeleteTags",
        "AWS::EC2::NatGateway": """
        ec2: CreateNatGateway DeleteNatGateway DescribeNatGateways CreateTags DeleteTags
        """,
        "AWS::EC2::VPCEndpoint": """
        ec2: CreateVpcEndpoint DeleteVpcEndpoints ModifyVpcEndpoint DescribeVpcEndpoints
        CreateTags DeleteTags DescribeSecurityGroups DescribeSubnets DescribeVpcs
        """,
        "AWS::EC2::SecurityGroup": """
        ec2: CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups
        AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress
        RevokeSecurityGroupEgress CreateTags DeleteTags
        """,
        "AWS::EC2::SecurityGroupIngress": """
        ec2: AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress
        DescribeSecurityGroupRules DescribeSecurityGroups
        """,
        "AWS::EC2::SecurityGroupEgress": """
        ec2: AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress DescribeSecurityGroupRules
        """,
        "AWS::EC2::FlowLog": """
        ec2: CreateFlowLogs DeleteFlowLogs DescribeFlowLogs CreateTags DeleteTags logs:
        CreateLogDelivery DeleteLogDelivery
        """,
        "AWS::EC2::LaunchTemplate": """
        ec2: CreateLaunchTemplate DeleteLaunchTemplate CreateLaunchTemplateVersion
        DescribeLaunchTemplates DescribeLaunchTemplateVersions CreateTags DeleteTags
        """,
        "AWS::KMS::Key": """
        kms: CreateKey DescribeKey GetKeyPolicy PutKeyPolicy EnableKeyRotation GetKeyRotationStatus
        ScheduleKeyDeletion TagResource UntagResource ListResourceTags
        """,
        "AWS::KMS::ReplicaKey": """
        kms: ReplicateKey CreateKey DescribeKey GetKeyPolicy PutKeyPolicy ScheduleKeyDeletion
        TagResource UntagResource ListResourceTags
        """,
        "AWS::KMS::Alias": "kms: CreateAlias UpdateAlias DeleteAlias ListAliases",
        "AWS::SecretsManager::Secret": """
        secretsmanager: CreateSecret UpdateSecret DeleteSecret DescribeSecret GetRandomPassword
        TagResource UntagResource ReplicateSecretToRegions RemoveRegionsFromReplication kms: Decrypt
        GenerateDataKey
        """,
        "AWS::SecretsManager::SecretTargetAttachment": """
        secretsmanager: GetSecretValue PutSecretValue rds: DescribeDBInstances
        """,
        "AWS::RDS::DBSubnetGroup": """
        rds: CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup DescribeDBSubnetGroups
        AddTagsToResource RemoveTagsFromResource ListTagsForResource
        """,
        "AWS::RDS::DBParameterGroup": """
        rds: CreateDBParameterGroup ModifyDBParameterGroup ResetDBParameterGroup
        DeleteDBParameterGroup DescribeDBParameterGroups DescribeDBParameters
        DescribeEngineDefaultParameters AddTagsToResource RemoveTagsFromResource ListTagsForResource
        """,
        "AWS::RDS::DBInstance": """
        rds: CreateDBInstance CreateDBInstanceReadReplica ModifyDBInstance RebootDBInstance
        DeleteDBInstance CreateDBSnapshot DescribeDBInstances DescribeDBSnapshots
        DescribeEvents StartDBInstanceAutomatedBackupsReplication
        StopDBInstanceAutomatedBackupsReplication DescribeDBInstanceAutomatedBackups
        AddTagsToResource RemoveTagsFromResource ListTagsForResource kms: DescribeKey
        CreateGrant secretsmanager: GetSecretValue iam: CreateServiceLinkedRole
        """,
        "AWS::ElastiCache::SubnetGroup": """
        elasticache: CreateCacheSubnetGroup ModifyCacheSubnetGroup DeleteCacheSubnetGroup
        DescribeCacheSubnetGroups AddTagsToResource RemoveTagsFromResource ListTagsForResource
        """,
        "AWS::ElastiCache::ReplicationGroup": """
        elasticache: CreateReplicationGroup ModifyReplicationGroup DeleteReplicationGroup
        CreateSnapshot DescribeReplicationGroups DescribeCacheClusters AddTagsToResource
        RemoveTagsFromResource ListTagsForResource kms: DescribeKey CreateGrant secretsmanager:
        GetSecretValue logs: CreateLogDelivery DeleteLogDelivery
        """,
        "AWS::MSK::Configuration": """
        kafka: CreateConfiguration UpdateConfiguration DeleteConfiguration DescribeConfiguration
        """,
        "AWS::MSK::Cluster": """
        kafka: CreateCluster DeleteCluster DescribeCluster DescribeClusterV2
        UpdateBrokerStorage UpdateBrokerType UpdateBrokerCount UpdateClusterConfiguration
        UpdateMonitoring UpdateSecurity TagResource UntagResource ListTagsForResource ec2:
        DescribeSubnets DescribeVpcs DescribeSecurityGroups kms: DescribeKey CreateGrant
        """,
        "AWS::MSK::BatchScramSecret": """
        kafka: BatchAssociateScramSecret BatchDisassociateScramSecret ListScramSecrets
        secretsmanager: DescribeSecret PutResourcePolicy GetResourcePolicy DeleteResourcePolicy
        """,
        "AWS::MSK::Replicator": """
        kafka: CreateReplicator DeleteReplicator DescribeReplicator UpdateReplicationInfo
        TagResource UntagResource ListTagsForResource
        """,
        "AWS::S3::Bucket": """
        s3: CreateBucket DeleteBucket ListBucket GetBucketTagging PutBucketTagging
        GetBucketVersioning PutBucketVersioning GetEncryptionConfiguration
        PutEncryptionConfiguration GetBucketPublicAccessBlock PutBucketPublicAccessBlock
        GetBucketOwnershipControls PutBucketOwnershipControls GetLifecycleConfiguration
        PutLifecycleConfiguration GetBucketLogging PutBucketLogging
        GetReplicationConfiguration PutReplicationConfiguration GetAccelerateConfiguration
        GetAnalyticsConfiguration GetBucketAbac GetBucketCORS
        GetBucketMetadataTableConfiguration GetBucketNotification
        GetBucketObjectLockConfiguration GetBucketWebsite GetIntelligentTieringConfiguration
        GetInventoryConfiguration GetMetricsConfiguration ListTagsForResource
        """,
        "AWS::S3::BucketPolicy": "s3: GetBucketPolicy PutBucketPolicy DeleteBucketPolicy",
        "AWS::ECR::Repository": """
        ecr: CreateRepository DeleteRepository DescribeRepositories PutLifecyclePolicy
        GetLifecyclePolicy PutImageScanningConfiguration PutImageTagMutability TagResource
        UntagResource ListTagsForResource GetRepositoryPolicy kms: DescribeKey CreateGrant
        """,
        "AWS::ECR::ReplicationConfiguration": """
        ecr: PutReplicationConfiguration DescribeRegistry iam: CreateServiceLinkedRole
        """,
        "AWS::DynamoDB::Table": """
        dynamodb: CreateTable UpdateTable DeleteTable DescribeTable UpdateContinuousBackups
        DescribeContinuousBackups TagResource UntagResource ListTagsOfResource
        DescribeContributorInsights DescribeKinesisStreamingDestination DescribeTimeToLive
        GetResourcePolicy
        """,
        "AWS::SQS::Queue": """
        sqs: CreateQueue SetQueueAttributes DeleteQueue GetQueueAttributes GetQueueUrl TagQueue
        UntagQueue ListQueueTags
        """,
        "AWS::SQS::QueuePolicy": "sqs: SetQueueAttributes GetQueueAttributes",
        "AWS::IAM::Role": """
        iam: CreateRole UpdateRole UpdateAssumeRolePolicy DeleteRole GetRole PutRolePolicy
        GetRolePolicy DeleteRolePolicy AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies
        ListRolePolicies TagRole UntagRole
        """,
        "AWS::IAM::OIDCProvider": """
        iam: CreateOpenIDConnectProvider DeleteOpenIDConnectProvider GetOpenIDConnectProvider
        UpdateOpenIDConnectProviderThumbprint AddClientIDToOpenIDConnectProvider
        TagOpenIDConnectProvider UntagOpenIDConnectProvider
        """,
        "AWS::EKS::Cluster": """
        eks: CreateCluster UpdateClusterConfig UpdateClusterVersion DeleteCluster
        DescribeCluster DescribeUpdate TagResource UntagResource iam:
        CreateServiceLinkedRole kms: DescribeKey CreateGrant
        """,
        "AWS::EKS::Nodegroup": """
        eks: CreateNodegroup UpdateNodegroupConfig UpdateNodegroupVersion DeleteNodegroup
        DescribeNodegroup TagResource UntagResource ec2: RunInstances DescribeInstances iam:
        CreateServiceLinkedRole
        """,
        "AWS::EKS::Addon": "eks: CreateAddon UpdateAddon DeleteAddon DescribeAddon TagResource UntagResource",
        "AWS::EKS::AccessEntry": """
        eks: CreateAccessEntry UpdateAccessEntry DeleteAccessEntry DescribeAccessEntry
        AssociateAccessPolicy DisassociateAccessPolicy ListAssociatedAccessPolicies TagResource
        UntagResource
        """,
        "AWS::EKS::PodIdentityAssociation": """
        eks: CreatePodIdentityAssociation UpdatePodIdentityAssociation DeletePodIdentityAssociation
        DescribePodIdentityAssociation TagResource UntagResource
        """,
        "AWS::ECS::Cluster": """
        ecs: CreateCluster UpdateCluster UpdateClusterSettings PutClusterCapacityProviders
        DeleteCluster DescribeClusters TagResource UntagResource iam: CreateServiceLinkedRole
        """,
        "AWS::ECS::TaskDefinition": """
        ecs: RegisterTaskDefinition DeregisterTaskDefinition DescribeTaskDefinition TagResource
        UntagResource
        """,
        "AWS::ECS::Service": """
        ecs: CreateService UpdateService DeleteService DescribeServices TagResource UntagResource
        """,
        "AWS::ElasticLoadBalancingV2::LoadBalancer": """
        elasticloadbalancing: CreateLoadBalancer DeleteLoadBalancer
        ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType
        DescribeLoadBalancers DescribeLoadBalancerAttributes AddTags RemoveTags DescribeTags
        DescribeCapacityReservation iam: CreateServiceLinkedRole
        """,
        "AWS::ElasticLoadBalancingV2::TargetGroup": """
        elasticloadbalancing: CreateTargetGroup DeleteTargetGroup ModifyTargetGroup
        ModifyTargetGroupAttributes DescribeTargetGroups DescribeTargetGroupAttributes
        AddTags RemoveTags DescribeTags DescribeTargetHealth
        """,
        "AWS::ElasticLoadBalancingV2::Listener": """
        elasticloadbalancing: CreateListener ModifyListener DeleteListener DescribeListeners
        DescribeListenerAttributes DescribeTags
        """,
        "AWS::ElasticLoadBalancingV2::ListenerRule": """
        elasticloadbalancing: CreateRule ModifyRule DeleteRule DescribeRules
        SetRulePriorities DescribeTags
        """,
        "AWS::ApplicationAutoScaling::ScalableTarget": """
        application-autoscaling: RegisterScalableTarget DeregisterScalableTarget
        DescribeScalableTargets PutScheduledAction DeleteScheduledAction
        DescribeScheduledActions ListTagsForResource iam: CreateServiceLinkedRole
        """,
        "AWS::ApplicationAutoScaling::ScalingPolicy": """
        application-autoscaling: PutScalingPolicy DeleteScalingPolicy DescribeScalingPolicies
        cloudwatch: PutMetricAlarm DeleteAlarms DescribeAlarms
        """,
        "AWS::Route53::HostedZone": """
        route53: CreateHostedZone DeleteHostedZone GetHostedZone UpdateHostedZoneComment
        ListResourceRecordSets ChangeTagsForResource ListTagsForResource
        AssociateVPCWithHostedZone DisassociateVPCFromHostedZone GetChange
        ListQueryLoggingConfigs ec2: DescribeVpcs
        """,
        "AWS::Route53::RecordSet": """
        route53: ChangeResourceRecordSets ListResourceRecordSets GetHostedZone GetChange
        ListHostedZones
        """,
        "AWS::Route53::HealthCheck": """
        route53: CreateHealthCheck UpdateHealthCheck DeleteHealthCheck GetHealthCheck
        ChangeTagsForResource ListTagsForResource
        """,
        "AWS::CertificateManager::Certificate": """
        acm: RequestCertificate DeleteCertificate DescribeCertificate AddTagsToCertificate
        RemoveTagsFromCertificate ListTagsForCertificate route53: ChangeResourceRecordSets GetChange
        """,
        "AWS::CloudFront::Distribution": """
        cloudfront: CreateDistribution UpdateDistribution DeleteDistribution GetDistribution
        GetDistributionConfig TagResource UntagResource ListTagsForResource
        """,
        "AWS::CloudFront::Function": """
        cloudfront: CreateFunction UpdateFunction PublishFunction DeleteFunction
        DescribeFunction GetFunction ListTagsForResource
        """,
        "AWS::CloudFront::OriginAccessControl": """
        cloudfront: CreateOriginAccessControl UpdateOriginAccessControl DeleteOriginAccessControl
        GetOriginAccessControl
        """,
        "AWS::CloudFront::ResponseHeadersPolicy": """
        cloudfront: CreateResponseHeadersPolicy UpdateResponseHeadersPolicy
        DeleteResponseHeadersPolicy GetResponseHeadersPolicy
        """,
        "AWS::WAFv2::WebACL": """
        wafv2: CreateWebACL UpdateWebACL DeleteWebACL GetWebACL TagResource UntagResource
        ListTagsForResource
        """,
        "AWS::WAFv2::WebACLAssociation": """
        wafv2: AssociateWebACL DisassociateWebACL GetWebACLForResource GetWebACL
        elasticloadbalancing: SetWebACL
        """,
        "AWS::WAFv2::LoggingConfiguration": """
        wafv2: PutLoggingConfiguration DeleteLoggingConfiguration GetLoggingConfiguration logs:
        CreateLogDelivery DeleteLogDelivery PutResourcePolicy DescribeResourcePolicies
        """,
        "AWS::Shield::Protection": """
        shield: CreateProtection DeleteProtection DescribeProtection TagResource UntagResource
        ListTagsForResource
        """,
        "AWS::Logs::LogGroup": """
        logs: CreateLogGroup DeleteLogGroup DescribeLogGroups PutRetentionPolicy
        DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey TagResource UntagResource
        ListTagsForResource DescribeIndexPolicies DescribeResourcePolicies
        GetDataProtectionPolicy
        """,
        "AWS::SNS::Topic": """
        sns: CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes TagResource
        UntagResource ListTagsForResource GetDataProtectionPolicy ListSubscriptionsByTopic
        """,
        "AWS::SNS::Subscription": """
        sns: Subscribe Unsubscribe GetSubscriptionAttributes SetSubscriptionAttributes
        """,
        "AWS::SNS::TopicPolicy": "sns: SetTopicAttributes GetTopicAttributes",
        "AWS::CloudWatch::Alarm": """
        cloudwatch: PutMetricAlarm DeleteAlarms DescribeAlarms TagResource UntagResource
        ListTagsForResource
        """,
        "AWS::CloudWatch::Dashboard": """
        cloudwatch: PutDashboard DeleteDashboards GetDashboard ListTagsForResource
        """,
        "AWS::CloudTrail::Trail": """
        cloudtrail: CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging
        DescribeTrails GetTrail GetTrailStatus AddTags RemoveTags ListTags
        GetEventConfiguration GetEventSelectors GetInsightSelectors
        """,
        "AWS::Config::ConfigurationRecorder": """
        config: PutConfigurationRecorder DeleteConfigurationRecorder
        StartConfigurationRecorder DescribeConfigurationRecorders ListTagsForResource
        """,
        "AWS::Config::DeliveryChannel": """
        config: PutDeliveryChannel DeleteDeliveryChannel DescribeDeliveryChannels
        """,
        "AWS::GuardDuty::Detector": """
        guardduty: CreateDetector UpdateDetector DeleteDetector GetDetector TagResource
        UntagResource ListTagsForResource iam: CreateServiceLinkedRole
        """,
        "AWS::SecurityHub::Hub": """
        securityhub: EnableSecurityHub DisableSecurityHub DescribeHub
        UpdateSecurityHubConfiguration TagResource UntagResource ListTagsForResource iam:
        CreateServiceLinkedRole
        """,
        "AWS::Budgets::Budget": """
        budgets: ModifyBudget ViewBudget TagResource UntagResource ListTagsForResource
        """,
        "AWS::DLM::LifecyclePolicy": """
        dlm: CreateLifecyclePolicy UpdateLifecyclePolicy DeleteLifecyclePolicy
        GetLifecyclePolicy TagResource UntagResource
        """,
        "AWS::Scheduler::Schedule": "scheduler: CreateSchedule UpdateSchedule DeleteSchedule GetSchedule",
        "AWS::IoT::Thing": "iot: CreateThing UpdateThing DeleteThing DescribeThing",
        "AWS::IoT::Policy": """
        iot: CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy
        ListPolicyVersions TagResource UntagResource ListTagsForResource
        """,
        "AWS::IoT::TopicRule": """
        iot: CreateTopicRule ReplaceTopicRule DeleteTopicRule GetTopicRule TagResource UntagResource
        ListTagsForResource
        """,
        "AWS::SSM::Parameter": """
        ssm: PutParameter DeleteParameter GetParameters AddTagsToResource
        RemoveTagsFromResource ListTagsForResource
        """,
        "AWS::Backup::BackupVault": """
        backup: CreateBackupVault DeleteBackupVault DescribeBackupVault TagResource
        UntagResource ListTags GetBackupVaultAccessPolicy GetBackupVaultNotifications
        """,
        "AWS::Backup::BackupPlan": """
        backup: CreateBackupPlan UpdateBackupPlan DeleteBackupPlan GetBackupPlan TagResource
        UntagResource ListTags
        """,
    ]
}
