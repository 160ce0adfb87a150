"""Who may do what in the event log: a user for each service, rights by topic and group, given and taken away by a script that
Kafka's own tool carries out. The tool and `aws` are stand-ins here; the tool's keeps rights and lists them as Kafka's does."""

import collections
import json
import os
import subprocess
import sys

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
# Kafka's own tool with a log that keeps rights: a file of lines kind, name, pattern, principal, host, operation, permission.
KAFKA = """#!%s -SIE
import collections, os, sys
words = sys.argv[1:]
assert words[0] == "--bootstrap-server" and words[2] == "--command-config"
assert "sasl.mechanism=AWS_MSK_IAM" in open(words[3]).read()
words = words[4:]
with open(os.environ["ASKED"], "a") as asked:
    print(*words, file=asked)
kept = set(map(tuple, (line.rstrip("\\n").split("\\t") for line in open(os.environ["KEPT"]))))
if words[0] == "--list":
    things = collections.defaultdict(list)
    for kind, name, pattern, *rest in sorted(kept):
        things[kind, name, pattern].append(rest)
    for thing, rights in things.items():
        print("Current ACLs for resource `ResourcePattern(resourceType=%%s, name=%%s, patternType=%%s)`: " %% thing)
        for right in rights:
            print(" \\t(principal=%%s, host=%%s, operation=%%s, permissionType=%%s)" %% tuple(right))
        print()
    sys.exit()
known = {"Read": "READ", "Write": "WRITE", "Describe": "DESCRIBE", "DescribeConfigs": "DESCRIBE_CONFIGS", "All": "ALL"}
options, kinds = {}, {"--topic": "TOPIC", "--group": "GROUP", "--transactional-id": "TRANSACTIONAL_ID"}
rest = words[1:]
while rest:
    word = rest.pop(0)
    options[word] = "" if word in ("--force", "--cluster") else rest.pop(0)
kind, name = next(((kinds[word], options[word]) for word in kinds if word in options), ("CLUSTER", "kafka-cluster"))
way = "allow" if "--allow-principal" in options else "deny"
right = (kind, name, options.get("--resource-pattern-type", "literal").upper(), options[f"--{way}-principal"],
         options.get(f"--{way}-host", "*"), known[options["--operation"]], way.upper())
if words[0] == "--add":
    kept.add(right)
else:
    assert "--force" in options, "it would ask a person"
    kept.remove(right)
open(os.environ["KEPT"], "w").writelines("\\t".join(each) + "\\n" for each in sorted(kept))
""" % sys.executable


class Log:
    """The event log with its rights, and the script run against it."""

    def __init__(self, folder):
        self.folder, self.kept = folder, folder / "kept"
        self.kept.write_text("")
        for name, text in (("aws", AWS), ("kafka-acls.sh", KAFKA)):
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)

    def run(self, *words, account=ACCOUNT):
        """How the script ended, and what the log was asked to change."""
        asked = self.folder / "asked"
        asked.write_text("")
        done = subprocess.run(
            ["sh", str(rendered("globalpay") / "kafka/rights.sh"), *words], capture_output=True, text=True, timeout=60,
            env={"PATH": f"{self.folder}:{os.environ['PATH']}", "ACCOUNT": account, "ASKED": str(asked), "KEPT": str(self.kept)})
        return done, [line for line in asked.read_text().splitlines() if line != "--list"]

    def rights(self):
        return set(self.kept.read_text().splitlines())

    def put(self, *rights):
        with self.kept.open("a") as kept:
            kept.writelines("\t".join(right.split()) + "\n" for right in rights)


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path)


def wanted():
    """What the profile's services need, in the log's own words."""
    found = set()
    for service in WRITES | READS:
        user = f"User:globalpay-{service}"
        for topic in TOPICS:
            for operation in ("WRITE" if service in WRITES else "READ", "DESCRIBE"):
                found.add("\t".join(("TOPIC", topic, "LITERAL", user, "*", operation, "ALLOW")))
        if service in READS:
            found |= {"\t".join(("GROUP", f"globalpay-{service}", "LITERAL", user, "*", operation, "ALLOW")) for operation in ("READ", "DESCRIBE")}
    return found


def test_each_service_gets_its_rights_and_none_besides(log):
    done, asked = log.run("us-east-1", "--dry-run")
    assert done.returncode == 0 and asked == [] and log.rights() == set(), done.stderr
    assert done.stdout.count("would: --add ") == len(wanted())
    done, asked = log.run("us-east-1")
    assert done.returncode == 0 and log.rights() == wanted(), done.stderr
    # Again there is nothing to do.
    done, asked = log.run("us-east-1")
    assert (done.returncode, asked, log.rights()) == (0, [], wanted()), done.stderr


def test_what_the_profile_does_not_name_is_taken_away_and_others_are_left_alone(log):
    given = sorted(wanted())
    theirs = ["TOPIC globalpay.check LITERAL User:CN=partner.example,O=Partner * READ ALLOW", "CLUSTER kafka-cluster LITERAL User:* * DESCRIBE ALLOW",
              "TOPIC globalpay.check LITERAL User:globalpaying * READ ALLOW"]
    ours = ["TOPIC globalpay.check LITERAL User:globalpay-reconciliation-engine * WRITE ALLOW", "TOPIC globalpay. PREFIXED User:globalpay-api-gateway * READ ALLOW",
            "TOPIC globalpay.refund LITERAL User:globalpay-api-gateway 10.0.0.7 READ ALLOW", "TOPIC * LITERAL User:globalpay-old-service * ALL ALLOW",
            "CLUSTER kafka-cluster LITERAL User:globalpay-api-gateway * DESCRIBE_CONFIGS ALLOW",
            "TRANSACTIONAL_ID till LITERAL User:globalpay-payment-processor * WRITE ALLOW", "TOPIC globalpay.check LITERAL User:globalpay-api-gateway * READ DENY"]
    log.put(*given[1:], *theirs, *ours)
    shown, asked = log.run("eu-west-1", "--dry-run")
    assert shown.returncode == 0 and asked == [] and shown.stdout.count("would: --remove ") == len(ours), shown.stdout + shown.stderr
    done, asked = log.run("eu-west-1")
    assert done.returncode == 0 and len(asked) == len(ours) + 1, done.stderr
    assert log.rights() == wanted() | {"\t".join(right.split()) for right in theirs}
    assert done.stdout.count("left alone: ") == len(theirs), done.stdout


def test_another_account_another_region_and_a_missing_tool_are_refused(log):
    usage = "usage: rights.sh us-east-1|eu-west-1 [--dry-run]"
    for words, more, status, said in (
        ([], {}, 64, usage), (["eu-north-1"], {}, 64, usage), (["us-east-1", "--dry"], {}, 64, usage),
        (["us-east-1"], {"account": "999900001111"}, 3, f"of the account {ACCOUNT} is not in us-east-1"),
    ):
        done, asked = log.run(*words, **more)
        assert (done.returncode, asked) == (status, []) and said in done.stderr, done.stderr
    (log.folder / "kafka-acls.sh").unlink()
    done, _ = log.run("us-east-1")
    assert done.returncode == 2 and "kafka-acls.sh of Kafka is not in the PATH" in done.stderr


def test_a_log_that_does_not_answer_is_no_log_without_rights(log):
    """Nothing is given or taken away when what stands there cannot be read."""
    (log.folder / "kafka-acls.sh").write_text('#!/bin/sh\necho "$5" >> "$ASKED"\necho "not authorized" >&2\nexit 1\n')
    done, asked = log.run("us-east-1")
    assert done.returncode == 1 and asked == [] and "not authorized" in done.stderr


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
