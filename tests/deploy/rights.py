"""What a policy allows, and what calls ask for: as far as IAM's own rules are needed for the deployer's policies."""

import fnmatch
import json

# The names by which services sign, where policies call them otherwise.
SERVICES = {"monitoring": "cloudwatch", "tagging": "tag"}
# Calls whose right has another name.
RIGHTS = {
    ("s3", "HeadBucket"): ["s3:ListBucket"], ("s3", "ListObjectVersions"): ["s3:ListBucketVersions"],
    ("s3", "ListObjectsV2"): ["s3:ListBucket"], ("s3", "CopyObject"): ["s3:GetObject", "s3:PutObject"],
    ("s3", "DeleteObjects"): ["s3:DeleteObject", "s3:DeleteObjectVersion"],
    ("s3", "PutBucketEncryption"): ["s3:PutEncryptionConfiguration"],
    ("s3", "PutPublicAccessBlock"): ["s3:PutBucketPublicAccessBlock"],
    ("budgets", "CreateBudget"): ["budgets:ModifyBudget"], ("sts", "GetCallerIdentity"): [],
}


def rights(call):
    service = SERVICES.get(call["service"], call["service"])
    return RIGHTS.get((service, call["verb"]), [f"{service}:{call['verb']}"])


# Steps of a plan by which commands make what stacks make at AWS.
DIRECT = ("make-", "find-", "settled-", "remove-")


def made_directly(journal):
    """The rights that such steps alone ask for."""
    asked = {True: set(), False: set()}
    for line in journal:
        if line["kind"] == "intent" and line["command"].startswith("aws "):
            service, verb = line["command"].split()[1:3]
            asked[line["step"].startswith(DIRECT)].add((service, verb.replace("-", "")))
    return {f"{service}:{verb}" for service, verb in asked[True] - asked[False]}


def things(call, account):
    """The resources that a call names, as far as its words say."""
    words, region = call["words"], call["region"]
    service = SERVICES.get(call["service"], call["service"])
    names = {
        "cloudformation": [("StackName", "stack/{}/0")], "secretsmanager": [("SecretId", "secret:{}-AbCdEf")],
        "ecr": [("repositoryName", "repository/{}")], "cloudwatch": [("AlarmName", "alarm:{}")],
        "rds": [("DBInstanceIdentifier", "db:{}"), ("DBSnapshotIdentifier", "snapshot:{}")],
        "dynamodb": [("TableName", "table/{}")], "eks": [("clusterName", "cluster/{}"), ("name", "cluster/{}")],
        "ssm": [("Name", "parameter{}"), ("Path", "parameter{}/")],
    }
    if service == "s3":
        return [f"arn:aws:s3:::{words['Bucket']}" + (f"/{words['Key']}" if "Key" in words else "")]
    found = [
        words[name] if str(words[name]).startswith("arn:") else f"arn:aws:{service}:{region}:{account}:{form.format(words[name])}"
        for name, form in names.get(service, []) if isinstance(words.get(name), str)
    ]
    if service == "ssm":
        found += [f"arn:aws:ssm:{region}:{account}:parameter{name}" for name in words.get("Names", [])]
    if service == "rds" and call["verb"] == "CreateDBSnapshot":
        return found
    return found[:1]


def allowed(statement, right, thing, region):
    """Whether one statement allows a right on a thing; things that are not known are any."""
    if not any(fnmatch.fnmatchcase(right.lower(), action.lower()) for action in statement["Action"]):
        return False
    regions = statement.get("Condition", {}).get("StringEquals", {}).get("aws:RequestedRegion")
    if regions is not None and region not in regions:
        return False
    return thing is None or any(fnmatch.fnmatchcase(thing, wanted) for wanted in statement["Resource"])


def refused(calls, statements, account, directly=()):
    """The calls that the statements do not allow, once each; those apart that stacks make at AWS."""
    result = {}
    for call in calls:
        for right in rights(call):
            if right.lower() in directly:
                continue
            for thing in things(call, account) or [None]:
                if not any(allowed(one, right, thing, call["region"]) for one in statements):
                    result.setdefault(right, f"{right} on {thing} in {call['region']}")
    return sorted(result.values())


def registers(folder, kinds):
    """What CloudFormation itself says that it calls for each type: AWS' register, as cfn-lint carries it."""
    found = {}
    for path in folder.glob("lib/python3*/site-packages/cfnlint/data/schemas/resources/*.json"):
        text = path.read_text()
        if '"handlers"' in text:
            body = json.loads(text)
            if body["typeName"] in kinds:
                found[body["typeName"]] = {
                    right.lower() for handler in body["handlers"].values() for right in handler.get("permissions", [])
                }
    return found
