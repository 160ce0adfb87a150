"""Each resource of a system, looked for through its own service and not through CloudFormation's word, and its
attributes compared with what the profile renders.

The measure is what `hesap deploy render` writes: every resource in it must be found, under the name that the template
gives it or under the one that the stack (or the command that made it, or Terraform) noted, and every property that its
service tells must be the template's.
"""

import json
import pathlib
import re
import subprocess

from conftest import ROOT
from rendered import render

# What an emulator answers otherwise than it was told: (type, property) → why. A property that is not in the service's
# answer at all is not compared.
FORGOTTEN = {
    ("AWS::EC2::VPCEndpoint", "SecurityGroupIds"): "MiniStack's stacks give endpoints no groups",
    ("AWS::ECS::Service", "EnableECSManagedTags"): "MiniStack's stacks do not hand it over",
    ("AWS::ECS::Service", "EnableExecuteCommand"): "MiniStack's stacks do not hand it over",
    ("AWS::ECS::Service", "HealthCheckGracePeriodSeconds"): "MiniStack's stacks do not hand it over",
    ("AWS::ECS::Service", "PropagateTags"): "MiniStack's stacks do not hand it over",
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions.LinuxParameters.InitProcessEnabled"): "kept with capitals, not read",
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions.Secrets.Name"): "kept with capitals, not read",
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions.Secrets.ValueFrom"): "kept with capitals, not read",
    ("AWS::ECS::TaskDefinition", "Volumes.Name"): "kept with capitals, not read",
    ("AWS::EKS::Cluster", "AccessConfig.BootstrapClusterCreatorAdminPermissions"): "MiniStack does not answer it",
    ("AWS::EKS::Cluster", "EncryptionConfig"): "MiniStack's stacks do not hand it over",
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "Actions.ForwardConfig"): "MiniStack's stacks keep the first group of it",
    ("AWS::RDS::DBInstance", "EnableCloudwatchLogsExports"): "MiniStack keeps no exports of logs",
    ("AWS::RDS::DBInstance", "SourceDBInstanceIdentifier"): "MiniStack's stacks make a copy a database of its own",
    ("AWS::Route53::HealthCheck", "HealthCheckConfig.EnableSNI"): "MiniStack does not keep it",
    ("AWS::Route53::HealthCheck", "HealthCheckConfig.MeasureLatency"): "MiniStack does not keep it",
    ("AWS::Route53::HostedZone", "VPCs"): "MiniStack's stacks do not hand it over",
    ("AWS::S3::Bucket", "BucketEncryption.ServerSideEncryptionConfiguration.BucketKeyEnabled"): "as the key",
    ("AWS::S3::Bucket", "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID"):
        "MiniStack's stacks encrypt every bucket with AES256",
    ("AWS::S3::Bucket", "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.SSEAlgorithm"):
        "MiniStack's stacks encrypt every bucket with AES256",
    ("AWS::Scheduler::Schedule", "ScheduleExpressionTimezone"): "MiniStack's stacks do not hand it over",
}

# Types whose resources are named by a template's own words, the rest by what made them.
NAMES = {
    "AWS::ApplicationAutoScaling::ScalableTarget": ["ResourceId"],
    "AWS::ApplicationAutoScaling::ScalingPolicy": ["PolicyName"],
    "AWS::Budgets::Budget": ["Budget.BudgetName"],
    "AWS::CloudFront::Function": ["Name"],
    "AWS::CloudFront::OriginAccessControl": ["OriginAccessControlConfig.Name"],
    "AWS::CloudFront::ResponseHeadersPolicy": ["ResponseHeadersPolicyConfig.Name"],
    "AWS::CloudTrail::Trail": ["TrailName"],
    "AWS::CloudWatch::Alarm": ["AlarmName"],
    "AWS::CloudWatch::Dashboard": ["DashboardName"],
    "AWS::Config::ConfigurationRecorder": ["Name"],
    "AWS::Config::DeliveryChannel": ["Name"],
    "AWS::DynamoDB::Table": ["TableName"],
    "AWS::EC2::FlowLog": ["ResourceId"],
    "AWS::EC2::LaunchTemplate": ["LaunchTemplateName"],
    "AWS::EC2::Route": ["RouteTableId", "DestinationCidrBlock"],
    "AWS::EC2::SubnetRouteTableAssociation": ["SubnetId"],
    "AWS::EC2::VPCGatewayAttachment": ["VpcId"],
    "AWS::ECR::Repository": ["RepositoryName"],
    "AWS::ECS::Cluster": ["ClusterName"],
    "AWS::ECS::Service": ["ServiceName"],
    "AWS::ECS::TaskDefinition": ["Family"],
    "AWS::EKS::Addon": ["ClusterName", "AddonName"],
    "AWS::EKS::Cluster": ["Name"],
    "AWS::EKS::Nodegroup": ["ClusterName", "NodegroupName"],
    "AWS::EKS::PodIdentityAssociation": ["ClusterName", "Namespace", "ServiceAccount"],
    "AWS::ElastiCache::ReplicationGroup": ["ReplicationGroupId"],
    "AWS::ElastiCache::SubnetGroup": ["CacheSubnetGroupName"],
    "AWS::ElasticLoadBalancingV2::Listener": ["LoadBalancerArn", "Port"],
    "AWS::ElasticLoadBalancingV2::ListenerRule": ["ListenerArn", "Priority"],
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ["Name"],
    "AWS::ElasticLoadBalancingV2::TargetGroup": ["Name"],
    "AWS::IAM::Role": ["RoleName"],
    "AWS::IoT::Policy": ["PolicyName"],
    "AWS::IoT::Thing": ["ThingName"],
    "AWS::IoT::TopicRule": ["RuleName"],
    "AWS::KMS::Alias": ["AliasName"],
    "AWS::Logs::LogGroup": ["LogGroupName"],
    "AWS::MSK::BatchScramSecret": ["ClusterArn"],
    "AWS::MSK::Cluster": ["ClusterName"],
    "AWS::MSK::Configuration": ["Name"],
    "AWS::RDS::DBInstance": ["DBInstanceIdentifier"],
    "AWS::RDS::DBParameterGroup": ["DBParameterGroupName"],
    "AWS::RDS::DBSubnetGroup": ["DBSubnetGroupName"],
    "AWS::Route53::HealthCheck": ["HealthCheckConfig.FullyQualifiedDomainName"],
    "AWS::Route53::RecordSet": ["HostedZoneId", "Name", "Type", "SetIdentifier"],
    "AWS::S3::Bucket": ["BucketName"],
    "AWS::S3::BucketPolicy": ["Bucket"],
    "AWS::SNS::Subscription": ["TopicArn", "Protocol", "Endpoint"],
    "AWS::SNS::Topic": ["TopicName"],
    "AWS::SNS::TopicPolicy": ["Topics.0"],
    "AWS::SQS::Queue": ["QueueName"],
    "AWS::SQS::QueuePolicy": ["Queues.0"],
    "AWS::SSM::Parameter": ["Name"],
    "AWS::Scheduler::Schedule": ["Name"],
    "AWS::SecretsManager::Secret": ["Name"],
    "AWS::Shield::Protection": ["ResourceArn"],
    "AWS::WAFv2::LoggingConfiguration": ["ResourceArn"],
    "AWS::WAFv2::WebACL": ["Scope", "Name"],
    "AWS::WAFv2::WebACLAssociation": ["ResourceArn"],
}
SINGLE = {
    "AWS::ECR::ReplicationConfiguration": "registry", "AWS::GuardDuty::Detector": "detector", "AWS::SecurityHub::Hub": "hub",
}
# A key waits seven days for its end.
LATE = {"AWS::KMS::Key", "AWS::KMS::ReplicaKey", "AWS::KMS::Alias"}


class Unknown:
    """A value that only the account knows; equal to everything, named by nothing."""


UNKNOWN = Unknown()


class Either(str):
    """A name that is written in two ways."""

    def __new__(cls, text, other):
        self = super().__new__(cls, text)
        self.other = other
        return self


class Expected:
    """Every resource that a profile renders, with its region and its properties."""

    def __init__(self, profile, environment, folder):
        self.resources = {}
        source = profile if profile.endswith(".yaml") else ROOT / f"deploy/profiles/{profile}.yaml"
        for path in sorted(render(source, folder, environment).glob("cloudformation/*.json")):
            region = path.name.split(".")[1]
            for name, resource in json.loads(path.read_text())["Resources"].items():
                self.resources[name, region] = resource

    def of(self, kind, region, name):
        """The properties of one resource by its own name."""
        for (_, place), resource in self.resources.items():
            if resource["Type"] == kind and place == region and resource["Properties"].get("Name") == name:
                return resource["Properties"]
        return None

    def kinds(self):
        result = {}
        for (_, region), resource in self.resources.items():
            result.setdefault(resource["Type"], set()).add(region)
        return {kind: sorted(regions) for kind, regions in result.items()}


class Account:
    """What was found, with the words of templates resolved by it."""

    def __init__(self, expected, found, made):
        self.expected, self.found, self.made = expected, found, made
        self.told, self.names, self.forgotten, self.secrets = {}, {}, set(), {}
        for region, parameters in found.get("AWS::SSM::Parameter", {}).items():
            self.told |= {(region, name): each["Value"] for name, each in parameters.items()}

    def name(self, key):
        """What a resource is called in the inventory; None when only the account could say."""
        if key not in self.names:
            self.names[key] = self.named(key)
        return self.names[key]

    def named(self, key):
        if key not in self.expected.resources:
            return None
        resource = self.expected.resources[key]
        kind, properties = resource["Type"], resource.get("Properties", {})
        if kind in SINGLE:
            return SINGLE[kind]
        if kind == "AWS::CloudFront::Distribution":
            return "|".join(sorted(properties["DistributionConfig"]["Aliases"]))
        if kind == "AWS::IAM::OIDCProvider":
            return self.resolved(properties["Url"], key[1]).removeprefix("https://")
        if kind in ("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"):
            from_or_to = "Source" if kind.endswith("Ingress") else "Destination"
            rule = {name: self.resolved(value, key[1]) for name, value in properties.items()}
            place = next((rule[k] for k in ("CidrIp", f"{from_or_to}SecurityGroupId", f"{from_or_to}PrefixListId") if rule.get(k)), "")
            words = [rule["GroupId"], rule["IpProtocol"], rule.get("FromPort", ""), rule.get("ToPort", ""), place]
        elif kind == "AWS::SecretsManager::SecretTargetAttachment":
            return self.name((properties["SecretId"]["Ref"], key[1]))
        elif kind in NAMES:
            words = [self.resolved(at(properties, path), key[1]) for path in NAMES[kind]]
        else:
            made = self.made.get(key)
            return made.rsplit("/", 1)[-1] if kind == "AWS::Route53::HostedZone" and made else made
        if any(word is UNKNOWN for word in words):
            return None
        return "|".join("" if word is None else str(word) for word in words)

    def description(self, key):
        resource = self.expected.resources.get(key)
        return None if resource is None else self.found.get(resource["Type"], {}).get(key[1], {}).get(self.name(key) or "")

    def resolved(self, value, region):
        if isinstance(value, list):
            return [self.resolved(each, region) for each in value]
        if isinstance(value, str):
            return self.texts(value, region)
        if not isinstance(value, dict):
            return value
        if set(value) == {"Ref"}:
            key = (value["Ref"], region)
            said = self.description(key) or {}
            if key in self.expected.resources and self.expected.resources[key]["Type"] == "AWS::SecretsManager::Secret":
                # One emulator's stacks call a secret by its name where AWS calls it by its whole one.
                return Either(said.get("Ref", ""), self.name(key))
            return said.get("Ref") or self.name(key) or UNKNOWN
        if set(value) == {"Fn::GetAtt"}:
            name, attribute = value["Fn::GetAtt"]
            return self.attribute(name, attribute, region)
        if set(value) == {"Fn::Join"}:
            pieces = [self.resolved(each, region) for each in value["Fn::Join"][1]]
            return UNKNOWN if any(piece is UNKNOWN for piece in pieces) else value["Fn::Join"][0].join(map(str, pieces))
        return {name: self.resolved(each, region) for name, each in value.items()}

    def attribute(self, name, attribute, region):
        said = self.description((name, region)) or {}
        return said.get(attribute) or UNKNOWN

    def texts(self, text, region):
        if "{{resolve:secretsmanager:" in text:
            name, _, field = text.removeprefix("{{resolve:secretsmanager:").removesuffix("}}").split(":")
            return self.secrets.get((name, field), UNKNOWN)
        for name in re.findall(r"\{\{resolve:ssm:([^}]+)\}\}", text):
            if (region, name) not in self.told:
                return UNKNOWN
            text = text.replace("{{resolve:ssm:" + name + "}}", self.told[region, name])
        return text


def at(value, path):
    for word in path.split("."):
        if value is None:
            return None
        value = value[int(word)] if isinstance(value, list) else value.get(word)
    return value


def plain(value):
    """A scalar as text: true and True, 60 and 60.0 and "60" are one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    text = str(value).replace("http://localhost:", "http://127.0.0.1:")
    return text.lower() if text in ("True", "False") else text.removesuffix(".0")


def differences(wanted, said, path=""):
    """Where what a service says does not hold what a template wants: place, wanted, said."""
    if wanted is UNKNOWN:
        return
    if isinstance(said, str) and isinstance(wanted, (dict, list)) and said[:1] in ("{", "["):
        said = json.loads(said)
    if isinstance(wanted, str) and wanted[:1] in ("{", "[") and isinstance(said, (dict, list)):
        wanted = json.loads(wanted)
    if isinstance(wanted, str) and wanted[:1] in ("{", "[") and isinstance(said, str) and said[:1] in ("{", "["):
        wanted, said = json.loads(wanted), json.loads(said)
    if isinstance(said, dict) and "Items" in said and not (isinstance(wanted, dict) and "Items" in wanted):
        said = said["Items"]
    if isinstance(wanted, dict):
        if isinstance(said, list) and all(isinstance(each, dict) and {"Key", "Value"} <= set(each) for each in said):
            said = {each["Key"]: each["Value"] for each in said}
        if not isinstance(said, dict):
            yield path, wanted, said
            return
        small = {name.lower(): each for name, each in said.items()}
        for name, each in wanted.items():
            place = f"{path}.{name}" if path else name
            if small.get(name.lower()) is None and each not in (None, [], {}, ""):
                yield place, each, None
            else:
                yield from differences(each, small.get(name.lower()), place)
    elif isinstance(wanted, list):
        # One and a list of one say the same in a policy.
        rest = said if isinstance(said, list) else [] if said is None else [said]
        yield from unordered(wanted, list(rest), path)
    elif isinstance(said, list):
        yield from differences([wanted], said, path)
    elif wanted is not None and plain(wanted) != plain(said) and getattr(wanted, "other", wanted) != said:
        if not (wanted == "" and said is None):
            yield path, wanted, said


def unordered(wanted, rest, path):
    """Each wanted one against the one like it, by its name where it has one."""
    for each in wanted:
        found = [list(differences(each, other, path)) for other in rest]
        best = min(range(len(rest)), key=lambda i: (called(each) != called(rest[i]), len(found[i])), default=None)
        if best is None:
            yield path, each, None
            continue
        yield from found[best]
        rest.pop(best)


def called(value):
    small = {name.lower(): each for name, each in value.items()} if isinstance(value, dict) else {}
    return next((small[name] for name in ("name", "key", "id", "sid", "priority") if name in small), None)


def inventory(account, kinds, system):
    """Asks the services."""
    from emulated import TOOLS

    cloud = account.cloud
    moto = {service: cloud.moto_url for service in ("application-autoscaling", "shield", "guardduty", "securityhub", "config")}
    asked = {"url": cloud.url, "moto": cloud.moto_url, "places": moto, "account": account.number, "kinds": kinds, "system": system}
    program = pathlib.Path(__file__).with_name("inventory")
    answer = subprocess.run(
        [str(TOOLS / "bin/python"), str(program)], input=json.dumps(asked), capture_output=True, text=True, timeout=300
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    return json.loads(answer.stdout)


def made_by(system):
    """What stacks and commands called what they made, by the names in the templates."""
    result = {}
    stacks = {}
    regions = {region for _, region in system.expected.resources}
    for region in sorted(regions):
        stacks[region] = [
            stack["StackName"] for stack in system.account.aws("cloudformation", "describe-stacks", region=region)["Stacks"]
            if {"Key": "hesap:system", "Value": system.name} in stack["Tags"]
            and {"Key": "hesap:environment", "Value": system.environment} in stack["Tags"]
        ]
        for stack in stacks[region]:
            listed = system.account.aws("cloudformation", "list-stack-resources", "--stack-name", stack, region=region)
            for each in listed["StackResourceSummaries"]:
                result[each["LogicalResourceId"], region] = each.get("PhysicalResourceId", "")
    return result


def compared(expected, account, missing_ok=()):
    """Every resource of a profile against the account: how many, how many properties, what is wrong."""
    wrong, resources, properties = [], 0, 0
    for key, resource in expected.resources.items():
        kind, (name, region) = resource["Type"], key
        if kind in missing_ok or name.startswith("Tell") and kind == "AWS::SSM::Parameter" and told_of(expected, key, missing_ok):
            continue
        resources += 1
        said = account.description(key)
        if said is None:
            wrong.append(f"{kind} {name} in {region}: not there ({account.name(key)})")
            continue
        small = {each.lower(): value for each, value in said.items()}
        for each, value in resource.get("Properties", {}).items():
            if small.get(each.lower()) is None or each in ("Tags", "HostedZoneTags"):
                continue
            properties += 1
            for place, wanted, found in differences(account.resolved(value, region), small[each.lower()], each):
                if (kind, place) in FORGOTTEN:
                    account.forgotten.add((kind, place))
                else:
                    wrong.append(f"{kind} {name} in {region}: {place} is {found!r}, not {wanted!r}")
    return resources, properties, wrong


def told_of(expected, key, missing_ok):
    """Whether a parameter tells of a resource that commands made: they tell only what somebody asks."""
    value = expected.resources[key]["Properties"]["Value"]
    name = value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0] if "Fn::GetAtt" in value else None
    return name is None or (name, key[1]) not in expected.stacked


def read_back(system, missing_ok=(), secrets=None):
    """What was looked for, and what was not found or is otherwise than the profile says."""
    made = made_by(system)
    system.expected.stacked = set(made)
    answer = inventory(system.account, system.expected.kinds(), f"{system.name}/{system.environment}")
    parameters = [
        each for region in answer["found"].get("AWS::SSM::Parameter", {}).values() for each in region.values()
    ]
    for (name, region) in system.expected.resources:
        # What commands made is noted in parameters.
        if (name, region) not in made:
            noted = [p["Value"] for p in parameters if p["Name"].endswith((f"/{name}/ref", f"/{name}/AllocationId"))]
            if noted:
                made[name, region] = noted[0]
    system.found = Account(system.expected, answer["found"], made)
    system.found.secrets = secrets or {}
    resources, properties, wrong = compared(system.expected, system.found, missing_ok)
    faults = [fault for fault in answer["faults"] if not fault.startswith(tuple(missing_ok))]
    return resources, properties, wrong + faults


def still_there(system):
    """After a destruction: what of the system is found still."""
    system_kinds = {kind: regions for kind, regions in system.expected.kinds().items() if kind not in LATE}
    answer = inventory(system.account, system_kinds, f"{system.name}/{system.environment}")
    left = []
    for key, resource in system.expected.resources.items():
        kind, region = resource["Type"], key[1]
        name = system.found.name(key)
        if kind not in LATE and kind not in SINGLE and name in answer["found"].get(kind, {}).get(region, {}):
            left.append(f"{kind} {key[0]} in {region} ({name})")
    return left + answer["faults"]
