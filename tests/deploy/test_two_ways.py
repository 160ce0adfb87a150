"""One profile, two ways: what CloudFormation's templates say of each resource, Terraform's files say too, and the other way
round: every name, size, rule and policy. References are left out: each way has its own."""

import collections
import json
import re

import pytest

from rendered import PROFILES, rendered

# What one way says in other words, or not at all: (type, property) → why.
ONLY_CLOUDFORMATION = {
    ("AWS::CloudFront::Distribution", "origin_access_identity"): "an empty word that CloudFormation asks for",
    ("AWS::EC2::FlowLog", "resource_type"): "Terraform names the network by `vpc_id`",
    ("AWS::EC2::LaunchTemplate", "resource_type"): "Terraform tags the template by `tags`",
    ("AWS::ECS::Service", "assign_public_ip"): "false in Terraform",
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "field"): "Terraform has a block for each kind of condition",
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "scheme"): "`internal` in Terraform",
    ("AWS::Budgets::Budget", "subscription_type"): "Terraform has a list for each kind of subscriber",
    ("AWS::RDS::DBInstance", "automatic_backup_replication_region"): "Terraform has a resource for it, in that region",
    ("AWS::RDS::DBInstance", "source_region"): "Terraform takes it from the source's whole name",
    ("AWS::SecurityHub::Hub", "*"): "Terraform's account of Security Hub bears no tags",
}
ONLY_TERRAFORM = {
    ("aws_budgets_budget", "name"): "a key in CloudFormation's object of filters",
    ("aws_cloudfront_distribution", "http_port"): "a word that the provider asks for; CloudFormation's own is the same",
    ("aws_cloudfront_distribution", "restriction_type"): "a block that the provider asks for: nothing is restricted",
    ("aws_db_instance", "final_snapshot_identifier"): "CloudFormation keeps the last copy by DeletionPolicy",
    ("aws_db_instance", "password_wo_version"): "a password that Terraform writes and does not keep has a version",
    ("aws_db_parameter_group", "apply_method"): "CloudFormation chooses it by the parameter",
    ("aws_db_parameter_group", "name"): "a key in CloudFormation's object of parameters",
    ("aws_ecs_service", "assign_public_ip"): "DISABLED in CloudFormation",
    ("aws_ecs_service", "desired_count"): "the first number; the plan asks for it once CloudFormation has made the service",
    ("aws_iot_topic_rule", "enabled"): "RuleDisabled in CloudFormation",
    ("aws_lb", "internal"): "the scheme in CloudFormation",
    ("aws_lb_target_group", "enabled"): "the health check is there at all",
    ("aws_route53_record", "allow_overwrite"): "the proof of a certificate, which CloudFormation writes by itself",
    ("aws_route53_record", "ttl"): "the proof of a certificate, which CloudFormation writes by itself",
    ("aws_secretsmanager_secret_version", "secret_string_wo_version"): "a value that Terraform does not keep has a version",
}
# Resources that one way does not need.
NO_TERRAFORM = {
    "AWS::SecretsManager::SecretTargetAttachment": "Terraform writes the database's host into the secret's version itself",
    "AWS::SSM::Parameter": "values between stacks: Terraform's resources refer to each other",
}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def text(value):
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value).strip().lower()


def leaves(value, key=""):
    """Every scalar with the name it stands under; documents inside texts are read too."""
    if isinstance(value, dict):
        if set(value) & {"Ref", "Fn::GetAtt"}:
            return
        if "Fn::Join" in value:
            pieces = value["Fn::Join"][1]
            whole = "".join(piece if isinstance(piece, str) else "${it}" for piece in pieces)
            yield from leaves(whole, key)
            return
        small = {name.lower(): each for name, each in value.items()}
        if set(small) == {"key", "value"} or set(small) == {"name", "value"}:
            yield from leaves(small["value"], small.get("key", small.get("name")))
            return
        for name, each in value.items():
            yield from leaves(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, key)
    elif value is not None:
        if isinstance(value, str) and value[:1] in ("{", "["):
            try:
                # An expression in a document may hold quotes of its own.
                yield from leaves(json.loads(re.sub(r"(?<!\$)\$\{(?!iot:)[^{}]*\}", "${it}", value)), key)
                return
            except ValueError:
                pass
        key = "" if "${" in key or "{{" in key else key
        said = text(value).replace("$${", "${")
        if "{{resolve" not in said and not re.search(r"\$\{(?!iot:)", said):
            yield snake(key), said


def mixed(value):
    """Texts that hold references."""
    if isinstance(value, str):
        if "${" in value:
            yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from mixed(each)


def both(system, environment):
    """By the names of the resources: what CloudFormation says, and what Terraform says with what it keeps beside."""
    folder = rendered(system, environment)
    ours = {}
    for path in folder.glob("cloudformation/*.json"):
        ours |= {name: one for name, one in json.loads(path.read_text())["Resources"].items() if one["Type"] not in NO_TERRAFORM}
    theirs = collections.defaultdict(list)
    main = json.loads((folder / "terraform/main.tf.json").read_text())
    for section in ("resource", "ephemeral"):
        for kind, all_of_it in main.get(section, {}).items():
            for name, one in all_of_it.items():
                # `DatabaseGroupEgress1` belongs to `DatabaseGroup`.
                owner = max((own for own in ours if name.startswith(own)), key=len, default=name)
                theirs[owner].append((kind, one))
    return ours, theirs


def reasoned(reasons, kind, key):
    return (kind, key) in reasons or (kind, "*") in reasons


@pytest.mark.parametrize("system, environment", PROFILES)
def test_terraform_says_what_cloudformation_says(system, environment):
    ours, theirs = both(system, environment)
    missing, count = [], 0
    for name, resource in ours.items():
        kind = resource["Type"]
        if not theirs[name]:
            missing.append(f"{kind} {name}: Terraform has none")
            continue
        said = [leaf for _, one in theirs[name] for leaf in leaves(one)]
        # What stands beside a reference in one text: the user beside the drawn password.
        beside = set(re.findall(r"[\w.-]+", " ".join(mixed([one for _, one in theirs[name]])).lower()))
        values = {value for _, value in said} | beside
        for key, value in leaves(resource.get("Properties", {})):
            count += 1
            if value not in values and not reasoned(ONLY_CLOUDFORMATION, kind, key):
                missing.append(f"{kind} {name}: {key} = {value}")
    assert not missing, "\n".join(missing)
    print(f"{system}/{environment}: {len(ours)} resources, {count} values the same in Terraform")


@pytest.mark.parametrize("system, environment", PROFILES)
def test_terraform_says_nothing_else(system, environment):
    ours, theirs = both(system, environment)
    more, count = [], 0
    for name, resources in theirs.items():
        if name not in ours:
            more.append(f"{resources[0][0]} {name}: CloudFormation has none")
            continue
        values = {value for _, value in leaves(ours[name].get("Properties", {}))}
        for kind, one in resources:
            for key, value in leaves({k: v for k, v in one.items() if k not in ("provider", "lifecycle", "depends_on")}):
                count += 1
                if value not in values and not reasoned(ONLY_TERRAFORM, kind, key):
                    more.append(f"{kind} {name}: {key} = {value}")
    assert not more, "\n".join(more)
    print(f"{system}/{environment}: {count} values of Terraform's, none but CloudFormation's")


def test_every_reason_is_needed():
    """A reason for what both ways say by now goes."""
    used = set()
    for system, environment in PROFILES:
        ours, theirs = both(system, environment)
        for name, resource in ours.items():
            values = {value for _, one in theirs[name] for _, value in leaves(one)}
            used |= {(resource["Type"], key) for key, value in leaves(resource.get("Properties", {})) if value not in values}
            used |= {(resource["Type"], "*") for _, value in leaves(resource.get("Properties", {})) if value not in values}
            values = {value for _, value in leaves(resource.get("Properties", {}))}
            used |= {(kind, key) for kind, one in theirs[name] for key, value in leaves(one) if value not in values}
    assert set(ONLY_CLOUDFORMATION) | set(ONLY_TERRAFORM) <= used, (set(ONLY_CLOUDFORMATION) | set(ONLY_TERRAFORM)) - used
