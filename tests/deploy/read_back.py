"""Each resource of a system, looked for through its own service and not through CloudFormation's word."""

import json

# Type → (service verb and words, the key of the list in the answer, the key of an element that names it or nil for
# texts, which word of CloudFormation's id it is).
LISTS = {
    "AWS::EC2::VPC": (["ec2", "describe-vpcs"], "Vpcs", "VpcId"),
    "AWS::EC2::Subnet": (["ec2", "describe-subnets"], "Subnets", "SubnetId"),
    "AWS::EC2::InternetGateway": (["ec2", "describe-internet-gateways"], "InternetGateways", "InternetGatewayId"),
    "AWS::EC2::RouteTable": (["ec2", "describe-route-tables"], "RouteTables", "RouteTableId"),
    "AWS::EC2::SecurityGroup": (["ec2", "describe-security-groups"], "SecurityGroups", "GroupId"),
    "AWS::EC2::VPCEndpoint": (["ec2", "describe-vpc-endpoints"], "VpcEndpoints", "VpcEndpointId"),
    "AWS::EC2::LaunchTemplate": (["ec2", "describe-launch-templates"], "LaunchTemplates", "LaunchTemplateId"),
    "AWS::RDS::DBInstance": (["rds", "describe-db-instances"], "DBInstances", "DBInstanceIdentifier"),
    "AWS::RDS::DBSubnetGroup": (["rds", "describe-db-subnet-groups"], "DBSubnetGroups", "DBSubnetGroupName"),
    "AWS::RDS::DBParameterGroup": (["rds", "describe-db-parameter-groups"], "DBParameterGroups", "DBParameterGroupName"),
    "AWS::ElastiCache::ReplicationGroup": (["elasticache", "describe-replication-groups"], "ReplicationGroups", "ReplicationGroupId"),
    "AWS::ElastiCache::SubnetGroup": (["elasticache", "describe-cache-subnet-groups"], "CacheSubnetGroups", "CacheSubnetGroupName"),
    "AWS::SecretsManager::Secret": (["secretsmanager", "list-secrets"], "SecretList", "ARN"),
    "AWS::S3::Bucket": (["s3api", "list-buckets"], "Buckets", "Name"),
    "AWS::KMS::Key": (["kms", "list-keys"], "Keys", "KeyId"),
    "AWS::KMS::Alias": (["kms", "list-aliases"], "Aliases", "AliasName"),
    "AWS::ECR::Repository": (["ecr", "describe-repositories"], "repositories", "repositoryName"),
    "AWS::IAM::Role": (["iam", "list-roles"], "Roles", "RoleName"),
    "AWS::Logs::LogGroup": (["logs", "describe-log-groups"], "logGroups", "logGroupName"),
    "AWS::SNS::Topic": (["sns", "list-topics"], "Topics", "TopicArn"),
    "AWS::SQS::Queue": (["sqs", "list-queues"], "QueueUrls", None),
    "AWS::DynamoDB::Table": (["dynamodb", "list-tables"], "TableNames", None),
    "AWS::CloudWatch::Alarm": (["cloudwatch", "describe-alarms"], "MetricAlarms", "AlarmName"),
    "AWS::CloudWatch::Dashboard": (["cloudwatch", "list-dashboards"], "DashboardEntries", "DashboardName"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (["elbv2", "describe-load-balancers"], "LoadBalancers", "LoadBalancerArn"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": (["elbv2", "describe-target-groups"], "TargetGroups", "TargetGroupArn"),
    "AWS::ECS::Cluster": (["ecs", "list-clusters"], "clusterArns", None),
    "AWS::ECS::TaskDefinition": (["ecs", "list-task-definitions"], "taskDefinitionArns", None),
    "AWS::EKS::Cluster": (["eks", "list-clusters"], "clusters", None),
    "AWS::CloudFront::Distribution": (["cloudfront", "list-distributions"], "DistributionList.Items", "Id"),
    "AWS::CloudFront::OriginAccessControl": (["cloudfront", "list-origin-access-controls"], "OriginAccessControlList.Items", "Id"),
    "AWS::Route53::HostedZone": (["route53", "list-hosted-zones"], "HostedZones", "Id"),
    "AWS::CertificateManager::Certificate": (["acm", "list-certificates"], "CertificateSummaryList", "CertificateArn"),
    "AWS::SSM::Parameter": (["ssm", "describe-parameters"], "Parameters", "Name"),
    "AWS::IoT::Thing": (["iot", "list-things"], "things", "thingName"),
    "AWS::IoT::Policy": (["iot", "list-policies"], "policies", "policyName"),
    # Made by commands of their own: found by what the commands named.
    "AWS::EC2::NatGateway": (["ec2", "describe-nat-gateways"], "NatGateways", "NatGatewayId"),
    "AWS::EC2::EIP": (["ec2", "describe-addresses"], "Addresses", "AllocationId"),
    "AWS::MSK::Cluster": (["kafka", "list-clusters"], "ClusterInfoList", "ClusterArn"),
    "AWS::CloudTrail::Trail": (["cloudtrail", "describe-trails"], "trailList", "Name"),
    "AWS::ApplicationAutoScaling::ScalableTarget": (
        ["application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs"], "ScalableTargets", "ResourceId",
    ),
}
# Emptied at once on AWS too late for a test: a key waits seven days for its end.
LATE = {"AWS::KMS::Key", "AWS::KMS::Alias"}


def values(answer, path):
    for key in path.split("."):
        answer = (answer or {}).get(key) or []
    return answer


def names(account, kind, region):
    words, path, key = LISTS[kind]
    found = values(account.aws(*words, region=region), path)
    there = {plain(kind, each if key is None else str(each.get(key))) for each in found}
    return there | {each["Name"] for each in found if kind == "AWS::SecretsManager::Secret"}


def plain(kind, name):
    """A name without the parts that are written in two ways: a queue's host, a zone's folder."""
    return name.rsplit("/", 1)[-1] if kind in ("AWS::SQS::Queue", "AWS::Route53::HostedZone") else name


def made(system):
    """Physical names by type and region: the stacks' own lists, and the commands' notes."""
    result = {}
    known = getattr(system, "regions", None) or sorted(
        {path.name.split(".")[1] for path in system.folder.glob("plans/*/cloudformation/*.json")}
    )
    for region in known:
        for stack in system.account.aws("cloudformation", "describe-stacks", region=region)["Stacks"]:
            tags = {tag["Key"]: tag["Value"] for tag in stack["Tags"]}
            if tags.get("hesap:system") != system.folder.parent.name:
                continue
            listed = system.account.aws("cloudformation", "list-stack-resources", "--stack-name", stack["StackName"], region=region)
            for each in listed["StackResourceSummaries"]:
                result.setdefault((each["ResourceType"], region), []).append(each.get("PhysicalResourceId", ""))
    for entry in system.journal():
        if entry["kind"] == "result" and entry["status"] == 0 and entry["step"].startswith("find-"):
            value = entry["output"]
            kind = "AWS::EC2::NatGateway" if value.startswith("nat-") else "AWS::EC2::EIP" if value.startswith("eipalloc-") else (
                "AWS::MSK::Cluster" if ":cluster/" in value and ":kafka:" in value else None)
            region = next(e["command"] for e in system.journal() if e["kind"] == "intent" and e["step"] == entry["step"])
            if kind:
                result.setdefault((kind, region.split("--region ")[1].split()[0]), []).append(value)
    return result


def read_back(system, expect_gone=False):
    """How many were looked for, and those that were not found; with `expect_gone` those that still are there."""
    if not expect_gone:
        system.made = made(system)
    wrong, count = [], 0
    for (kind, region), wanted in system.made.items():
        if not all(wanted) and not expect_gone:
            wrong.append(f"{kind} in {region}: a ghost without a name in the account")
        if kind not in LISTS or expect_gone and kind in LATE:
            continue
        there = names(system.account, kind, region)
        for name in wanted:
            count += 1
            if (plain(kind, name) in there) == expect_gone:
                wrong.append(f"{kind} {name} in {region}")
    return count, wrong
