"""What keeps data: databases, caches, buckets, tables, images, parameters."""

import json

from readers import listed, reader

listed("AWS::ElastiCache::SubnetGroup", "elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups", "CacheSubnetGroupName",
       Description="CacheSubnetGroupDescription")


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


@reader("AWS::DynamoDB::Table")
def tables(at):
    return {name: at.ask("dynamodb", "describe_table", TableName=name)["Table"] for name in at.every("dynamodb", "list_tables", "TableNames")}


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


@reader("AWS::SSM::Parameter")
def parameters(at):
    words = {"Path": "/" + at.asked["system"], "Recursive": True}
    return {each["Name"]: each for each in at.every("ssm", "get_parameters_by_path", "Parameters", **words)}
