"""What runs: tasks, clusters, their machines, and what changes their number."""

from readers import READERS, reader


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
