"""Who may do what, and by which key: roles, identities, keys, secrets."""

import json

from readers import READERS, listed, reader

listed("AWS::KMS::Alias", "kms", "list_aliases", "Aliases", "AliasName")


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
