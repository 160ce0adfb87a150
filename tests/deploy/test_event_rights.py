"""Who may do what in the event log: a user for each service, rights by topic and group, given by a script that Kafka's own
tool carries out. The tool and `aws` are stand-ins here that write down what they were asked."""

import collections
import json
import os
import re
import subprocess

import pytest
import yaml

from conftest import ROOT
from rendered import rendered

ACCOUNT, LOG = "111122223333", "globalpay-prod-kafka"
TOPICS = [f"globalpay.{name}" for name in ("check", "fiscal-document", "payment-intent", "refund")]
WRITES, READS = {"payment-processor"}, {"api-gateway", "reconciliation-engine"}

AWS = """#!/bin/sh
for word in "$@"; do [ "$before" = --region ] && region=$word; before=$word; done
case "$1 $2" in
    "kafka list-clusters-v2") echo "arn:aws:kafka:$region:$ACCOUNT:cluster/globalpay-prod-kafka/0a-1" ;;
    "kafka get-bootstrap-brokers") echo "b-1.$region:9098,b-2.$region:9098" ;;
    *) exit 9 ;;
esac
"""
KAFKA = """#!/bin/sh
grep -q sasl.mechanism=AWS_MSK_IAM "$4" && shift 4 && echo "$*" >> "$ASKED"
"""


@pytest.fixture
def give(tmp_path):
    """Runs the script with stand-ins; answers how it ended and what Kafka was asked for."""
    for name, text in (("aws", AWS), ("kafka-acls.sh", KAFKA)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)

    def run(*words, account=ACCOUNT, without=None):
        asked = tmp_path / "asked"
        asked.write_text("")
        path = f"{tmp_path}:{os.environ['PATH']}"
        if without:
            (tmp_path / without).unlink()
        done = subprocess.run(["sh", str(rendered("globalpay") / "kafka/rights.sh"), *words], capture_output=True, text=True, timeout=30,
                              env={"PATH": path, "ACCOUNT": account, "ASKED": str(asked)})
        return done, asked.read_text().splitlines()

    return run


def test_each_service_gets_its_rights_and_none_besides(give):
    done, asked = give("us-east-1")
    assert done.returncode == 0 and asked.pop() == "--list", done.stderr
    given = collections.defaultdict(set)
    for line in asked:
        user, operations, kind, name = re.fullmatch(r"--add --allow-principal User:globalpay-(\S+) ((?:--operation \w+ )+)--(topic|group) (\S+)", line).groups()
        given[user].add((kind, name, frozenset(operations.replace("--operation", "").split())))
    assert given.keys() == WRITES | READS
    for service in WRITES:
        assert given[service] == {("topic", topic, frozenset({"Write", "Describe"})) for topic in TOPICS}
    for service in READS:
        reads = {("topic", topic, frozenset({"Read", "Describe"})) for topic in TOPICS}
        assert given[service] == reads | {("group", f"globalpay-{service}", frozenset({"Read", "Describe"}))}
    assert give("eu-west-1")[1] == asked + ["--list"]


def test_another_account_another_region_and_a_missing_tool_are_refused(give):
    for words, more, status, said in (
        ([], {}, 64, "usage"), (["eu-north-1"], {}, 64, "usage: rights.sh us-east-1|eu-west-1"),
        (["us-east-1"], {"account": "999900001111"}, 3, f"of the account {ACCOUNT} is not in us-east-1"),
        (["us-east-1"], {"without": "kafka-acls.sh"}, 2, "kafka-acls.sh of Kafka is not in the PATH"),
    ):
        done, asked = give(*words, **more)
        assert (done.returncode, asked) == (status, []) and said in done.stderr, done.stderr


def test_nobody_may_anything_without_rights_and_who_gives_them_reads_nothing():
    folder = rendered("globalpay")
    for path in folder.glob("cloudformation/data.*.json"):
        for found in json.loads(path.read_text())["Resources"].values():
            if found["Type"] == "AWS::MSK::Configuration":
                assert "allow.everyone.if.no.acl.found=false" in found["Properties"]["ServerProperties"].splitlines()
    keeper = json.loads((folder / "kafka/keeper.json").read_text())["Statement"]
    actions = {action for statement in keeper for action in statement["Action"]}
    assert actions == {"kafka:ListClustersV2", "kafka:GetBootstrapBrokers", "kafka-cluster:Connect", "kafka-cluster:DescribeCluster",
                       "kafka-cluster:AlterCluster"}


def test_a_service_signs_in_as_itself_alone():
    """Its copies get its own user's secret, and every region's log knows every user."""
    folder = rendered("globalpay")
    secrets = {}
    for path in folder.glob("cloudformation/data.*.json"):
        resources = json.loads(path.read_text())["Resources"]
        for found in resources.values():
            template = found["Properties"].get("GenerateSecretString", {}).get("SecretStringTemplate", "")
            if found["Type"] == "AWS::SecretsManager::Secret" and found["Properties"]["Name"].startswith("AmazonMSK_"):
                secrets[found["Properties"]["Name"]] = json.loads(template)["username"]
        for found in resources.values():
            if found["Type"] == "AWS::MSK::BatchScramSecret":
                assert len(found["Properties"]["SecretArnList"]) == len(WRITES | READS)
    assert set(secrets.values()) == {f"globalpay-{service}" for service in WRITES | READS}
    brought, used = {}, {}
    for path in folder.glob("kubernetes/us-east-1/*/*.yaml"):
        body = yaml.safe_load(path.read_text())
        if body["kind"] == "ExternalSecret":
            brought[body["metadata"]["name"]] = secrets.get(body["spec"]["data"][0]["remoteRef"]["key"])
        if body["kind"] == "Deployment":
            for variable in body["spec"]["template"]["spec"]["containers"][0].get("env", []):
                if variable["name"] == "KAFKA_USERNAME":
                    used[body["metadata"]["name"].rpartition("-")[0]] = variable["valueFrom"]["secretKeyRef"]["name"]
    assert {service: brought[name] for service, name in used.items()} == {service: f"globalpay-{service}" for service in WRITES | READS}


def test_whoever_deploys_may_make_topics():
    """AWS asks the log itself for topics: without these rights `create-topic` is refused."""
    found = collections.defaultdict(set)
    for path in (ROOT / "docs/deploy/iam").glob("globalpay-prod-*.json"):
        for statement in json.loads(path.read_text())["Statement"]:
            for action in statement["Action"]:
                found[action].update(statement["Resource"])
    mine = {f"arn:aws:kafka:*:{ACCOUNT}:{kind}/{LOG}/*" for kind in ("cluster", "topic")}
    assert found["kafka-cluster:Connect"] == found["kafka-cluster:CreateTopic"] == mine
    assert "kafka-cluster:DescribeTopic" in found and "kafka-cluster:WriteData" not in found
