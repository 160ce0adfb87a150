/// How a type is called in Terraform.
struct TerraformRow {
    /// The resource's type.
    let type: String
    /// The attribute that CloudFormation's `Ref` gives.
    var reference = "id"
    /// The type that a `Ref` looks at, when it is another: a certificate counts once it is validated.
    var referencedType: String?
    /// Attributes by CloudFormation's words, where they are not the same words in small letters.
    var attributes: [String: String] = [:]
    /// Properties by CloudFormation's words, at any depth; `-` leaves one out.
    var names: [String: String] = [:]
}

/// The table of types.
enum TerraformTypes {
    static let rows: [String: TerraformRow] = network.merging(stores) { one, _ in one }
        .merging(platform) { one, _ in one }.merging(edge) { one, _ in one }.merging(operations) { one, _ in
            one
        }

    private static let network: [String: TerraformRow] = [
        "AWS::EC2::VPC": TerraformRow(type: "aws_vpc"),
        "AWS::EC2::Subnet": TerraformRow(type: "aws_subnet"),
        "AWS::EC2::InternetGateway": TerraformRow(type: "aws_internet_gateway"),
        "AWS::EC2::VPCGatewayAttachment": TerraformRow(type: "aws_internet_gateway_attachment"),
        "AWS::EC2::RouteTable": TerraformRow(type: "aws_route_table"),
        "AWS::EC2::Route": TerraformRow(type: "aws_route"),
        "AWS::EC2::SubnetRouteTableAssociation": TerraformRow(type: "aws_route_table_association"),
        "AWS::EC2::EIP": TerraformRow(type: "aws_eip"),
        "AWS::EC2::NatGateway": TerraformRow(type: "aws_nat_gateway"),
        "AWS::EC2::VPCEndpoint": TerraformRow(type: "aws_vpc_endpoint"),
        "AWS::EC2::SecurityGroup": TerraformRow(type: "aws_security_group", attributes: ["GroupId": "id"]),
        "AWS::EC2::SecurityGroupIngress": TerraformRow(
            type: "aws_vpc_security_group_ingress_rule", names: rule),
        "AWS::EC2::SecurityGroupEgress": TerraformRow(
            type: "aws_vpc_security_group_egress_rule", names: rule),
        "AWS::EC2::FlowLog": TerraformRow(
            type: "aws_flow_log",
            names: [
                "ResourceId": "vpc_id", "ResourceType": "-", "DeliverLogsPermissionArn": "iam_role_arn",
                "LogGroupName": "-",
            ]),
        "AWS::EC2::LaunchTemplate": TerraformRow(
            type: "aws_launch_template", attributes: ["LatestVersionNumber": "latest_version"]),
    ]

    /// Words of a security group's rules.
    static let rule = [
        "GroupId": "security_group_id", "CidrIp": "cidr_ipv4",
        "SourceSecurityGroupId": "referenced_security_group_id",
        "DestinationSecurityGroupId": "referenced_security_group_id", "SourcePrefixListId": "prefix_list_id",
        "DestinationPrefixListId": "prefix_list_id",
    ]

    private static let stores: [String: TerraformRow] = [
        "AWS::KMS::Key": TerraformRow(
            type: "aws_kms_key", reference: "key_id",
            names: ["KeyPolicy": "policy", "PendingWindowInDays": "deletion_window_in_days"]),
        "AWS::KMS::ReplicaKey": TerraformRow(
            type: "aws_kms_replica_key", reference: "key_id",
            names: ["KeyPolicy": "policy", "PendingWindowInDays": "deletion_window_in_days"]),
        "AWS::KMS::Alias": TerraformRow(type: "aws_kms_alias", names: ["AliasName": "name"]),
        "AWS::SecretsManager::Secret": TerraformRow(type: "aws_secretsmanager_secret", reference: "arn"),
        "AWS::RDS::DBSubnetGroup": TerraformRow(
            type: "aws_db_subnet_group", reference: "name",
            names: ["DBSubnetGroupName": "name", "DBSubnetGroupDescription": "description"]),
        "AWS::RDS::DBParameterGroup": TerraformRow(
            type: "aws_db_parameter_group", reference: "name",
            names: ["DBParameterGroupName": "name", "Parameters": "-"]),
        "AWS::RDS::DBInstance": TerraformRow(
            type: "aws_db_instance", reference: "identifier",
            attributes: ["Endpoint.Address": "address", "DBInstanceArn": "arn"], names: database),
        "AWS::ElastiCache::SubnetGroup": TerraformRow(
            type: "aws_elasticache_subnet_group", reference: "name", names: ["CacheSubnetGroupName": "name"]),
        "AWS::ElastiCache::ReplicationGroup": TerraformRow(
            type: "aws_elasticache_replication_group",
            attributes: ["PrimaryEndPoint.Address": "primary_endpoint_address"],
            names: [
                "ReplicationGroupDescription": "description", "CacheNodeType": "node_type",
                "CacheSubnetGroupName": "subnet_group_name",
                "PreferredMaintenanceWindow": "maintenance_window",
                "LogDeliveryConfigurations": "-",
            ]),
        "AWS::MSK::Configuration": TerraformRow(
            type: "aws_msk_configuration", reference: "arn",
            attributes: ["LatestRevision.Revision": "latest_revision"],
            names: ["KafkaVersionsList": "kafka_versions"]),
        "AWS::MSK::Cluster": TerraformRow(
            type: "aws_msk_cluster", reference: "arn",
            names: [
                "EBSStorageInfo": "ebs_storage_info", "EncryptionInfo": "-", "ClientAuthentication": "-",
                "CloudWatchLogs": "cloudwatch_logs",
            ]),
        "AWS::MSK::BatchScramSecret": TerraformRow(type: "aws_msk_scram_secret_association"),
        "AWS::MSK::Replicator": TerraformRow(
            type: "aws_msk_replicator", reference: "arn",
            names: ["KafkaClusters": "kafka_cluster", "SecurityGroupIds": "security_groups_ids"]),
        "AWS::S3::Bucket": TerraformRow(
            type: "aws_s3_bucket", attributes: ["RegionalDomainName": "bucket_regional_domain_name"]),
        "AWS::S3::BucketPolicy": TerraformRow(
            type: "aws_s3_bucket_policy", names: ["PolicyDocument": "policy"]),
        "AWS::ECR::Repository": TerraformRow(
            type: "aws_ecr_repository", reference: "name", attributes: ["RepositoryUri": "repository_url"],
            names: ["RepositoryName": "name", "LifecyclePolicy": "-"]),
        "AWS::ECR::ReplicationConfiguration": TerraformRow(
            type: "aws_ecr_replication_configuration",
            names: ["Rules": "rule", "Destinations": "destination", "RepositoryFilters": "repository_filter"]),
        "AWS::DynamoDB::Table": TerraformRow(type: "aws_dynamodb_table"),
        "AWS::SQS::Queue": TerraformRow(
            type: "aws_sqs_queue",
            names: [
                "QueueName": "name", "MessageRetentionPeriod": "message_retention_seconds",
                "ReceiveMessageWaitTimeSeconds": "receive_wait_time_seconds",
                "VisibilityTimeout": "visibility_timeout_seconds", "RedrivePolicy": "-",
                "RedriveAllowPolicy": "-",
            ]),
        "AWS::SQS::QueuePolicy": TerraformRow(
            type: "aws_sqs_queue_policy", names: ["PolicyDocument": "policy", "Queues": "-"]),
    ]

    private static let database = [
        "DBInstanceIdentifier": "identifier", "DBName": "db_name", "MasterUsername": "username",
        "MasterUserPassword": "-", "DBInstanceClass": "instance_class",
        "DBParameterGroupName": "parameter_group_name",
        "VPCSecurityGroups": "vpc_security_group_ids", "PreferredBackupWindow": "backup_window",
        "PreferredMaintenanceWindow": "maintenance_window",
        "EnableCloudwatchLogsExports": "enabled_cloudwatch_logs_exports",
        "EnableIAMDatabaseAuthentication": "iam_database_authentication_enabled",
        "EnablePerformanceInsights": "performance_insights_enabled",
        "CACertificateIdentifier": "ca_cert_identifier",
        "SourceDBInstanceIdentifier": "replicate_source_db", "SourceRegion": "-",
        "AutomaticBackupReplicationRegion": "-", "AutomaticBackupReplicationKmsKeyId": "-",
    ]

    private static let platform: [String: TerraformRow] = [
        "AWS::IAM::Role": TerraformRow(
            type: "aws_iam_role", reference: "name",
            names: [
                "RoleName": "name", "AssumeRolePolicyDocument": "assume_role_policy", "Policies": "-",
                "ManagedPolicyArns": "-",
            ]),
        "AWS::IAM::OIDCProvider": TerraformRow(type: "aws_iam_openid_connect_provider", reference: "arn"),
        "AWS::EKS::Cluster": TerraformRow(
            type: "aws_eks_cluster", reference: "name",
            attributes: [
                "ClusterSecurityGroupId": "vpc_config[0].cluster_security_group_id",
                "OpenIdConnectIssuerUrl": "identity[0].oidc[0].issuer",
            ],
            names: ["ResourcesVpcConfig": "vpc_config", "Logging": "-", "DeletionProtection": "-"]),
        "AWS::EKS::Nodegroup": TerraformRow(
            type: "aws_eks_node_group",
            names: ["NodegroupName": "node_group_name", "NodeRole": "node_role_arn", "Subnets": "subnet_ids"]),
        "AWS::EKS::Addon": TerraformRow(
            type: "aws_eks_addon",
            names: ["ResolveConflicts": "-", "PodIdentityAssociations": "pod_identity_association"]),
        "AWS::EKS::PodIdentityAssociation": TerraformRow(type: "aws_eks_pod_identity_association"),
        "AWS::ECS::Cluster": TerraformRow(
            type: "aws_ecs_cluster", reference: "name",
            names: [
                "ClusterName": "name", "ClusterSettings": "setting", "CapacityProviders": "-",
                "DefaultCapacityProviderStrategy": "-",
                "CloudWatchEncryptionEnabled": "cloud_watch_encryption_enabled",
            ]),
        "AWS::ECS::TaskDefinition": TerraformRow(
            type: "aws_ecs_task_definition", reference: "arn",
            names: ["ContainerDefinitions": "-", "Volumes": "volume"]),
        "AWS::ECS::Service": TerraformRow(
            type: "aws_ecs_service",
            names: [
                "ServiceName": "name", "LoadBalancers": "load_balancer", "DeploymentConfiguration": "-",
                "NetworkConfiguration": "-",
            ]),
        "AWS::ElasticLoadBalancingV2::LoadBalancer": TerraformRow(
            type: "aws_lb", reference: "arn",
            attributes: [
                "LoadBalancerFullName": "arn_suffix", "CanonicalHostedZoneID": "zone_id",
                "DNSName": "dns_name",
            ]),
        "AWS::ElasticLoadBalancingV2::TargetGroup": TerraformRow(
            type: "aws_lb_target_group", reference: "arn", attributes: ["TargetGroupFullName": "arn_suffix"]),
        "AWS::ElasticLoadBalancingV2::Listener": TerraformRow(type: "aws_lb_listener", reference: "arn"),
        "AWS::ElasticLoadBalancingV2::ListenerRule": TerraformRow(
            type: "aws_lb_listener_rule", reference: "arn"),
        "AWS::ApplicationAutoScaling::ScalableTarget": TerraformRow(
            type: "aws_appautoscaling_target", names: ["ScheduledActions": "-"]),
        "AWS::ApplicationAutoScaling::ScalingPolicy": TerraformRow(
            type: "aws_appautoscaling_policy", names: ["PolicyName": "name", "ScalingTargetId": "-"]),
    ]

    private static let edge: [String: TerraformRow] = [
        "AWS::Route53::HostedZone": TerraformRow(
            type: "aws_route53_zone", reference: "zone_id",
            names: ["VPCs": "vpc", "HostedZoneConfig": "-", "HostedZoneTags": "-"]),
        "AWS::Route53::RecordSet": TerraformRow(
            type: "aws_route53_record", reference: "fqdn",
            names: [
                "HostedZoneId": "zone_id", "ResourceRecords": "records", "AliasTarget": "alias",
                "DNSName": "name",
                "Failover": "-",
            ]),
        "AWS::Route53::HealthCheck": TerraformRow(
            type: "aws_route53_health_check", attributes: ["HealthCheckId": "id"],
            names: ["HealthCheckTags": "-", "FullyQualifiedDomainName": "fqdn"]),
        "AWS::CertificateManager::Certificate": TerraformRow(
            type: "aws_acm_certificate", reference: "certificate_arn",
            referencedType: "aws_acm_certificate_validation",
            names: ["DomainValidationOptions": "-"]),
        "AWS::CloudFront::Distribution": TerraformRow(
            type: "aws_cloudfront_distribution", attributes: ["DomainName": "domain_name"],
            names: [
                "CacheBehaviors": "ordered_cache_behavior", "Origins": "origin", "Id": "origin_id",
                "IPV6Enabled": "is_ipv6_enabled", "Logging": "logging_config", "FunctionARN": "function_arn",
                "FunctionAssociations": "function_association", "HTTPPort": "http_port",
                "HTTPSPort": "https_port",
                "OriginSSLProtocols": "origin_ssl_protocols", "S3OriginConfig": "-", "WebACLId": "web_acl_id",
                "CustomErrorResponses": "custom_error_response", "OriginCustomHeaders": "custom_header",
                "HeaderName": "name", "HeaderValue": "value",
            ]),
        "AWS::CloudFront::Function": TerraformRow(
            type: "aws_cloudfront_function",
            attributes: ["FunctionMetadata.FunctionARN": "arn", "FunctionARN": "arn"],
            names: ["FunctionCode": "code", "AutoPublish": "publish"]),
        "AWS::CloudFront::OriginAccessControl": TerraformRow(type: "aws_cloudfront_origin_access_control"),
        "AWS::CloudFront::ResponseHeadersPolicy": TerraformRow(
            type: "aws_cloudfront_response_headers_policy"),
        "AWS::WAFv2::WebACL": TerraformRow(
            type: "aws_wafv2_web_acl",
            names: [
                "Rules": "rule", "TextTransformations": "text_transformation",
                "CloudWatchMetricsEnabled": "cloudwatch_metrics_enabled",
                "RuleActionOverrides": "rule_action_override",
            ]),
        "AWS::WAFv2::WebACLAssociation": TerraformRow(
            type: "aws_wafv2_web_acl_association", names: ["WebACLArn": "web_acl_arn"]),
        "AWS::WAFv2::LoggingConfiguration": TerraformRow(type: "aws_wafv2_web_acl_logging_configuration"),
        "AWS::Shield::Protection": TerraformRow(type: "aws_shield_protection"),
    ]

    private static let operations: [String: TerraformRow] = [
        "AWS::Logs::LogGroup": TerraformRow(
            type: "aws_cloudwatch_log_group", reference: "name", names: ["LogGroupName": "name"]),
        "AWS::SNS::Topic": TerraformRow(
            type: "aws_sns_topic", reference: "arn", names: ["TopicName": "name"]),
        "AWS::SNS::Subscription": TerraformRow(type: "aws_sns_topic_subscription", reference: "arn"),
        "AWS::SNS::TopicPolicy": TerraformRow(
            type: "aws_sns_topic_policy", names: ["PolicyDocument": "policy", "Topics": "-"]),
        "AWS::CloudWatch::Alarm": TerraformRow(
            type: "aws_cloudwatch_metric_alarm", reference: "alarm_name",
            names: ["Dimensions": "-", "Metrics": "-"]),
        "AWS::CloudWatch::Dashboard": TerraformRow(
            type: "aws_cloudwatch_dashboard", reference: "dashboard_name"),
        "AWS::CloudTrail::Trail": TerraformRow(
            type: "aws_cloudtrail",
            names: [
                "TrailName": "name", "IsLogging": "enable_logging",
                "CloudWatchLogsLogGroupArn": "cloud_watch_logs_group_arn",
            ]),
        "AWS::Config::ConfigurationRecorder": TerraformRow(
            type: "aws_config_configuration_recorder",
            names: ["IncludeGlobalResourceTypes": "include_global_resource_types"]),
        "AWS::Config::DeliveryChannel": TerraformRow(
            type: "aws_config_delivery_channel",
            names: ["ConfigSnapshotDeliveryProperties": "snapshot_delivery_properties"]),
        "AWS::GuardDuty::Detector": TerraformRow(type: "aws_guardduty_detector", names: ["Features": "-"]),
        "AWS::SecurityHub::Hub": TerraformRow(
            type: "aws_securityhub_account", names: ["EnableDefaultStandards": "enable_default_standards"]),
        "AWS::Budgets::Budget": TerraformRow(type: "aws_budgets_budget"),
        "AWS::DLM::LifecyclePolicy": TerraformRow(
            type: "aws_dlm_lifecycle_policy", names: ["Schedules": "schedule"]),
        "AWS::Scheduler::Schedule": TerraformRow(type: "aws_scheduler_schedule"),
        "AWS::IoT::Thing": TerraformRow(
            type: "aws_iot_thing", reference: "name", names: ["ThingName": "name"]),
        "AWS::IoT::Policy": TerraformRow(
            type: "aws_iot_policy", reference: "name",
            names: ["PolicyName": "name", "PolicyDocument": "policy"]),
        "AWS::IoT::TopicRule": TerraformRow(type: "aws_iot_topic_rule", reference: "name"),
        "AWS::Backup::BackupVault": TerraformRow(type: "aws_backup_vault", reference: "name"),
        "AWS::SSM::Parameter": TerraformRow(type: "aws_ssm_parameter", reference: "name"),
    ]

    /// What has no resource in Terraform, with the reason.
    static let reasons = [
        "AWS::SecretsManager::SecretTargetAttachment":
            "it only writes the database's address into the secret; services get the address as a setting"
    ]
}
