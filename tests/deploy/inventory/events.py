"""What tells others: topics, queues, the event log, devices."""

import json

from readers import listed, reader

listed("AWS::IoT::Thing", "iot", "list_things", "things", "thingName")
listed("AWS::MSK::Cluster", "kafka", "list_clusters", "ClusterInfoList", "ClusterName", Ref="ClusterArn", Arn="ClusterArn")


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
