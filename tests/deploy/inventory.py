"""What stands in an account, each kind of resource asked of its own service: never of CloudFormation, never of
Terraform. Runs in the emulators' own Python; reads what to ask on its standard input and answers in JSON.

A kind's reader answers names with descriptions. A name is what the resource is called in a template (`name_of` of
read_back.py says the same), a description is the service's own words, and `Ref` and attributes such as `Arn` beside
them where others refer to these.
"""

import functools
import base64
import binascii
import json
import sys

import boto3
import botocore.config
import botocore.exceptions
import botocore.parsers

GLOBAL = {"iam", "cloudfront", "route53", "budgets", "shield"}


class Account:
    """The services of one account in one region."""

    def __init__(self, asked, region):
        self.region, self.asked = region, asked

    def other(self):
        """The emulator that keeps what the first does not, although it has the service."""
        return Account(self.asked | {"url": self.asked["moto"]}, self.region)

    @functools.cache
    def client(self, service):
        url = self.asked["places"].get(service, self.asked["url"])
        return session(self.asked["account"]).client(
            service, region_name=self.region, endpoint_url=url,
            config=botocore.config.Config(retries={"max_attempts": 2}, s3={"addressing_style": "path"}),
        )

    def every(self, service, verb, path, **words):
        """All pages of a list."""
        client = self.client(service)
        pages = client.get_paginator(verb).paginate(**words) if client.can_paginate(verb) else [getattr(client, verb)(**words)]
        found = []
        for page in pages:
            for key in path.split("."):
                page = (page or {}).get(key) or []
            found += page
        return found

    def ask(self, service, verb, **words):
        return getattr(self.client(service), verb)(**words)

    def ask_or_not(self, service, verb, **words):
        """Nothing, where the service says that there is none."""
        try:
            return self.ask(service, verb, **words)
        except botocore.exceptions.ClientError:
            return {}


@functools.cache
def session(account):
    made = boto3.session.Session(aws_access_key_id=account, aws_secret_access_key="test")
    # moto's word for the account; the other emulator goes by the access key.
    made.events.register("before-send", lambda request, **_: request.headers.__setitem__("x-moto-account-id", account))
    return made


def blob(self, shape, value):
    """One emulator answers a firewall's search words as they are, as its stacks gave them, not as base64."""
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        return value


botocore.parsers.BaseJSONParser._handle_blob = blob
READERS = {}


def reader(kind):
    def keep(function):
        READERS[kind] = function
        return function

    return keep


def listed(kind, service, verb, path, key, **more):
    """A kind whose list says everything already. `more`: attributes by the names in the list."""
    def read(at):
        found = {}
        for each in at.every(service, verb, path):
            told = each if isinstance(each, dict) else {}
            found[each if key is None else each[key]] = told | {name: told.get(other) for name, other in more.items()}
        return found

    READERS[kind] = read


listed("AWS::EC2::VPC", "ec2", "describe_vpcs", "Vpcs", "VpcId")
listed("AWS::EC2::Subnet", "ec2", "describe_subnets", "Subnets", "SubnetId")
listed("AWS::EC2::InternetGateway", "ec2", "describe_internet_gateways", "InternetGateways", "InternetGatewayId")
listed("AWS::EC2::RouteTable", "ec2", "describe_route_tables", "RouteTables", "RouteTableId")
listed("AWS::ElastiCache::SubnetGroup", "elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups", "CacheSubnetGroupName",
       Description="CacheSubnetGroupDescription")
listed("AWS::CloudWatch::Alarm", "cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName", Arn="AlarmArn")
listed("AWS::KMS::Alias", "kms", "list_aliases", "Aliases", "AliasName")
listed("AWS::IoT::Thing", "iot", "list_things", "things", "thingName")
listed("AWS::MSK::Cluster", "kafka", "list_clusters", "ClusterInfoList", "ClusterName", Ref="ClusterArn", Arn="ClusterArn")
listed("AWS::Config::ConfigurationRecorder", "config", "describe_configuration_recorders", "ConfigurationRecorders", "name")
listed("AWS::Config::DeliveryChannel", "config", "describe_delivery_channels", "DeliveryChannels", "name")


@reader("AWS::EC2::VPCEndpoint")
def endpoints(at):
    found = at.every("ec2", "describe_vpc_endpoints", "VpcEndpoints")
    return {each["VpcEndpointId"]: each | {"SecurityGroupIds": [g["GroupId"] for g in each.get("Groups", [])]} for each in found}


@reader("AWS::EC2::EIP")
def addresses(at):
    """By either name: stacks note the address, commands what it was allocated as."""
    found = at.every("ec2", "describe_addresses", "Addresses")
    return {each["PublicIp"]: each for each in found} | {each["AllocationId"]: each for each in found}


@reader("AWS::EC2::NatGateway")
def gateways(at):
    found = {}
    for each in at.every("ec2", "describe_nat_gateways", "NatGateways"):
        if each["State"] in ("pending", "available"):
            found[each["NatGatewayId"]] = each | {"AllocationId": (each.get("NatGatewayAddresses") or [{}])[0].get("AllocationId")}
    return found


@reader("AWS::EC2::SecurityGroup")
def groups(at):
    return {
        each["GroupId"]: each | {"GroupDescription": each["Description"], "Ref": each["GroupId"]}
        | {side: [rule for one in each[said] for rule in rules(one, other)]
           for side, said, other in (("SecurityGroupIngress", "IpPermissions", "Source"),
                                     ("SecurityGroupEgress", "IpPermissionsEgress", "Destination"))}
        for each in at.every("ec2", "describe_security_groups", "SecurityGroups")
    }


def rules(permission, other):
    """A service's permission in the words of templates: one rule for each place."""
    base = {"IpProtocol": permission["IpProtocol"]} | {k: permission[k] for k in ("FromPort", "ToPort") if k in permission}
    places = [("CidrIp", "CidrIp", "IpRanges"), (f"{other}SecurityGroupId", "GroupId", "UserIdGroupPairs"),
              (f"{other}PrefixListId", "PrefixListId", "PrefixListIds")]
    return [
        base | {name: each[key]} | ({"Description": each["Description"]} if "Description" in each else {})
        for name, key, path in places for each in permission.get(path, [])
    ]


def one_rule(side, other):
    def read(at):
        found = {}
        for group in groups(at).values():
            for rule in group[side]:
                rule = rule | {"GroupId": group["GroupId"]}
                found[rule_name(rule, other)] = rule
        return found

    return read


def rule_name(rule, other):
    place = next((rule[k] for k in ("CidrIp", f"{other}SecurityGroupId", f"{other}PrefixListId") if rule.get(k)), "")
    return "|".join(str(x) for x in (rule["GroupId"], rule["IpProtocol"], rule.get("FromPort", ""), rule.get("ToPort", ""), place))


READERS["AWS::EC2::SecurityGroupIngress"] = one_rule("SecurityGroupIngress", "Source")
READERS["AWS::EC2::SecurityGroupEgress"] = one_rule("SecurityGroupEgress", "Destination")


@reader("AWS::EC2::Route")
def routes(at):
    found = {}
    for table in at.every("ec2", "describe_route_tables", "RouteTables"):
        for route in table["Routes"]:
            found[f"{table['RouteTableId']}|{route.get('DestinationCidrBlock', '')}"] = route
    return found


@reader("AWS::EC2::SubnetRouteTableAssociation")
def associations(at):
    found = {}
    for table in at.every("ec2", "describe_route_tables", "RouteTables"):
        for each in table["Associations"]:
            if each.get("SubnetId"):
                found[each["SubnetId"]] = {"RouteTableId": table["RouteTableId"]}
    return found


@reader("AWS::EC2::VPCGatewayAttachment")
def attachments(at):
    found = {}
    for gateway in at.every("ec2", "describe_internet_gateways", "InternetGateways"):
        for each in gateway["Attachments"]:
            found[each["VpcId"]] = {"InternetGatewayId": gateway["InternetGatewayId"]}
    return found


@reader("AWS::EC2::FlowLog")
def flow_logs(at):
    return {each["ResourceId"]: each for each in at.every("ec2", "describe_flow_logs", "FlowLogs")}


@reader("AWS::EC2::LaunchTemplate")
def launch_templates(at):
    found = {}
    for each in at.every("ec2", "describe_launch_templates", "LaunchTemplates"):
        said = at.ask_or_not("ec2", "describe_launch_template_versions", LaunchTemplateId=each["LaunchTemplateId"])
        version = (said.get("LaunchTemplateVersions") or [{}])[-1]
        found[each["LaunchTemplateName"]] = each | {
            "Ref": each["LaunchTemplateId"], "LaunchTemplateData": version.get("LaunchTemplateData"),
        }
    return found


@reader("AWS::RDS::DBInstance")
def databases(at):
    found = {}
    for each in at.every("rds", "describe_db_instances", "DBInstances"):
        # Templates call some of it by the name of the command that makes it.
        found[each["DBInstanceIdentifier"]] = each | {
            "VPCSecurityGroups": [g["VpcSecurityGroupId"] for g in each.get("VpcSecurityGroups", [])],
            "DBSubnetGroupName": each.get("DBSubnetGroup", {}).get("DBSubnetGroupName"),
            "DBParameterGroupName": next((g["DBParameterGroupName"] for g in each.get("DBParameterGroups", [])), None),
            "EnableIAMDatabaseAuthentication": each.get("IAMDatabaseAuthenticationEnabled"),
            "EnableCloudwatchLogsExports": each.get("EnabledCloudwatchLogsExports"),
            "EnablePerformanceInsights": each.get("PerformanceInsightsEnabled"),
            "Arn": each["DBInstanceArn"], "Endpoint.Address": each.get("Endpoint", {}).get("Address"),
            "SourceDBInstanceIdentifier": each.get("ReadReplicaSourceDBInstanceIdentifier"),
        }
    return found


@reader("AWS::RDS::DBSubnetGroup")
def database_subnets(at):
    return {
        each["DBSubnetGroupName"]: each | {"SubnetIds": [s["SubnetIdentifier"] for s in each.get("Subnets", [])]}
        for each in at.every("rds", "describe_db_subnet_groups", "DBSubnetGroups")
    }


@reader("AWS::RDS::DBParameterGroup")
def database_parameters(at):
    found = {}
    for each in at.every("rds", "describe_db_parameter_groups", "DBParameterGroups"):
        name = each["DBParameterGroupName"]
        own = at.every("rds", "describe_db_parameters", "Parameters", DBParameterGroupName=name)
        found[name] = each | {"Family": each["DBParameterGroupFamily"]} | (
            {"Parameters": {p["ParameterName"]: p.get("ParameterValue") for p in own}} if own else {})
    return found


@reader("AWS::ElastiCache::ReplicationGroup")
def caches(at):
    found = {}
    for each in at.every("elasticache", "describe_replication_groups", "ReplicationGroups"):
        found[each["ReplicationGroupId"]] = each | {
            "ReplicationGroupDescription": each.get("Description"), "NumCacheClusters": len(each.get("MemberClusters", [])),
            "AutomaticFailoverEnabled": each.get("AutomaticFailover") in ("enabled", "enabling"),
            "MultiAZEnabled": each.get("MultiAZ") == "enabled",
        }
    return found


@reader("AWS::SecretsManager::Secret")
def secrets(at):
    found = {}
    for each in at.every("secretsmanager", "list_secrets", "SecretList"):
        said = at.ask_or_not("secretsmanager", "get_secret_value", SecretId=each["ARN"]).get("SecretString") or ""
        values = json.loads(said) if said.startswith("{") else {}
        copies = at.ask_or_not("secretsmanager", "describe_secret", SecretId=each["ARN"]).get("ReplicationStatus") or []
        found[each["Name"]] = {
            "Name": each["Name"], "Description": each.get("Description"), "KmsKeyId": each.get("KmsKeyId"), "Ref": each["ARN"],
            "Arn": each["ARN"], "keys": sorted(values), "copies": sorted(c["Region"] for c in copies),
            # Whether a value is there, and how long the longest is: never the value.
            "length": max([len(str(v)) for v in values.values()] or [len(said)]),
        }
    return found


@reader("AWS::SecretsManager::SecretTargetAttachment")
def attached(at):
    """A secret that says where its database listens."""
    return {name: {} for name, each in secrets(at).items() if {"username", "password"} <= set(each["keys"])}


@reader("AWS::S3::Bucket")
def buckets(at):
    found = {}
    for each in at.every("s3", "list_buckets", "Buckets"):
        name = each["Name"]
        place = at.ask_or_not("s3", "get_bucket_location", Bucket=name).get("LocationConstraint") or "us-east-1"
        if place != at.region:
            continue
        ask = lambda verb: at.ask_or_not("s3", verb, Bucket=name)
        lifecycle = ask("get_bucket_lifecycle_configuration").get("Rules", [])
        found[name] = {
            "BucketName": name, "Arn": f"arn:aws:s3:::{name}",
            "PublicAccessBlockConfiguration": ask("get_public_access_block").get("PublicAccessBlockConfiguration"),
            "VersioningConfiguration": {"Status": ask("get_bucket_versioning").get("Status")},
            "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                {"ServerSideEncryptionByDefault": rule.get("ApplyServerSideEncryptionByDefault")}
                for rule in ask("get_bucket_encryption").get("ServerSideEncryptionConfiguration", {}).get("Rules", [])]},
            "rules": sorted(rule.get("ID", "") for rule in lifecycle),
            "copies": [r["Destination"]["Bucket"] for r in ask("get_bucket_replication").get("ReplicationConfiguration", {}).get("Rules", [])],
        }
    return found


@reader("AWS::S3::BucketPolicy")
def bucket_policies(at):
    found = {}
    for each in at.every("s3", "list_buckets", "Buckets"):
        policy = at.ask_or_not("s3", "get_bucket_policy", Bucket=each["Name"]).get("Policy")
        if policy:
            found[each["Name"]] = {"PolicyDocument": json.loads(policy)}
    return found


@reader("AWS::KMS::Key")
def keys(at):
    found = {}
    for each in at.every("kms", "list_keys", "Keys"):
        said = at.ask("kms", "describe_key", KeyId=each["KeyId"])["KeyMetadata"]
        if said.get("KeyState") == "PendingDeletion":
            continue
        policy = at.ask_or_not("kms", "get_key_policy", KeyId=each["KeyId"], PolicyName="default").get("Policy")
        turns = at.ask_or_not("kms", "get_key_rotation_status", KeyId=each["KeyId"]).get("KeyRotationEnabled")
        found[each["KeyId"]] = said | {"EnableKeyRotation": turns} | ({"KeyPolicy": json.loads(policy)} if policy else {})
    return found


READERS["AWS::KMS::ReplicaKey"] = keys


@reader("AWS::ECR::Repository")
def repositories(at):
    found = {}
    for each in at.every("ecr", "describe_repositories", "repositories"):
        name = each["repositoryName"]
        life = at.ask_or_not("ecr", "get_lifecycle_policy", repositoryName=name).get("lifecyclePolicyText")
        found[name] = each | {"Arn": each["repositoryArn"], "LifecyclePolicy": {"LifecyclePolicyText": life} if life else None}
    return found


@reader("AWS::ECR::ReplicationConfiguration")
def image_copies(at):
    said = at.other().ask("ecr", "describe_registry").get("replicationConfiguration", {})
    return {"registry": {"ReplicationConfiguration": said}} if said.get("rules") else {}


@reader("AWS::IAM::Role")
def roles(at):
    found = {}
    for each in at.every("iam", "list_roles", "Roles"):
        name = each["RoleName"]
        inline = at.every("iam", "list_role_policies", "PolicyNames", RoleName=name)
        found[name] = each | {
            "Policies": [{"PolicyName": one, "PolicyDocument": at.ask("iam", "get_role_policy", RoleName=name, PolicyName=one)["PolicyDocument"]}
                         for one in inline],
            "ManagedPolicyArns": [p["PolicyArn"] for p in at.every("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name)],
        }
    return found


@reader("AWS::IAM::OIDCProvider")
def providers(at):
    found = {}
    for each in at.every("iam", "list_open_id_connect_providers", "OpenIDConnectProviderList"):
        said = at.ask("iam", "get_open_id_connect_provider", OpenIDConnectProviderArn=each["Arn"])
        found[said["Url"].removeprefix("https://")] = {"ClientIdList": said.get("ClientIDList"), "Ref": each["Arn"], "Arn": each["Arn"]}
    return found


@reader("AWS::Logs::LogGroup")
def log_groups(at):
    return {
        each["logGroupName"]: each | {"Arn": each["arn"] if each["arn"].endswith(":*") else each["arn"] + ":*"}
        for each in at.every("logs", "describe_log_groups", "logGroups")
    }


@reader("AWS::SNS::Topic")
def topics(at):
    found = {}
    for each in at.every("sns", "list_topics", "Topics"):
        said = at.ask("sns", "get_topic_attributes", TopicArn=each["TopicArn"])["Attributes"]
        found[each["TopicArn"].rsplit(":", 1)[-1]] = said | {"Ref": each["TopicArn"]}
    return found


@reader("AWS::SNS::TopicPolicy")
def topic_policies(at):
    return {
        each["Ref"]: {"PolicyDocument": json.loads(each["Policy"])} for each in topics(at).values() if each.get("Policy")
    }


@reader("AWS::SNS::Subscription")
def subscriptions(at):
    return {
        f"{each['TopicArn']}|{each['Protocol']}|{each['Endpoint']}": each
        for each in at.every("sns", "list_subscriptions", "Subscriptions")
    }


@reader("AWS::SQS::Queue")
def queues(at):
    found = {}
    for url in at.every("sqs", "list_queues", "QueueUrls"):
        said = at.ask("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["All"])["Attributes"]
        for name in ("RedrivePolicy", "RedriveAllowPolicy"):
            said[name] = json.loads(said[name]) if said.get(name) else None
        said["ReceiveMessageWaitTimeSeconds"] = said.get("ReceiveMessageWaitTimeSeconds")
        found[url.rsplit("/", 1)[-1]] = said | {"Ref": url, "Arn": said["QueueArn"]}
    return found


@reader("AWS::SQS::QueuePolicy")
def queue_policies(at):
    return {each["Ref"]: {"PolicyDocument": json.loads(each["Policy"])} for each in queues(at).values() if each.get("Policy")}


@reader("AWS::CloudWatch::Dashboard")
def dashboards(at):
    found = {}
    for each in at.every("cloudwatch", "list_dashboards", "DashboardEntries"):
        body = at.ask("cloudwatch", "get_dashboard", DashboardName=each["DashboardName"])["DashboardBody"]
        found[each["DashboardName"]] = {"DashboardBody": body}
    return found


@reader("AWS::ElasticLoadBalancingV2::LoadBalancer")
def balancers(at):
    found = {}
    for each in at.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        kept = at.ask("elbv2", "describe_load_balancer_attributes", LoadBalancerArn=each["LoadBalancerArn"])["Attributes"]
        found[each["LoadBalancerName"]] = each | {
            "Ref": each["LoadBalancerArn"], "LoadBalancerAttributes": kept,
            "Subnets": [z["SubnetId"] for z in each.get("AvailabilityZones", [])], "Name": each["LoadBalancerName"],
        }
    return found


@reader("AWS::ElasticLoadBalancingV2::TargetGroup")
def target_groups(at):
    found = {}
    for each in at.every("elbv2", "describe_target_groups", "TargetGroups"):
        kept = at.ask("elbv2", "describe_target_group_attributes", TargetGroupArn=each["TargetGroupArn"])["Attributes"]
        found[each["TargetGroupName"]] = each | {"Ref": each["TargetGroupArn"], "TargetGroupAttributes": kept}
    return found


@reader("AWS::ElasticLoadBalancingV2::Listener")
def listeners(at):
    found = {}
    for balancer in at.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        for each in at.every("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=balancer["LoadBalancerArn"]):
            found[f"{balancer['LoadBalancerArn']}|{each['Port']}"] = each | {"Ref": each["ListenerArn"]}
    return found


@reader("AWS::ElasticLoadBalancingV2::ListenerRule")
def listener_rules(at):
    found = {}
    for listener in listeners(at).values():
        for each in at.every("elbv2", "describe_rules", "Rules", ListenerArn=listener["ListenerArn"]):
            found[f"{listener['ListenerArn']}|{each['Priority']}"] = each
    return found


@reader("AWS::ECS::Cluster")
def task_clusters(at):
    names = at.every("ecs", "list_clusters", "clusterArns")
    words = {"clusters": names, "include": ["SETTINGS", "CONFIGURATIONS"]}
    found = at.ask("ecs", "describe_clusters", **words)["clusters"] if names else []
    return {
        each["clusterName"]: each | {"ClusterSettings": each.get("settings"), "Arn": each["clusterArn"]} for each in found
    }


@reader("AWS::ECS::TaskDefinition")
def definitions(at):
    found = {}
    for name in at.every("ecs", "list_task_definitions", "taskDefinitionArns"):
        said = at.ask("ecs", "describe_task_definition", taskDefinition=name)["taskDefinition"]
        if found.get(said["family"], {}).get("revision", 0) < said["revision"]:
            found[said["family"]] = said | {"Ref": name}
    return found


@reader("AWS::ECS::Service")
def task_services(at):
    found = {}
    for cluster in at.every("ecs", "list_clusters", "clusterArns"):
        names = at.every("ecs", "list_services", "serviceArns", cluster=cluster)
        for start in range(0, len(names), 10):
            for each in at.ask("ecs", "describe_services", cluster=cluster, services=names[start:start + 10])["services"]:
                if each["status"] != "INACTIVE":
                    found[each["serviceName"]] = each | {"Cluster": each["clusterArn"].rsplit("/", 1)[-1]}
    return found


@reader("AWS::EKS::Cluster")
def pod_clusters(at):
    names = at.every("eks", "list_clusters", "clusters")
    found = {name: at.ask("eks", "describe_cluster", name=name)["cluster"] for name in names}
    for each in found.values():
        on = [kind for one in each.get("logging", {}).get("clusterLogging", []) if one["enabled"] for kind in one["types"]]
        each |= {"Arn": each["arn"], "logging": {"ClusterLogging": {"EnabledTypes": [{"Type": kind} for kind in on]}}}
    return found


def in_clusters(kind, verb, path, describe, word, answer):
    def read(at):
        found = {}
        for cluster in at.every("eks", "list_clusters", "clusters"):
            for name in at.every("eks", verb, path, clusterName=cluster):
                words = {"clusterName": cluster, word: name}
                found[f"{cluster}|{name}"] = at.ask("eks", describe, **words)[answer]
        return found

    READERS[kind] = read


in_clusters("AWS::EKS::Addon", "list_addons", "addons", "describe_addon", "addonName", "addon")
in_clusters("AWS::EKS::Nodegroup", "list_nodegroups", "nodegroups", "describe_nodegroup", "nodegroupName", "nodegroup")


@reader("AWS::EKS::PodIdentityAssociation")
def identities(at):
    found = {}
    for cluster in at.every("eks", "list_clusters", "clusters"):
        for each in at.every("eks", "list_pod_identity_associations", "associations", clusterName=cluster):
            whole = at.ask("eks", "describe_pod_identity_association", clusterName=cluster, associationId=each["associationId"])
            found[f"{cluster}|{each['namespace']}|{each['serviceAccount']}"] = whole["association"]
    return found


@reader("AWS::CloudFront::Distribution")
def distributions(at):
    found = {}
    for each in at.every("cloudfront", "list_distributions", "DistributionList.Items"):
        said = at.ask("cloudfront", "get_distribution_config", Id=each["Id"])["DistributionConfig"]
        # Templates say some of it at other places.
        said |= {"IPV6Enabled": said.get("IsIPV6Enabled")}
        for behaviour in [said.get("DefaultCacheBehavior", {}), *said.get("CacheBehaviors", {}).get("Items", [])]:
            behaviour |= {"CachedMethods": behaviour.get("AllowedMethods", {}).get("CachedMethods")}
        found["|".join(sorted(said.get("Aliases", {}).get("Items", [])))] = {
            "DistributionConfig": said, "Ref": each["Id"], "DomainName": each["DomainName"],
            "Arn": each["ARN"],
        }
    return found


@reader("AWS::CloudFront::OriginAccessControl")
def origin_access(at):
    found = {}
    for each in at.every("cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items"):
        found[each["Name"]] = {"OriginAccessControlConfig": each, "Id": each["Id"], "Ref": each["Id"]}
    return found


@reader("AWS::CloudFront::Function")
def edge_functions(at):
    return {
        each["Name"]: each | {"FunctionMetadata.FunctionARN": each["FunctionMetadata"]["FunctionARN"]}
        for each in at.every("cloudfront", "list_functions", "FunctionList.Items")
    }


@reader("AWS::CloudFront::ResponseHeadersPolicy")
def header_policies(at):
    found = {}
    for each in at.every("cloudfront", "list_response_headers_policies", "ResponseHeadersPolicyList.Items", Type="custom"):
        said = each["ResponseHeadersPolicy"]
        found[said["ResponseHeadersPolicyConfig"]["Name"]] = said | {"Ref": said["Id"]}
    return found


@reader("AWS::Route53::HostedZone")
def zones(at):
    found = {}
    for each in at.every("route53", "list_hosted_zones", "HostedZones"):
        name = each["Id"].rsplit("/", 1)[-1]
        seen = at.ask("route53", "get_hosted_zone", Id=name).get("VPCs") or []
        found[name] = each | {"Name": each["Name"].rstrip("."), "HostedZoneConfig": each.get("Config"),
                              "VPCs": [{"VPCId": v["VPCId"], "VPCRegion": v["VPCRegion"]} for v in seen]}
    return found


@reader("AWS::Route53::RecordSet")
def records(at):
    found = {}
    for zone in at.every("route53", "list_hosted_zones", "HostedZones"):
        name = zone["Id"].rsplit("/", 1)[-1]
        for each in at.every("route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=name):
            host = each["Name"].rstrip(".").replace("\\052", "*")
            found[f"{name}|{host}|{each['Type']}|{each.get('SetIdentifier', '')}"] = each | {
                "Name": host, "AliasTarget": each.get("AliasTarget") and each["AliasTarget"]
                | {"DNSName": each["AliasTarget"]["DNSName"].rstrip(".")}, "ResourceRecords": [r["Value"].rstrip(".") for r in each.get("ResourceRecords", [])],
            }
    return found


@reader("AWS::Route53::HealthCheck")
def health_checks(at):
    return {
        each["HealthCheckConfig"].get("FullyQualifiedDomainName", each["Id"]): each | {"HealthCheckId": each["Id"], "Ref": each["Id"]}
        for each in at.every("route53", "list_health_checks", "HealthChecks")
    }


@reader("AWS::CertificateManager::Certificate")
def certificates(at):
    found = {}
    for each in at.every("acm", "list_certificates", "CertificateSummaryList"):
        said = at.ask("acm", "describe_certificate", CertificateArn=each["CertificateArn"])["Certificate"]
        # The domain itself is among the service's names and not among a template's.
        others = [name for name in said.get("SubjectAlternativeNames", []) if name != said["DomainName"]]
        found[said["CertificateArn"]] = {"DomainName": said["DomainName"], "SubjectAlternativeNames": others}
    return found


@reader("AWS::SSM::Parameter")
def parameters(at):
    words = {"Path": "/" + self_name(at), "Recursive": True}
    return {each["Name"]: each for each in at.every("ssm", "get_parameters_by_path", "Parameters", **words)}


def self_name(at):
    return at.asked["system"]


@reader("AWS::IoT::Policy")
def thing_policies(at):
    found = {}
    for each in at.every("iot", "list_policies", "policies"):
        said = at.ask("iot", "get_policy", policyName=each["policyName"])
        found[each["policyName"]] = {"PolicyDocument": json.loads(said["policyDocument"])}
    return found


@reader("AWS::IoT::TopicRule")
def thing_rules(at):
    found = {}
    for each in at.every("iot", "list_topic_rules", "rules"):
        said = at.ask("iot", "get_topic_rule", ruleName=each["ruleName"])["rule"]
        found[each["ruleName"]] = {"TopicRulePayload": said}
    return found


@reader("AWS::MSK::Configuration")
def stream_settings(at):
    return {
        each["Name"]: each | {"Ref": each["Arn"]} for each in at.every("kafka", "list_configurations", "Configurations")
    }


@reader("AWS::MSK::BatchScramSecret")
def stream_users(at):
    found = {}
    for each in at.every("kafka", "list_clusters", "ClusterInfoList"):
        found[each["ClusterArn"]] = {
            "SecretArnList": at.every("kafka", "list_scram_secrets", "SecretArnList", ClusterArn=each["ClusterArn"])
        }
    return found


@reader("AWS::WAFv2::WebACL")
def firewalls(at):
    found = {}
    for scope in ("REGIONAL", "CLOUDFRONT") if at.region == "us-east-1" else ("REGIONAL",):
        for each in at.ask("wafv2", "list_web_acls", Scope=scope).get("WebACLs", []):
            said = at.ask("wafv2", "get_web_acl", Name=each["Name"], Scope=scope, Id=each["Id"])["WebACL"]
            found[f"{scope}|{each['Name']}"] = said | {"Scope": scope, "Arn": each["ARN"]}
    return found


@reader("AWS::WAFv2::WebACLAssociation")
def guarded(at):
    found = {}
    for each in at.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        said = at.ask_or_not("wafv2", "get_web_acl_for_resource", ResourceArn=each["LoadBalancerArn"]).get("WebACL")
        if said:
            found[each["LoadBalancerArn"]] = {"WebACLArn": said["ARN"]}
    return found


@reader("AWS::WAFv2::LoggingConfiguration")
def firewall_logs(at):
    found = at.other().ask("wafv2", "list_logging_configurations", Scope="REGIONAL").get("LoggingConfigurations", [])
    return {each["ResourceArn"]: each for each in found}


@reader("AWS::CloudTrail::Trail")
def trails(at):
    found = {}
    for each in at.every("cloudtrail", "describe_trails", "trailList"):
        on = at.ask_or_not("cloudtrail", "get_trail_status", Name=each["TrailARN"]).get("IsLogging")
        found[each["Name"]] = each | {
            "IsLogging": on, "EnableLogFileValidation": each.get("LogFileValidationEnabled"), "Arn": each["TrailARN"],
        }
    return found


@reader("AWS::GuardDuty::Detector")
def detectors(at):
    found = at.every("guardduty", "list_detectors", "DetectorIds")
    return {"detector": {"Enable": at.ask("guardduty", "get_detector", DetectorId=found[0])["Status"] == "ENABLED"}} if found else {}


@reader("AWS::SecurityHub::Hub")
def hub(at):
    return {"hub": {}} if at.ask_or_not("securityhub", "describe_hub").get("HubArn") else {}


@reader("AWS::Shield::Protection")
def shields(at):
    return {each["ResourceArn"]: each for each in at.every("shield", "list_protections", "Protections")}


@reader("AWS::Budgets::Budget")
def budgets(at):
    found = {}
    for each in at.every("budgets", "describe_budgets", "Budgets", AccountId=at.asked["account"]):
        limit = each["BudgetLimit"]
        said = {"BudgetName": each["BudgetName"], "CostFilters": each.get("CostFilters"), "BudgetType": each["BudgetType"], "TimeUnit": each["TimeUnit"],
                "BudgetLimit": {"Amount": float(limit["Amount"]), "Unit": limit["Unit"]}}
        found[each["BudgetName"]] = {"Budget": said}
    return found


@reader("AWS::ApplicationAutoScaling::ScalableTarget")
def scaling(at):
    found = {}
    actions = at.every("application-autoscaling", "describe_scheduled_actions", "ScheduledActions", ServiceNamespace="ecs")
    for each in at.every("application-autoscaling", "describe_scalable_targets", "ScalableTargets", ServiceNamespace="ecs"):
        own = [a for a in actions if a["ResourceId"] == each["ResourceId"]]
        found[each["ResourceId"]] = each | ({"ScheduledActions": own} if own else {})
    return found


@reader("AWS::ApplicationAutoScaling::ScalingPolicy")
def scaling_policies(at):
    found = at.every("application-autoscaling", "describe_scaling_policies", "ScalingPolicies", ServiceNamespace="ecs")
    return {each["PolicyName"]: each for each in found}


@reader("AWS::Scheduler::Schedule")
def schedules(at):
    return {
        each["Name"]: at.ask("scheduler", "get_schedule", Name=each["Name"]) for each in at.every("scheduler", "list_schedules", "Schedules")
    }


@reader("AWS::DynamoDB::Table")
def tables(at):
    return {name: at.ask("dynamodb", "describe_table", TableName=name)["Table"] for name in at.every("dynamodb", "list_tables", "TableNames")}


def main():
    asked = json.load(sys.stdin)
    found, faults, places = {}, [], {}
    for kind, regions in asked["kinds"].items():
        for region in regions:
            at = places.setdefault(region, Account(asked, region))
            try:
                found.setdefault(kind, {})[region] = READERS[kind](at)
            except KeyError as fault:
                faults.append(f"{kind} in {region}: the answer lacks {fault}" if kind in READERS else f"{kind}: nobody reads it back")
            except Exception as fault:
                faults.append(f"{kind} in {region}: {fault}")
    json.dump({"found": found, "faults": faults}, sys.stdout, default=str)


if __name__ == "__main__":
    main()
